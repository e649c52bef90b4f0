// SPDX-License-Identifier: LGPL-2.1-or-later
/** Progress of the pulls in progress, from the logs of their jobs. */
import { pullReader, type PullReader } from "../../jobs/log/progress";
import { MachineError } from "../../machine/machine";
import type { Context } from "../context";
import type { AppOverview } from "./overview";

export interface Pulls {
    /** Follows the logs of those that pull now, and no others. */
    follow(apps: readonly AppOverview[]): void;
    withProgress(app: AppOverview): AppOverview;
    end(): void;
}

interface Pull { reader: PullReader, ended: AbortController, heard: boolean }

/** For its start, or for an update while it runs. */
function isPulling({ state, job }: AppOverview): boolean {
    return state.status === "pulling" || (job !== undefined && job.alive && job.kind === "update" && job.phase === "pulling");
}

export function followPulls({ machine, paths }: Context, advanced: () => void): Pulls {
    const followed = new Map<string, Pull>();
    const drop = (id: string) => {
        followed.get(id)?.ended.abort();
        followed.delete(id);
    };
    const begin = (id: string) => {
        const pull: Pull = { reader: pullReader(), ended: new AbortController(), heard: false };
        // It may be another one of the same app by now.
        const isCurrent = () => followed.get(id) === pull;
        followed.set(id, pull);
        machine.run(["tail", "-n", "+1", "-F", `${paths.job(id)}/log`], {
            signal: pull.ended.signal,
            onOutput: text => {
                if (!isCurrent())
                    return;
                pull.reader.add(text);
                pull.heard = true;
                advanced();
            },
        }).catch((error: unknown) => {
            if (!(error instanceof MachineError))
                throw error;
            // Ended by us, or the session is gone: the next look tells.
            if (isCurrent())
                followed.delete(id);
        });
    };
    return {
        follow: apps => {
            const pulling = new Set(apps.filter(isPulling).map(app => app.record.app_id));
            [...followed.keys()].filter(id => !pulling.has(id)).forEach(drop);
            [...pulling].filter(id => !followed.has(id)).forEach(begin);
        },
        withProgress: app => {
            const pull = followed.get(app.record.app_id);
            // Before the log is read it is unknown how far it is.
            return pull?.heard ? { ...app, progress: pull.reader.progress(), pace: pull.reader.pace() } : app;
        },
        end: () => { [...followed.keys()].forEach(drop); },
    };
}
