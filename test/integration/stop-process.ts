// SPDX-License-Identifier: LGPL-2.1-or-later
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** Returns when it has exited; at once where it has already, or was never started. */
export async function stopProcess(child: ChildProcess | undefined): Promise<void> {
    if (child === undefined || child.exitCode !== null)
        return;
    const exited = once(child, "exit");
    child.kill();
    await exited;
}
