// SPDX-License-Identifier: LGPL-2.1-or-later
/** Which docker it is: a daemon that came back knows nothing of what was asked of the one before. */
import type { Machine } from "../machine/machine";

const pidFile = "/run/docker.pid";

/** The daemon's process id, "" where it keeps no such file. */
export async function dockerProcess(machine: Machine): Promise<string> {
    return (await machine.read(pidFile))?.trim() ?? "";
}
