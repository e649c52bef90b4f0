// SPDX-License-Identifier: LGPL-2.1-or-later
/** The records with what each app is and what is wanted of it now: its last job says so, written in one step with the job. */
import type { Job } from "../../jobs/job";
import { recordNow } from "./change";
import type { AppRecord } from "./record";
import type { Records } from "./store";

export interface WishedRecords {
    records: Records;
    /** Records of apps that are gone: their jobs removed everything, and only the record is left to forget. */
    gone: AppRecord[];
}

export function wishedRecords(records: Records, jobs: ReadonlyMap<string, Job>): WishedRecords {
    const gone: AppRecord[] = [];
    const entries = Object.entries(records).flatMap(([id, record]): [string, AppRecord][] => {
        const job = jobs.get(id);
        if (job?.phase === "removed") {
            gone.push(record);
            return [];
        }
        const now = recordNow(record, job);
        const wish = wishOf(job) ?? now.wish;
        return [[id, wish === now.wish ? now : { ...now, wish }]];
    });
    return { records: Object.fromEntries(entries), gone };
}

/** An app whose data is being deleted stays in the list until nothing of it is left. */
function wishOf(job: Job | undefined): AppRecord["wish"] | undefined {
    return job?.wish === "gone" ? "stopped" : job?.wish;
}
