// SPDX-License-Identifier: LGPL-2.1-or-later
/** The code that a service keeps crashing with. */
import type { AppStatus } from "./status";

/**
 * Docker tells the code only while the container waits for its next start, and forgets it as soon as that runs. So
 * between two crashes of the same service the code is the one of before.
 */
export function withLastCode(now: AppStatus, before: AppStatus | undefined): AppStatus {
    const { reason } = now;
    if (reason?.is !== "restarting" || reason.code !== null)
        return now;
    const last = before?.reason;
    return last?.is === "restarting" && last.service === reason.service
        ? { ...now, reason: { ...reason, code: last.code } }
        : now;
}
