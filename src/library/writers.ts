// SPDX-License-Identifier: LGPL-2.1-or-later
/** Who but root can change a library: what they write into it, root runs. */
import type { Machine } from "../machine/machine";
import { scriptOutput } from "../machine/script";
import writersScript from "./writers.sh";

/** A path by which a library can be changed. */
export interface Writable {
    path: string;
    /** Name of the user who owns it: "root" where everyone, or a group, may write to it. */
    owner: string;
}

/** By folder; those that only root can change are left out. */
export async function readWriters(machine: Machine, folders: readonly string[]): Promise<Map<string, Writable[]>> {
    const found = new Map<string, Writable[]>();
    if (folders.length === 0)
        return found;
    const said = (await scriptOutput(machine, "library-writers", writersScript, { args: folders })).split("\0");
    for (let at = 0; at < said.length - 1; at++) {
        const folder = said[at] ?? "";
        const paths: Writable[] = [];
        for (at++; said[at] !== "" && at < said.length - 1; at += 2)
            paths.push({ path: said[at] ?? "", owner: said[at + 1] ?? "" });
        if (paths.length > 0)
            found.set(folder, paths);
    }
    return found;
}
