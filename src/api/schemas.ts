// SPDX-License-Identifier: LGPL-2.1-or-later
/** The shapes of the contract: the only source of its types. */
import { problemCodes, type ProblemCode } from "../apps/problem";
import { statusCodes, type StatusName } from "../apps/status/status";
import * as z from "../machine/zod";

export type { ProblemCode };

const statusNames = Object.keys(statusCodes).filter((name): name is StatusName => name in statusCodes);

/** Values of user-settable variables, by key. */
export const settings = z.record(z.string(), z.string());

/** Anything but `true` deletes nothing. */
export const only = z.catch(z.boolean(), false);
export const uninstallParameters = z.object({ purge: only, images: only });
export const lossParameters = z.object({ accept_data_loss: only });

/** Anything but `true` is the operation itself. */
export const dryRunParameters = z.object({ dry_run: only });

/** Anything but the digest that `APP.DefinitionChanged` named allows nothing. */
export const startParameters = z.object({ allow_changes: z.catch(z.string().check(z.regex(/^[0-9a-f]{64}$/)), "") });

export const appStatusInfo = z.object({
    app_id: z.string(),
    name: z.string(),
    customer_name: z.string(),
    trade_mark: z.string(),
    status_code: z.enum(statusCodes),
    status: z.enum(statusNames),
    official_app: z.boolean(),
    image_url: z.string(),
});

const runningInfo = z.object({
    port: z.nullable(z.int()),
    compose_file: z.string(),
    url: z.string(),
    admin_url: z.string(),
    user_name: z.string(),
    password: z.string(),
});

export const appDetailInfo = z.extend(appStatusInfo, { running_info: z.nullable(runningInfo) });
export const appList = z.array(appDetailInfo);

export type AppStatusInfo = z.infer<typeof appStatusInfo>;
export type AppDetailInfo = z.infer<typeof appDetailInfo>;

export const errorInfo = z.object({
    Code: z.enum(problemCodes),
    /** In the language that the request asked for. */
    Message: z.string(),
    /** The raw cause. Never a password. */
    Detail: z.optional(z.string()),
});

/** The body of every answer; `ResponseData` is `{}` (`[]` for AppList) with an `Error`. */
export interface Envelope<Data> {
    ResponseData: Data;
    Error?: z.infer<typeof errorInfo>;
}

/** An answer of the one door: `status` is 200, or 404 with `body.Error`. */
export interface Answer<Data = unknown> {
    status: 200 | 404;
    body: Envelope<Data>;
}
