// SPDX-License-Identifier: LGPL-2.1-or-later
/** Progress of pulls, and of uploads of backups, from the logs of their jobs. */
import type { Job } from "../../jobs/job";
import { pullReader, type ProgressReader } from "../../jobs/log/progress";
import { uploadReader } from "../../jobs/log/upload-progress";
import { MachineError } from "../../machine/machine";
import type { Context } from "../context";
import type { AppOverview } from "./overview";

export interface Pulls {
    /** Follows the logs of those that pull now, and no others. */
    follow(apps: readonly AppOverview[]): void;
    withProgress(app: AppOverview): AppOverview;
    end(): void;
}

interface Pull { reader: ProgressReader, ended: AbortController, heard: boolean }

/** A pull for its start, or for an update while it runs; an upload of a backup. */
function isFollowed({ state, job }: AppOverview): boolean {
    return state.status === "pulling" || (job !== undefined && job.alive &&
        ((job.kind === "update" && job.phase === "pulling") || isUploading(job)));
}

function isUploading(job: Job | undefined): boolean {
    return job?.phase === "uploading";
}

export function followPulls({ machine, paths }: Context, advanced: () => void): Pulls {
    const followed = new Map<string, Pull>();
    const drop = (id: string) => {
        followed.get(id)?.ended.abort();
        followed.delete(id);
    };
    const begin = (id: string, reader: ProgressReader) => {
        const pull: Pull = { reader, ended: new AbortController(), heard: false };
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
            const wanted = new Map(apps.filter(isFollowed).map(({ record, job }) => [record.app_id, isUploading(job)]));
            [...followed.keys()].filter(id => !wanted.has(id)).forEach(drop);
            [...wanted].filter(([id]) => !followed.has(id))
                .forEach(([id, uploads]) => { begin(id, uploads ? uploadReader() : pullReader()); });
        },
        withProgress: app => {
            const pull = followed.get(app.record.app_id);
            // Before the log is read it is unknown how far it is.
            return pull?.heard ? { ...app, progress: pull.reader.progress(), pace: pull.reader.pace() } : app;
        },
        end: () => { [...followed.keys()].forEach(drop); },
    };
}
