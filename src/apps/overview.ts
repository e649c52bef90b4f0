// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the page shows of the installed apps: everything the contract's list says, and reason, progress and place in the queue beside it. */
import type { Container } from "../docker/container";
import type { Job } from "../jobs/job";
import type { Progress } from "../jobs/progress";
import type { AppRecord } from "./record";
import type { AppStatus } from "./status";

export interface AppOverview {
    record: AppRecord;
    state: AppStatus;
    job: Job | undefined;
    /** 1 for the next in line; only while queuing. */
    place: number | undefined;
    /** Only while pulling. */
    progress: Progress | undefined;
    containers: Container[];
    composeFile: string;
}
