// SPDX-License-Identifier: LGPL-2.1-or-later
/** `appmanage libraries`, and the names that completion offers. */
import { createAppManager } from "../../api/appmanager";
import { appList } from "../../api/schemas";
import * as z from "../../machine/zod";
import type { Names } from "./completion";
import type { ExitCode } from "./exit-code";
import { common } from "./operation-command";
import { table } from "./output";
import { answered, ask, tell, type Session } from "./session";

const offer = async ({ host }: Session) => createAppManager(await host()).catalogue();

const libraryRow = z.object({
    folder: z.string(), origin: z.string(), exists: z.boolean(), apps: z.number(), hidden: z.number(), broken: z.number(),
});
const libraryRows = z.array(libraryRow);
const appRows = z.array(z.object({ name: z.string(), title: z.string(), versions: z.array(z.string()) }));

export async function librariesCommand(session: Session, options: Readonly<Record<string, unknown>>): Promise<ExitCode> {
    const { output: format } = common.parse(options);
    const asked = { command: "libraries", id: undefined };
    if (options.apps === true) {
        const answer = await answered(session, async () => (await offer(session)).apps.map(({ name, title, editions }) =>
            ({ name, title: title.en, versions: editions.map(({ version }) => version) })));
        const toTable = (data: unknown) => table(appRows.parse(data).map(({ name, versions, title }) =>
            ({ app: name, versions: versions.join(", "), title })));
        return tell(session, answer, { format, toTable }, asked);
    }
    const answer = await answered(session, async () => (await offer(session)).libraries.map(one =>
        ({ ...one, hidden: one.hidden.length, broken: one.broken.length })).map(one => libraryRow.parse(one)));
    const toTable = (data: unknown) => table(libraryRows.parse(data).map(({ folder, origin, exists, apps, hidden, broken }) =>
        ({ folder, origin, apps: exists ? String(apps) : "", hidden: String(hidden), broken: String(broken) })));
    return tell(session, answer, { format, toTable }, asked);
}

const placeNames = z.array(z.object({ place: z.string() }));

/** None where the host can't tell them, or not to this user: completion has no words for errors. */
export function namesOf(session: Session): Names {
    return {
        ids: async () => {
            if (!session.terminal.isRoot)
                return [];
            const { body } = await ask(session, "AppList", {});
            return body.Error ? [] : appList.parse(body.ResponseData).map(({ app_id: id }) => id);
        },
        places: async () => {
            if (!session.terminal.isRoot)
                return [];
            const { readPlaces } = await import("../../apps/backup/places");
            const { body } = await answered(session, async () => readPlaces(await session.host()));
            return placeNames.safeParse(body.ResponseData).data?.map(({ place }) => place) ?? [];
        },
        store: async () => {
            const { body } = await answered(session, async () => (await offer(session)).apps);
            const apps = z.array(z.object({ name: z.string(), editions: z.array(z.object({ version: z.string() })) }))
                .safeParse(body.ResponseData).data ?? [];
            return Object.fromEntries(apps.map(({ name, editions }) => [name, editions.map(({ version }) => version)]));
        },
    };
}
