// SPDX-License-Identifier: LGPL-2.1-or-later
/** What a crash left half done is continued when the page opens: jobs, claims, removals, and a lost apps.json. */
import { JobAtWork, resume, startJob } from "../jobs/jobs";
import { isOver, type Job } from "../jobs/job";
import type { Context } from "./context";
import { brokenClaims, releaseName } from "./install/claim";
import { jobRequest } from "./install/job-request";
import { forget } from "./lifecycle";
import type { AppRecord } from "./records/record";
import type { Records } from "./records/store";
import { updateRecords } from "./records/update-records";
import { readState, type State } from "./status/state";

/** Apps whose job is not over, and not at work, in the order in which the jobs were asked for. */
export function unfinishedWork(records: Records, jobs: ReadonlyMap<string, Job>): AppRecord[] {
    return [...jobs.values()].sort((one, other) => one.ticket - other.ticket).flatMap(job => {
        const record = Object.hasOwn(records, job.id) ? records[job.id] : undefined;
        return record && !job.alive && !isOver(job.phase) ? [record] : [];
    });
}

/** Two pages may do it at once: a job's lock decides, and what is gone already is not an error. Throws what the host throws. */
export async function resumeJobs(context: Context, seen?: State): Promise<void> {
    const { machine, paths } = context;
    // Writes only where the file is lost and the jobs' folders tell what was in it.
    const known = await updateRecords(machine, paths, records => records);
    // What the page has just read need not be read again, unless it had no records to read.
    const isSeen = seen && Object.keys(known).every(id => Object.hasOwn(seen.records, id));
    const { records, gone, broken, jobs } = isSeen ? seen : await readState(context);
    const errors: unknown[] = [];
    // One that can't continue must not hold up the others.
    const attempt = async (work: () => Promise<void>) => {
        try {
            await work();
        } catch (error) {
            errors.push(error);
        }
    };
    // One after the other: each has its place in the queue before the next one starts.
    for (const record of unfinishedWork(records, jobs))
        await attempt(() => restart(context, record));
    for (const record of gone)
        await attempt(() => forget(context, record));
    await resume(machine, paths.root);
    for (const id of await brokenClaims(machine, paths)) {
        // An app whose record can't be read has its name, and its data.
        if (!Object.hasOwn(records, id) && !broken.some(one => one.id === id))
            await releaseName(machine, paths, id, "unbegun");
    }
    if (errors.length > 0)
        throw errors[0];
}

/** A job continues as what it is; only one that was claimed and never started is told what it is here. */
async function restart({ machine, paths }: Context, record: AppRecord): Promise<void> {
    const request = jobRequest(record, { kind: "install", wish: "running", before: "none" });
    try {
        await startJob(machine, paths.root, { ...request, resume: true });
    } catch (error) {
        // Another page was faster.
        if (!(error instanceof JobAtWork))
            throw error;
    }
}
