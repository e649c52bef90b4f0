// SPDX-License-Identifier: LGPL-2.1-or-later
/** The override file that makes compose publish an app's ports as the admin chose, tried on compose before it is used. */
import { ComposeError, readPortEntries, resolveCompose } from "../../docker/compose";
import { emptyOverride, overrideFile, overrideNames, portsOverride, publishAlike } from "../../docker/ports-override";
import { setValues } from "../../library/environment";
import type { AppFolder } from "../../library/folder";
import { filesRead } from "../../library/outside";
import type { Machine } from "../../machine/machine";
import { variableOf, withReach, type ReachChoice, type ReachOf } from "./reach";

export interface ReachFile {
    /** "" where the app needs none. */
    override: string;
    env: string;
}

/**
 * `env` is the text of the app's `.env`. Compose has the last word: what it reads in the file must be what was chosen.
 * Throws a `ComposeError` where it is not.
 */
export async function reachFile(
    machine: Machine, path: string, id: string, env: string, folder: AppFolder, about: ReachOf,
    choice: ReachChoice | undefined,
): Promise<ReachFile> {
    const wanted = withReach(about, choice);
    const write = (entries: Parameters<typeof portsOverride>[0]) =>
        portsOverride(entries, about.config, wanted, port => variableOf(port, about.settings));
    const isRead = async (override: string): Promise<boolean> =>
        publishAlike((await resolveCompose(machine, path, id, env, [], override)).config, wanted);

    if (write({}) === "")
        return { override: overrideNames.some(name => folder.entries.has(name)) ? await inForce("", folder) : "", env };
    const kept = write(await readPortEntries(machine, path, id, env) ?? {});
    const spelledOut = write({});
    for (const override of [kept, spelledOut]) {
        // What variables stand for may not fit into the entry that has them.
        if (await isRead(override).catch(ignoreRefusal))
            return { override: await inForce(override, folder), env: withOverride(env) };
    }
    throw new ComposeError(0, `${overrideFile}: compose does not publish the ports as chosen`);
}

function ignoreRefusal(error: unknown): false {
    if (error instanceof ComposeError)
        return false;
    throw error;
}

/** The library's own override files have no part in an app; ours keeps compose from reading them. */
async function inForce(override: string, { compose, env, entries }: AppFolder): Promise<string> {
    const read = entries.has(overrideFile) ? await filesRead(compose, env) : undefined;
    if (read && !(read.is === "within" && !read.paths.has(overrideFile)))
        throw new ComposeError(0, `docker-compose.yml reads ${overrideFile}, which the installation replaces`);
    return override || emptyOverride;
}

/** A library that names its compose files in `.env` would keep compose from reading the override file. */
function withOverride(env: string): string {
    return setValues(env, { COMPOSE_FILE: `docker-compose.yml:${overrideFile}`, COMPOSE_PATH_SEPARATOR: ":" });
}
