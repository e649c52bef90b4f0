// SPDX-License-Identifier: LGPL-2.1-or-later
/** AppStatus and AppList: the installed apps as they are now. */
import type { Container } from "../../docker/container";
import { addressed } from "../access";
import type { Context } from "../context";
import { OperationError } from "../problem";
import type { AppRecord } from "../records/record";
import { readState, type State } from "./state";
import { statusOf, type AppStatus } from "./status";

export interface ListedApp {
    record: AppRecord;
    state: AppStatus;
    /** Path of its compose file. */
    composeFile: string;
}

/** An uninstalled app is none, unless something of it still runs. */
export function isListed(record: AppRecord, state: State): boolean {
    return record.wish !== "uninstalled" || (state.containersOf.get(record.app_id)?.length ?? 0) > 0;
}

export function statusIn(state: State, record: AppRecord): AppStatus {
    const containers = state.containersOf.get(record.app_id) ?? [];
    const status = statusOf(record, state.jobs.get(record.app_id), containers);
    const isComing = state.resuming
        ? isDown(status) || wasRestarted(status)
        : state.young && wasRestarted(status) && isFirst(containers);
    return isComing && record.wish === "running" ? { status: "initing" } : status;
}

/**
 * A docker that was killed ends, when it is back, what still runs, and starts it again. That counts as a restart, and is
 * no crash of the app's. Where docker does so again and again, the service puts an end to it.
 */
function wasRestarted({ reason }: AppStatus): boolean {
    return reason?.is === "restarting" && (reason.code === null || reason.code === 137);
}

function isFirst(containers: readonly Container[]): boolean {
    return containers.every(({ inspection }) => (inspection?.restarts ?? 0) <= 2);
}

/** As docker leaves what it does not start by itself when it comes back. */
function isDown({ status, reason }: AppStatus): boolean {
    return status === "stop" || reason?.is === "partly-stopped" || reason?.is === "exited";
}

function listed(context: Context, state: State, record: AppRecord): ListedApp {
    return {
        record: { ...record, access: addressed(record.access, context.hostName) },
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
