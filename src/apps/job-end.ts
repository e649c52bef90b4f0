// SPDX-License-Identifier: LGPL-2.1-or-later
/** Waiting for an app's job, as long as Docker is there for it. */
import { DockerError, ping } from "../docker/engine";
import { awaitJob, type Awaited } from "../jobs/jobs";
import { MachineError, type Machine } from "../machine/machine";
import type { Context } from "./context";
import { RecordedError } from "./problem";
import { sleep } from "./sleep";

/** Milliseconds between two looks at Docker. */
const every = 2000;
/** Milliseconds that Docker may be away, as it is while it restarts. */
const longestAway = 10_000;
/** Seconds that it may think about an answer. */
const patience = 10;

/**
 * A wait that breaks off says nothing of the job, which continues and leaves its own line in the journal. It breaks off
 * where Docker is away: the job waits for Docker, its caller need not.
 */
export async function jobEnd({ machine, paths }: Context, id: string, seconds: number): Promise<Awaited> {
    const over = new AbortController();
    try {
        return await Promise.race([awaitJob(machine, paths.root, id, seconds, over.signal), dockerLost(machine, over.signal)]);
    } catch (error) {
        if (error instanceof DockerError) {
            const { is } = error.problem;
            throw new RecordedError("Container.CommandError", error.message, is === "failed" ? undefined : is);
        }
        if (error instanceof MachineError)
            throw new RecordedError("SystemError", error.message);
        throw error;
    } finally {
        over.abort();
    }
}

/** For a caller that has its answer already. */
const nothing = new Promise<never>(() => undefined);

/** Rejects with a `DockerError` once Docker has been away for some seconds. */
async function dockerLost(machine: Machine, signal: AbortSignal): Promise<never> {
    let lastSeen = performance.now();
    for (;;) {
        await sleep(every, signal);
        if (signal.aborted)
            return nothing;
        try {
            await ping(machine, patience);
            lastSeen = performance.now();
        } catch (error) {
            const isAway = error instanceof DockerError && error.problem.is !== "failed";
            if (isAway && performance.now() - lastSeen >= longestAway)
                throw error;
        }
    }
}
