// SPDX-License-Identifier: LGPL-2.1-or-later
/** Updates on offer: what AppUpdate would change apps to, known from the catalogue alone. */
import { isAtWork } from "../../jobs/job";
import type { AppDefinition } from "../../library/definition";
import type { AppRecord } from "../records/record";
import type { AppOverview } from "../status/overview";
import { newestOf } from "./version";

/** Apps of the libraries by name: of those with the same name, the one that AppUpdate takes. */
export type OfferedApps = ReadonlyMap<string, Pick<AppDefinition, "editions">>;

/** The newest version of the app's edition; undefined where it has that, is uninstalled, or no library has the app. */
export function newerVersion({ name, version, wish }: AppRecord, offered: OfferedApps): string | undefined {
    const app = offered.get(name);
    if (app === undefined || wish === "uninstalled")
        return undefined;
    const newest = newestOf(app.editions, version);
    return newest === version ? undefined : newest;
}

/** The same, as long as no job is at work on the app. */
export function offeredUpdate({ record, job }: Pick<AppOverview, "record" | "job">, offered: OfferedApps): string | undefined {
    return isAtWork(job) ? undefined : newerVersion(record, offered);
}
