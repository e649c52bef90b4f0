// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an operation would do, for those that can tell; nothing is changed. */
import { createAppManager } from "../../api/appmanager";
import type { Context } from "../../apps/context";
import { reachChoice } from "../../apps/install/reach-choice";
import { OperationError } from "../../apps/problem";
import { fateOf } from "../../apps/removal";
import * as z from "../../machine/zod";
import type { Previewed } from "./commands";
import { table, type Row } from "./output";

export interface Preview {
    data: unknown;
    text: string;
    /** The operation would be refused. */
    isRefused: boolean;
}

type Preparation = (context: Context, body: unknown) => Promise<Preview>;

const detailsOf = (about: object) => Object.entries(about).map(([name, value]) => `${name}=${String(value)}`).join(" ");

const installBody = z.object({
    app_name: z._default(z.string(), ""),
    customer_app_name: z._default(z.string(), ""),
    app_version: z._default(z.string(), ""),
    settings: z._default(z.record(z.string(), z.string()), {}),
    reachable_from: z.optional(reachChoice),
});

async function checks(context: Context, body: unknown): Promise<Preview> {
    const { reachable_from: reach, ...request } = installBody.parse(body);
    const data = await createAppManager(context).check({ ...request, ...reach !== undefined && { reachable_from: reach } });
    const rows = data.checks.map(({ level, is, ...about }): Row => ({ level, check: is, details: detailsOf(about) }));
    return {
        data, text: `${table(rows)}definition: ${data.definition}\n`,
        isRefused: data.checks.some(({ level }) => level === "stop"),
    };
}

const uninstallBody = z.object({
    app_id: z.string(), purge: z._default(z.boolean(), false), images: z._default(z.boolean(), false),
});

async function fates(context: Context, body: unknown): Promise<Preview> {
    const { app_id: id, ...choice } = uninstallBody.parse(body);
    if (!/^[a-z0-9]+$/.test(id))
        throw new OperationError("Param.APPID.FormatError");
    const belongings = await createAppManager(context).belongings(id);
    if (belongings.length === 0)
        throw new OperationError("APP.NotExis");
    const data = belongings.map(one => ({ ...one, fate: fateOf(one, choice) }));
    const rows = data.map(({ fate, kind, name, size }): Row => ({ fate, kind, name, bytes: size === null ? "" : String(size) }));
    return { data, text: table(rows), isRefused: false };
}

const preparations: Readonly<Record<Previewed, Preparation>> = { AppInstall: checks, AppUninstall: fates };

export function previewOf(operation: Previewed): Preparation {
    return preparations[operation];
}
