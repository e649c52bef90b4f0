// SPDX-License-Identifier: LGPL-2.1-or-later
/** Logs as they grow: of the job behind an app, and of each of its services. */
import { DockerError, followLogs, listContainers } from "../docker/engine";
import { belongsTo } from "../docker/container";
import { MachineError } from "../machine/machine";
import type { Context } from "./context";

/** Characters of a job's log that are worth a look; older ones are on disk. */
const longest = 300_000;

/** Returns what ends it. */
export function followJobLog({ machine, paths }: Context, id: string, onText: (text: string) => void): () => void {
    const ended = new AbortController();
    machine.run(["tail", "-c", String(longest), "-F", `${paths.job(id)}/log`], { signal: ended.signal, onOutput: onText })
        .catch((error: unknown) => {
            if (!(error instanceof MachineError))
                throw error;
        });
    return () => { ended.abort(); };
}

/** Milliseconds until a container that ended is asked for again: it may be started anew. */
const pause = 1000;

/** All containers of the service, one after the other when they are restarted. Returns what ends it. */
export function followServiceLog(
    context: Context, id: string, service: string, onText: (text: string) => void,
): () => void {
    const ended = new AbortController();
    void followContainers(context, id, service, onText, ended.signal);
    return () => { ended.abort(); };
}

async function followContainers(
    context: Context, id: string, service: string, onText: (text: string) => void, signal: AbortSignal,
): Promise<void> {
    const seen = new Map<string, number>();
    while (!signal.aborted) {
        try {
            const containers = (await listContainers(context.machine)).filter(container =>
                container.project === id && container.service === service && belongsTo(container, context.paths.app(id)));
            const fresh = containers.filter(({ id: container, state }) => state === "running" || !seen.has(container));
            await Promise.all(fresh.map(async ({ id: container }) => {
                await followLogs(context.machine, container, seen.get(container), onText, signal);
                seen.set(container, Date.now() / 1000);
            }));
        } catch (error) {
            // Docker went away or the container did: the next round tells.
            if (!(error instanceof DockerError || error instanceof MachineError))
                throw error;
        }
        await new Promise(resolve => { setTimeout(resolve, pause); });
    }
}
