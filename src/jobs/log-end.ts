// SPDX-License-Identifier: LGPL-2.1-or-later
/** The ends of jobs' logs: docker's last words say why a job failed. */
import { MachineError, type Machine } from "../machine/machine";

/** Bytes; more is no cause looked for in. */
const longest = 65_536;

/* Arguments: data folder, bytes, ids. For each job its id on a line, the end of its log if there is one, and NUL. */
const readScript = `
cd -- "$1/jobs" 2>/dev/null || exit 0
longest=$2
shift 2
for id; do
    printf '%s\\n' "$id"
    [ ! -f "$id/log" ] || tail -c "$longest" -- "$id/log" | tr -d '\\000'
    printf '\\000'
done
`;

/** By id, with one process for any number of jobs; "" for a job without a log. */
export async function readLogEnds(machine: Machine, root: string, ids: readonly string[]): Promise<Map<string, string>> {
    const result = await machine.run(["sh", "-c", readScript, "read-log-ends", root, String(longest), ...ids]);
    if (result.status !== 0)
        throw new MachineError("failed", result.stderr.trim());
    const ends = new Map(result.stdout.split("\0").map(text => {
        const at = text.indexOf("\n");
        return [text.slice(0, at), text.slice(at + 1)];
    }));
    return new Map(ids.map(id => [id, ends.get(id) ?? ""]));
}
