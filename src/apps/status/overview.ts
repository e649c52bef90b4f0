// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the page shows of the apps: what the contract's list says, with reason, progress and place in the queue. */
import type { Container } from "../../docker/container";
import { causeOf, type Cause } from "../../jobs/log/failure";
import { places } from "../../jobs/folder";
import type { Job } from "../../jobs/job";
import type { Pace } from "../../jobs/log/pace";
import type { Progress } from "../../jobs/log/progress";
import type { Context } from "../context";
import { statusIn } from "./list";
import { observed, type Observed } from "./observed";
import type { State } from "./state";
import type { AppStatus } from "./status";

export interface AppOverview extends Observed {
    state: AppStatus;
    job: Job | undefined;
    /** What docker's own words say of why it is in error; undefined where it said nothing, or nothing that is known. */
    cause: Cause | undefined;
    /** 1 for the next in line; only while queuing. */
    place: number | undefined;
    /** Only while pulling, for an update, too, and once the log has been read. */
    progress: Progress | undefined;
    pace: Pace | undefined;
    containers: Container[];
    composeFile: string;
}

/** All records, including those of uninstalled apps whose data was kept. */
export function overviewOf(context: Context, state: State): AppOverview[] {
    const inLine = places(state.jobs.values());
    return Object.values(state.records).map(record => {
        const status = statusIn(state, record);
        const containers = state.containersOf.get(record.app_id) ?? [];
        return {
            ...observed(record, containers, context.hostName),
            state: status,
            job: state.jobs.get(record.app_id),
            cause: causeOfStart(status),
            place: inLine.get(record.app_id),
            progress: undefined,
            pace: undefined,
            containers,
            composeFile: `${context.paths.app(record.app_id)}/docker-compose.yml`,
        };
    });
}

/** Docker keeps its words with a container that it could not start; those of a failed job are in its log. */
function causeOfStart({ reason }: AppStatus): Cause | undefined {
    if (reason?.is !== "not-started" || reason.error === "")
        return undefined;
    const cause = causeOf(reason.error, "start", 1);
    return cause.id === "unknown" ? undefined : cause;
}
