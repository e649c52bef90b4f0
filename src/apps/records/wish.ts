// SPDX-License-Identifier: LGPL-2.1-or-later
/** The records with what is wanted of each app now: its last job says so, as it is written in one step with the job. */
import type { Job } from "../../jobs/job";
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
        const wish = wishOf(job) ?? record.wish;
        return [[id, wish === record.wish ? record : { ...record, wish }]];
    });
    return { records: Object.fromEntries(entries), gone };
}

/** An app whose data is being deleted stays in the list until nothing of it is left. */
function wishOf(job: Job | undefined): AppRecord["wish"] | undefined {
    return job?.wish === "gone" ? "stopped" : job?.wish;
}
