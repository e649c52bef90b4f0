// SPDX-License-Identifier: LGPL-2.1-or-later
/** What can be done with an installed app: stop, start, restart, cancel, retry, uninstall, restore. All of it is a job. */
import { complaint } from "../docker/compose";
import { listVolumes } from "../docker/engine";
import { masked } from "../jobs/log/log-text";
import { cancelJob, NoJobAtWork } from "../jobs/jobs";
import { isCancellable, isOver, type JobKind } from "../jobs/job";
import { scriptOutput } from "../machine/script";
import { find, findIdle, findListed, refuseChanges, start, work, type Found } from "./app-job";
import type { Context } from "./context";
import forgetScript from "./forget-job.sh";
import type { JobWish } from "./install/job-request";
import type { Revision } from "./install/revise";
import { jobEnd } from "./job-end";
import { OperationError, RecordedError } from "./problem";
import type { AppRecord } from "./records/record";
import { removeRecord } from "./records/update-records";
import { fateOf, listBelongings, type Belonging, type RemovalChoice } from "./removal";
import { isListed, statusIn } from "./status/list";

const runs = (kind: JobKind, allow: string): JobWish => ({ kind, wish: "running", before: "stopped", allow });

export async function stopApp(context: Context, id: string): Promise<void> {
    const { record } = await findListed(context, id);
    await work(context, record, { kind: "stop", wish: "stopped", before: record.wish });
}

/**
 * Makes what is missing: containers and networks that were removed by hand, images that were pruned. Throws
 * `APP.DefinitionChanged` where the app's files are not those that the admin allowed, unless `allow` is the digest of
 * these changes, and `APP.DataGone` where containers and volumes that they had are gone, unless `acceptLoss` says that the
 * app may begin with empty ones.
 */
export async function startApp(context: Context, id: string, allow = "", acceptLoss = false): Promise<void> {
    const found = await findListed(context, id);
    await refuseLoss(context, found, acceptLoss);
    await work(context, found.record, runs("start", allow));
}

/** As `startApp`; what runs continues if it is refused. */
export async function restartApp(context: Context, id: string, allow = "", acceptLoss = false): Promise<void> {
    const found = await findListed(context, id);
    await refuseLoss(context, found, acceptLoss);
    await work(context, found.record, runs("restart", allow));
}

/** Seconds that a cancel is waited for: the rest is done whether the caller waits or not. */
const cancelPatience = 20;

/**
 * Gives up an installation or a start. An installation that never started loses what it made and frees its name; an app
 * that has ever started keeps its data: it is stopped, or uninstalled again if it was.
 */
export async function cancelApp(context: Context, id: string): Promise<void> {
    const { machine, paths } = context;
    const { record, state } = await find(context, id);
    const job = state.jobs.get(id);
    if (!job || !isCancellable(job))
        throw new OperationError("APP.NotBusy");
    try {
        await cancelJob(machine, paths.root, id, context.trail);
    } catch (error) {
        if (error instanceof NoJobAtWork)
            throw new OperationError("APP.NotBusy");
        throw error;
    }
    const { phase, detail, said } = await jobEnd(context, id, cancelPatience);
    if (phase === "failed")
        throw new RecordedError("Container.CommandError", masked(complaint(said)) || detail);
    if (phase === "removed")
        await forget(context, record);
}

function isEmpty({ app_version: version, settings, reach }: Revision): boolean {
    return version === undefined && reach === undefined && Object.keys(settings).length === 0;
}

async function revised(context: Context, record: AppRecord, revision: Revision): Promise<AppRecord> {
    if (isEmpty(revision))
        return record;
    const { reviseInstall } = await import("./on-demand");
    return reviseInstall(context, record, revision);
}

/**
 * Runs a failed or interrupted job again, an installation with what `revision` changes; where none failed, starts what is
 * down. `allow` and `acceptLoss` as in `startApp`: once a container has run, what `revision` changes has to be allowed,
 * too, for it was worked out from files that may be the container's by then.
 */
export async function retryApp(
    context: Context, id: string, revision: Revision = { settings: {} }, allow = "", acceptLoss = false,
): Promise<void> {
    const found = await findIdle(context, id);
    const { record, state } = found;
    const job = state.jobs.get(id);
    if (job?.wish === "gone")
        return uninstall(context, record, { purge: true, images: false });
    if (job && ["update", "rollback", "backup"].includes(job.kind) && (!isOver(job.phase) || job.phase === "undo-failed"))
        return (await import("./on-demand")).goOn(context, record, job);
    // Nothing else can be done with an app before its undo is finished.
    if (job?.phase === "failed" && job.detail.startsWith("undo "))
        return void await (await import("./on-demand")).rollbackApp(context, id);
    if (!isListed(record, state))
        throw new OperationError("APP.NotExis");
    // A change that failed is asked for anew: the app is as it was.
    const isDone = job === undefined || job.phase === "done" || job.kind === "update" || job.kind === "backup";
    const isFailedInstall = !isDone && job.kind === "install";
    if (!isEmpty(revision) && !isFailedInstall)
        throw new OperationError("Param.Settings.FormatError", "only an installation that failed can be changed");
    if (isDone && ["running", "initing"].includes(statusIn(state, record).status))
        return;
    if (isFailedInstall) {
        await refuseLoss(context, found, acceptLoss);
        const changed = await revised(context, record, revision);
        const wish: JobWish = { kind: "install", wish: "running", before: "none", allow };
        await refuseChanges(context, id, wish);
        return start(context, changed, wish, "start");
    }
    if (!isDone && job.kind === "uninstall")
        return uninstall(context, record, { purge: false, images: false });
    if (!isDone && job.kind === "stop")
        return work(context, record, { kind: "stop", wish: "stopped", before: record.wish });
    await refuseLoss(context, found, acceptLoss);
    return work(context, record, runs(!isDone && job.kind === "restart" ? "restart" : "start", allow));
}

export interface Uninstalled { removed: Belonging[], kept: Belonging[] }

/** Its name stays reserved unless all of its data is deleted. */
export async function uninstallApp(context: Context, id: string, choice: RemovalChoice): Promise<Uninstalled> {
    const { machine, paths } = context;
    const { record, state } = await findIdle(context, id);
    if (state.jobs.get(id)?.wish === "gone" && !choice.purge)
        throw new OperationError("APP.Busy", "uninstall");
    const belongings = await listBelongings(machine, paths, id, 10);
    await uninstall(context, record, choice);
    return {
        removed: belongings.filter(one => fateOf(one, choice) === "removed"),
        kept: belongings.filter(one => fateOf(one, choice) !== "removed"),
    };
}

async function uninstall(context: Context, record: AppRecord, { purge, images }: RemovalChoice): Promise<void> {
    await work(context, record, {
        kind: "uninstall", wish: purge ? "gone" : "uninstalled", before: record.wish, withImages: purge && images,
    });
    if (purge)
        await forget(context, record);
}

/**
 * The last of an app that is gone: its own schedule for backups, its record, then its job's folder. As soon as the record is
 * gone, the name may be taken again.
 */
export async function forget(context: Context, { app_id: id, created }: AppRecord): Promise<void> {
    const { machine, paths } = context;
    const { removePlan } = await import("./backup/plans");
    // One that stays fails, and is seen to: that is no reason to keep the app.
    await removePlan(context, id).catch(() => undefined);
    await removeRecord(machine, paths, id, created);
    await scriptOutput(machine, "forget-job", forgetScript, { args: [paths.root, id], survives: true });
}

/**
 * Brings back an app that was uninstalled with its data kept, with the images that it ran. Throws `APP.DataGone` where
 * volumes that were kept are no longer there, unless `acceptLoss` says that it may begin with empty ones. `allow` as in
 * `startApp`.
 */
export async function restoreApp(context: Context, id: string, acceptLoss: boolean, allow = ""): Promise<void> {
    const { record, state } = await findIdle(context, id);
    // An app that was not uninstalled has the name, and so has a project that was started under it meanwhile.
    if (record.wish !== "uninstalled" || state.containers.some(({ project }) => project === id))
        throw new OperationError("Param.CustomerAppName.Repeat");
    if (!acceptLoss)
        await refuseMissing(context, id);
    const wish: JobWish = { kind: "install", wish: "running", before: "uninstalled", allow };
    await refuseChanges(context, id, wish);
    await start(context, record, wish, "start");
}

/** A container that is there holds its volumes: where none is missing, none of these can be. */
async function refuseLoss(context: Context, { record, state }: Found, acceptLoss: boolean): Promise<void> {
    const { app_id: id, services } = record;
    const there = new Set(state.containersOf.get(id)?.map(({ service }) => service));
    if (!acceptLoss && Object.keys(services).some(service => !there.has(service)))
        await refuseMissing(context, id);
}

/** Throws `APP.DataGone`. */
async function refuseMissing({ machine, paths }: Context, id: string): Promise<void> {
    const [kept, volumes] = await Promise.all([machine.read(`${paths.job(id)}/kept`), listVolumes(machine)]);
    const there = new Set(volumes.map(({ name }) => name));
    const gone = (kept ?? "").split("\n").filter(name => name !== "" && !there.has(name));
    if (gone.length > 0)
        throw new OperationError("APP.DataGone", gone.join(", "));
}
