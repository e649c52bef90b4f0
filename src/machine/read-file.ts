// SPDX-License-Identifier: LGPL-2.1-or-later
/** Reads a file by a process of its own: Cockpit's Python bridge opens files itself, and stands still for a FIFO. */
import { MachineError, largestRead, patience, type Machine, type ReadOptions } from "./machine";
import readScript from "./read-file.sh";
import { runScript } from "./script";

const notThere = 66;
const notFile = 65;

export async function readFile(
    machine: Pick<Machine, "run">, path: string, { bytes: limit = largestRead, seconds = patience.read }: ReadOptions = {},
): Promise<string | null> {
    const result = await runScript(machine, "read-file", readScript, { args: [path, String(limit)], seconds });
    switch (result.status) {
    case 0:
        if (result.bytes.length > limit)
            throw new MachineError("failed", `${path}: larger than ${limit} bytes`);
        return result.stdout;
    case notThere:
        return null;
    case notFile:
        throw new MachineError("failed", `${path}: not a regular file`);
    default:
        throw new MachineError("failed", result.stderr.trim() || `${path}: exit status ${result.status}`);
    }
}
