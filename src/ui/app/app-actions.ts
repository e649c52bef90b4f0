// SPDX-License-Identifier: LGPL-2.1-or-later
/** What can be done with an app now: only what makes sense is offered. */
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import { isAtWork, isCancellable } from "../../jobs/job";

const _ = cockpit.gettext;

export type Action = "cancel" | "retry" | "revise" | "start" | "stop" | "restart" | "uninstall" | "restore" | "delete-data";

export interface Offered {
    /** The one obvious thing to do. */
    primary: Action | undefined;
    others: Action[];
}

type Judged = Pick<AppOverview, "record" | "state" | "job" | "containers" | "localOnly">;

export function actionsOf({ record, state, job, containers }: Judged): Offered {
    // While a job is at work the interface refuses everything else.
    if (job !== undefined && isAtWork(job))
        return { primary: isCancellable(job) && job.phase !== "cancelled" ? "cancel" : undefined, others: [] };
    // Someone may have brought up what was kept.
    if (record.wish === "uninstalled" && containers.length === 0)
        return { primary: "restore", others: ["delete-data"] };
    // What is half deleted can only be deleted.
    if (job?.wish === "gone")
        return { primary: "retry", others: ["uninstall"] };

    switch (state.status) {
    case "queuing":
    case "pulling":
    case "creating":
        return { primary: "cancel", others: [] };
    case "initing":
    case "running":
        return { primary: undefined, others: ["restart", "stop", "uninstall"] };
    case "stop":
        return { primary: "start", others: ["uninstall"] };
    case "error":
        switch (state.reason?.is) {
        case "interrupted":
        case "job-failed":
            return {
                primary: "retry",
                others: [
                    // Another port, version or setting can help only where the app was never installed.
                    ...state.reason.kind === undefined ? ["revise"] as const : [],
                    ...containers.some(isUp) ? ["restart", "stop"] as const : [],
                    "uninstall",
                ],
            };
        case "partly-stopped":
        case "stopped":
        case "not-started":
            return { primary: "start", others: ["restart", "stop", "uninstall"] };
        case "folder-gone":
            return { primary: "uninstall", others: [] };
        default:
            return { primary: "restart", others: ["stop", "uninstall"] };
        }
    }
}

function isUp({ state }: AppOverview["containers"][number]): boolean {
    return state === "running" || state === "restarting" || state === "paused";
}

/** Whether its web page can be opened from another machine: whatever became of the job, if the containers run. */
export function isOpenable({ record, state, containers, localOnly }: Judged): boolean {
    return record.access.url !== "" && !localOnly &&
        (state.status === "running" || (state.status === "error" && containers.some(isUp)));
}

/** Whether it can get another version or other settings: what failed to be installed is retried with them instead. */
export function isChangeable(app: Judged): boolean {
    const { primary, others } = actionsOf(app);
    return others.includes("uninstall") && primary !== "retry";
}

/** The contract's operation behind it; undefined where a dialog asks first. */
export function operationOf(action: Action): string | undefined {
    switch (action) {
    case "cancel":
        return "AppCancel";
    case "retry":
        return "AppRetry";
    case "start":
        return "AppStart";
    case "stop":
        return "AppStop";
    case "restart":
        return "AppRestart";
    case "restore":
        return "AppRestore";
    case "revise":
    case "uninstall":
    case "delete-data":
        return undefined;
    }
}

export function actionWord(action: Action): string {
    switch (action) {
    case "cancel":
        return _("Cancel");
    case "retry":
        return _("Retry");
    case "revise":
        return _("Change and retry");
    case "start":
        return _("Start");
    case "stop":
        return _("Stop");
    case "restart":
        return _("Restart");
    case "uninstall":
        return _("Uninstall");
    case "restore":
        return _("Restore");
    case "delete-data":
        return _("Delete data");
    }
}

/** For those who hear the button without seeing its row. */
export function actionLabel(action: Action, name: string): string {
    switch (action) {
    case "cancel":
        return cockpit.format(_("Cancel $0"), name);
    case "retry":
        return cockpit.format(_("Retry $0"), name);
    case "revise":
        return cockpit.format(_("Change and retry $0"), name);
    case "start":
        return cockpit.format(_("Start $0"), name);
    case "stop":
        return cockpit.format(_("Stop $0"), name);
    case "restart":
        return cockpit.format(_("Restart $0"), name);
    case "uninstall":
        return cockpit.format(_("Uninstall $0"), name);
    case "restore":
        return cockpit.format(_("Restore $0"), name);
    case "delete-data":
        return cockpit.format(_("Delete the data of $0"), name);
    }
}
