// SPDX-License-Identifier: LGPL-2.1-or-later
/** A status in one word, and its place among the four groups that the list is filtered by. */
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import type { StatusName } from "../../apps/status/status";
import { isAtWork, isBesides, isUnanswered, type Job } from "../../jobs/job";

const _ = cockpit.gettext;

export type StatusGroup = "running" | "working" | "error" | "stopped";

/** What is being done with an app at an admin's request, as it shows in every tab. */
export type Activity = "canceling" | "updating" | "starting" | "restarting" | "stopping" | "backing-up" | "uninstalling";

/** Undefined where the status says all: an installation has its own. */
export function activityOf(job: Job | undefined): Activity | undefined {
    if (job === undefined || !isAtWork(job))
        return undefined;
    if (job.phase === "cancelled")
        return "canceling";
    switch (job.kind) {
    case "install":
        return undefined;
    case "update":
    case "rollback":
        return isBesides(job) ? undefined : "updating";
    case "backup":
        return isBesides(job) ? undefined : "backing-up";
    case "start":
        return "starting";
    case "restart":
        return "restarting";
    case "stop":
        return "stopping";
    case "uninstall":
        return "uninstalling";
    }
}

/** A change is at work while the containers stay as they are, so the status says nothing of it. */
export function isUpdating({ job }: Pick<AppOverview, "job">): boolean {
    return job !== undefined && job.kind === "update" && job.alive && isBesides(job);
}

/** Likewise of a backup. */
export function isBackingUp({ job }: Pick<AppOverview, "job">): boolean {
    return job !== undefined && job.kind === "backup" && job.alive && isBesides(job);
}

export function activityWord(activity: Activity): string {
    switch (activity) {
    case "canceling":
        return _("Canceling…");
    case "updating":
        return _("Updating…");
    case "starting":
        return _("Starting…");
    case "restarting":
        return _("Restarting…");
    case "stopping":
        return _("Stopping…");
    case "backing-up":
        return _("Backing up…");
    case "uninstalling":
        return _("Uninstalling…");
    }
}

type Judged = Pick<AppOverview, "state" | "job">;

export function groupOfApp({ state, job }: Judged): StatusGroup {
    return activityOf(job) === undefined ? groupOf(state.status) : "working";
}

/** Its containers run, and its web page did not answer within some minutes. */
export function doesNotAnswer({ state, job }: Judged): boolean {
    return state.status === "running" && job !== undefined && isUnanswered(job);
}

/** What an app is doing or, where it does nothing, how it is. */
export function appWord({ state, job }: Judged): string {
    const activity = activityOf(job);
    return activity === undefined ? statusWord(state.status) : activityWord(activity);
}

export function groupOf(status: StatusName): StatusGroup {
    switch (status) {
    case "queuing":
    case "pulling":
    case "creating":
    case "initing":
        return "working";
    case "running":
        return "running";
    case "stop":
        return "stopped";
    case "error":
        return "error";
    }
}

export function statusWord(status: StatusName): string {
    switch (status) {
    case "queuing":
        return _("Queued");
    case "pulling":
        return _("Pulling");
    case "creating":
        return _("Creating");
    case "initing":
        return _("Starting");
    case "running":
        return _("Running");
    case "stop":
        return _("Stopped");
    case "error":
        return _("Error");
    }
}

export function groupWord(group: StatusGroup): string {
    switch (group) {
    case "running":
        return _("Running");
    case "working":
        return _("Working");
    case "error":
        return _("Error");
    case "stopped":
        return _("Stopped");
    }
}
