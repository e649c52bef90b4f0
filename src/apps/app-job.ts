// SPDX-License-Identifier: LGPL-2.1-or-later
/** An installed app and the job that an operation starts on it. */
import { complaint } from "../docker/compose";
import { masked } from "../jobs/log/log-text";
import { JobAtWork, startJob, type JobRequest } from "../jobs/jobs";
import { isOver, type JobKind } from "../jobs/job";
import type { Context } from "./context";
import type { DefinitionChanges } from "./definition/changes";
import { jobRequest, type JobWish } from "./install/job-request";
import { jobEnd } from "./job-end";
import { OperationError, RecordedError } from "./problem";
import type { AppRecord } from "./records/record";
import { settle } from "./records/settle";
import { isListed } from "./status/list";
import { readState, type State } from "./status/state";

export interface Found { record: AppRecord, state: State }

export async function find(context: Context, id: string): Promise<Found> {
    const state = await readState(context);
    const record = Object.hasOwn(state.records, id) ? state.records[id] : undefined;
    if (!record)
        throw new OperationError("APP.NotExis");
    return { record, state };
}

/** An app that no job works on. One whose data is half deleted can only be uninstalled. */
export async function findIdle(context: Context, id: string): Promise<Found> {
    const found = await find(context, id);
    const job = found.state.jobs.get(id);
    if (job?.alive && !isOver(job.phase))
        throw new OperationError("APP.Busy", job.kind);
    return found;
}

export async function findListed(context: Context, id: string): Promise<Found> {
    const found = await findIdle(context, id);
    if (!isListed(found.record, found.state))
        throw new OperationError("APP.NotExis");
    if (found.state.jobs.get(id)?.wish === "gone")
        throw new OperationError("APP.Busy", "uninstall");
    return found;
}

/** Throws `APP.Busy`. */
export async function start(
    context: Context, record: AppRecord, wish: JobWish, at: "start" | "end", more: Partial<JobRequest> = {},
): Promise<void> {
    const request = { ...jobRequest(record, wish), ...more };
    await settle(context, record.app_id);
    try {
        await startJob(context.machine, context.paths.root, {
            ...request, ...context.trail !== undefined && { trail: { line: context.trail, at } },
        });
    } catch (error) {
        if (error instanceof JobAtWork)
            throw new OperationError("APP.Busy", error.kind);
        throw error;
    }
}

/** Seconds. A service may take its time to stop; the job continues in any case. */
const patience = 3600;

/** Starts a job and waits until it is over. What it came to is in the journal, by the job itself. */
export async function work(context: Context, record: AppRecord, wish: JobWish): Promise<void> {
    await start(context, record, wish, "end");
    await outcome(context, record.app_id, wish.kind);
}

async function outcome(context: Context, id: string, asked: JobKind): Promise<void> {
    const { kind, phase, detail, said } = await jobEnd(context, id, patience);
    if (kind !== undefined && kind !== asked && isOver(phase))
        throw new RecordedError("Container.CommandError", `${asked}: canceled`);
    if (phase === "failed" && detail.startsWith("definition "))
        throw new RecordedError("APP.DefinitionChanged", (await changesOf(context, id, "running"))?.text);
    if (phase === "failed")
        throw new RecordedError("Container.CommandError", masked(complaint(said)) || detail);
    // What has followed an uninstallation, a new app of the name for example, could only follow one that was done.
    if (!isOver(phase) && !(asked === "uninstall" && kind === undefined))
        throw new RecordedError("Container.CommandError", `${id}: interrupted while ${phase}`);
}

/** What differs from the definition that the admin allowed. */
async function changesOf(
    { machine, paths }: Context, id: string, before: JobWish["before"],
): Promise<DefinitionChanges | undefined> {
    const { readChanges } = await import("./definition/changes");
    return readChanges(machine, paths, id, before);
}

/** For a job that is not waited for. It compares again by itself, before it does anything. */
export async function refuseChanges(context: Context, id: string, { before, allow }: JobWish): Promise<void> {
    const changes = await changesOf(context, id, before);
    if (changes && changes.digest !== allow)
        throw new OperationError("APP.DefinitionChanged", changes.text);
}
