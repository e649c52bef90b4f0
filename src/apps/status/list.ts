// SPDX-License-Identifier: LGPL-2.1-or-later
/** AppStatus and AppList: the installed apps as they are now. */
import type { Container } from "../../docker/container";
import { isOver } from "../../jobs/job";
import type { Context } from "../context";
import { OperationError } from "../problem";
import type { AppRecord } from "../records/record";
import { observed } from "./observed";
import { withoutStaleError } from "./start-error";
import { readState, type State } from "./state";
import { statusOf, type AppStatus } from "./status";

export interface ListedApp {
    record: AppRecord;
    state: AppStatus;
    /** Path of its compose file. */
    composeFile: string;
}

/** An uninstalled app is not listed, unless it still has containers. */
export function isListed(record: AppRecord, state: State): boolean {
    return record.wish !== "uninstalled" || (state.containersOf.get(record.app_id)?.length ?? 0) > 0;
}

export function statusIn(state: State, record: AppRecord): AppStatus {
    const containers = (state.containersOf.get(record.app_id) ?? [])
        .map(container => withoutStaleError(container, state.containers));
    const job = state.jobs.get(record.app_id);
    if (containers.length === 0 && !state.folders.has(record.app_id) && (job === undefined || isOver(job.phase)))
        return { status: "error", reason: { is: "folder-gone" } };
    const status = statusOf(record, job, containers, state.containers);
    const isComing = state.resuming
        ? isDown(status) || wasRestarted(status)
        : state.young && wasRestarted(status) && isFirst(containers);
    return isComing && record.wish === "running" ? { status: "initing" } : status;
}

/**
 * A dockerd that was killed stops, when it is back, what still runs, and starts it again. That counts as a restart, but
 * the app did not crash. Where dockerd does so again and again, the resume service stops it.
 */
function wasRestarted({ reason }: AppStatus): boolean {
    return reason?.is === "restarting" && (reason.code === null || reason.code === 137);
}

function isFirst(containers: readonly Container[]): boolean {
    return containers.every(({ inspection }) => (inspection?.restarts ?? 0) <= 2);
}

/** The state in which Docker leaves what it does not restart. */
function isDown({ status, reason }: AppStatus): boolean {
    return status === "stop" ||
        (reason !== undefined && ["partly-stopped", "stopped", "exited", "network-gone"].includes(reason.is));
}

function listed(context: Context, state: State, record: AppRecord): ListedApp {
    return {
        record: observed(record, state.containersOf.get(record.app_id) ?? [], context.hostName).record,
        state: statusIn(state, record),
        composeFile: `${context.paths.app(record.app_id)}/docker-compose.yml`,
    };
}

/** In the order they were installed. */
export async function listApps(context: Context, appName?: string): Promise<ListedApp[]> {
    const state = await readState(context);
    return Object.values(state.records)
        .filter(record => isListed(record, state) && (appName === undefined || record.name === appName))
        .map(record => listed(context, state, record));
}

export async function findApp(context: Context, id: string): Promise<ListedApp> {
    const state = await readState(context);
    const record = Object.hasOwn(state.records, id) ? state.records[id] : undefined;
    const broken = state.broken.find(one => one.id === id);
    if (broken)
        throw new OperationError("SystemError", `${context.paths.records}: ${id}: ${broken.detail}`);
    if (!record || !isListed(record, state))
        throw new OperationError("APP.NotExis");
    return listed(context, state, record);
}
