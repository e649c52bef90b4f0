// SPDX-License-Identifier: LGPL-2.1-or-later
/** The ends of jobs' logs: Docker's last words say why a job failed. */
import type { Machine } from "../../machine/machine";
import { scriptOutput } from "../../machine/script";
import script from "./log-end.sh";

/** Bytes; the cause is looked for in no more. */
const longest = 65_536;

/** By id, with one process for any number of jobs; "" for a job without a log. Throws what the host throws. */
export async function readLogEnds(machine: Machine, root: string, ids: readonly string[]): Promise<Map<string, string>> {
    const output = await scriptOutput(machine, "read-log-ends", script, { args: [root, String(longest), ...ids] });
    const ends = new Map(output.split("\0").map(text => {
        const at = text.indexOf("\n");
        return [text.slice(0, at), text.slice(at + 1)];
    }));
    return new Map(ids.map(id => [id, ends.get(id) ?? ""]));
}
