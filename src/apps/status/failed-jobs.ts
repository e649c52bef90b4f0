// SPDX-License-Identifier: LGPL-2.1-or-later
/** Why installations and changes failed: read from the end of a job's log once it is over, and kept until it is tried again. */
import { causeOf, type Cause } from "../../jobs/log/failure";
import { readLogEnds } from "../../jobs/log/log-end";
import type { Context } from "../context";
import type { AppOverview } from "./overview";

export interface FailedJobs {
    /** Adds the causes to apps whose installation failed. Reads only of those that failed since the last time. */
    explain(apps: readonly AppOverview[]): Promise<AppOverview[]>;
}

/** One failure: another try has another ticket. Undefined for an app that waits, works or runs. */
function failureOf({ record, state, job }: AppOverview): string | undefined {
    const { reason } = state;
    // The app may well run: its change or backup failed, and is told apart from its status.
    if (job && ["update", "backup"].includes(job.kind) && ["failed", "restored", "undo-failed"].includes(job.phase) &&
        !job.detail.startsWith("cancel "))
        return `${record.app_id} ${job.ticket} ${job.detail}`;
    return reason?.is === "job-failed" ? `${record.app_id} ${job?.ticket ?? 0} ${reason.detail}` : undefined;
}

/** Its methods throw what the host throws. */
export function failedJobs({ machine, paths }: Context): FailedJobs {
    let causes = new Map<string, Cause>();
    return {
        async explain(apps) {
            const failures = apps.flatMap(app => failureOf(app) ?? []);
            const fresh = failures.filter(failure => !causes.has(failure)).map(failure => failure.split(" ")[0] ?? "");
            const logs = fresh.length > 0 ? await readLogEnds(machine, paths.root, fresh) : new Map<string, string>();
            // Those of failures that are no more are forgotten.
            causes = new Map(failures.map(failure => {
                const [id = "", , step = "", exit = ""] = failure.split(" ");
                return [failure, causes.get(failure) ?? causeOf(logs.get(id) ?? "", step, Number(exit))];
            }));
            return apps.map(app => {
                const cause = causes.get(failureOf(app) ?? "");
                return cause === undefined ? app : { ...app, cause };
            });
        },
    };
}
