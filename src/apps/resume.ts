// SPDX-License-Identifier: LGPL-2.1-or-later
/** What a crash left half done goes on when the page opens: installations, cancels, claims, and a lost apps.json. */
import { JobAtWork, resume, startJob } from "../jobs/folder";
import { isOver, type Job } from "../jobs/job";
import { brokenClaims, releaseName } from "./install/claim";
import type { Context } from "./context";
import { jobRequest } from "./install/job-request";
import { takeBack } from "./lifecycle";
import type { AppRecord } from "./records/record";
import { removeBelongings } from "./removal";
import { readState, type State } from "./status/state";
import { removeRecord, updateRecords, type Records } from "./records/store";

export type Unfinished =
    | { is: "install", record: AppRecord }
    | { is: "cancel", record: AppRecord }
    | { is: "removal", record: AppRecord };

/** In the order in which it was asked for. What somebody works on is not among it. */
export function unfinishedWork(records: Records, jobs: ReadonlyMap<string, Job>): Unfinished[] {
    return [...jobs.values()].sort((one, other) => one.ticket - other.ticket).flatMap((job): Unfinished[] => {
        const record = Object.hasOwn(records, job.id) ? records[job.id] : undefined;
        if (!record || job.alive)
            return [];
        if (job.phase === "cancelled" && job.detail === "all")
            return [{ is: "removal", record }];
        if (record.wish === "uninstalled")
            return [];
        if (job.phase === "cancelled")
            return [{ is: "cancel", record }];
        return isOver(job.phase) ? [] : [{ is: "install", record }];
    });
}

/** Two may do it at once: a job's lock decides, and what is gone already is no fault. Throws what the host throws. */
export async function resumeJobs(context: Context, seen?: State): Promise<void> {
    const { machine, paths } = context;
    // Writes only where the file is lost and the apps' folders tell what was in it.
    const known = await updateRecords(machine, paths, records => records);
    // What the page has just read need not be read again, unless it had no records to read.
    const isSeen = seen && Object.keys(known).every(id => Object.hasOwn(seen.records, id));
    const { records, jobs } = isSeen ? seen : await readState(context);
    // One after the other: each has its place in the queue before the next one starts.
    const faults: unknown[] = [];
    for (const work of unfinishedWork(records, jobs)) {
        try {
            await goOn(context, work);
        } catch (error) {
            // One that can't go on must not hold up the others.
            faults.push(error);
        }
    }
    await resume(machine, paths.root);
    for (const id of await brokenClaims(machine, paths)) {
        if (!Object.hasOwn(records, id))
            await releaseName(machine, paths, id);
    }
    if (faults.length > 0)
        throw faults[0];
}

async function goOn(context: Context, { is, record }: Unfinished): Promise<void> {
    const { machine, paths } = context;
    const { app_id: id } = record;
    switch (is) {
    case "install":
        try {
            await startJob(machine, paths.root, { ...jobRequest(record), resume: true });
        } catch (error) {
            // Another page was faster.
            if (!(error instanceof JobAtWork))
                throw error;
        }
        return;
    case "cancel":
        return takeBack(context, record);
    case "removal":
        await removeBelongings(machine, paths, id, { data: true, seconds: 10 });
        await removeRecord(machine, paths, id);
    }
}
