// SPDX-License-Identifier: LGPL-2.1-or-later
/** A job as its folder on disk tells it: the one thing that is being done with an app, or that was done last. */

export const jobKinds = ["install", "update", "rollback", "start", "restart", "stop", "backup", "uninstall"] as const;
export type JobKind = (typeof jobKinds)[number];

/** What the admin wants of an app. "uninstalled" keeps its data; "gone" deletes all of it. */
export const wishes = ["running", "stopped", "uninstalled", "gone"] as const;
export type Wish = (typeof wishes)[number];

/**
 * In the order in which they can follow each other; the last five are ends. "cancelled" is about to be undone. A change that
 * was undone is "restored": nothing of the app is other than before.
 */
export const phases = [
    "queued", "checking", "pulling", "staged", "creating", "starting", "stopping", "saving", "switching", "watching",
    "uploading", "restoring", "removing", "undoing", "cancelled", "done", "failed", "removed", "restored", "undo-failed",
] as const;
export type Phase = (typeof phases)[number];

export interface Job {
    /** The app's id and the name of the job's folder. */
    id: string;
    kind: JobKind;
    /** What the job makes of the app; undefined for jobs of versions that kept it in the record. */
    wish: Wish | undefined;
    /** Name of the staging folder that an update began with; "" of other jobs. */
    staged: string;
    phase: Phase;
    /**
     * Of a failed or undone job the step and its exit status, for example "pull 18". "unanswered" for one that is done though the
     * app did not answer in time. Else "".
     */
    detail: string;
    /** Its lock is held: it is at work. */
    alive: boolean;
    /** Its turn: jobs take it in this order, lowest first. Each run that was asked for has its own; 0 once it is done. */
    ticket: number;
}

export function isOver(phase: Phase): boolean {
    return ["done", "failed", "removed", "restored", "undo-failed"].includes(phase);
}

/** What is asked for meanwhile is refused. */
export function isAtWork(job: Job | undefined): boolean {
    return job !== undefined && job.alive && !isOver(job.phase);
}

/** What takes an app down can't be given up half way. */
export function isCancellable({ kind, phase }: Job): boolean {
    return !isOver(phase) && phase !== "undoing" && ["install", "update", "start", "restart", "backup"].includes(kind);
}

/** The containers are as they would be without the job, or work with a change that it made. */
export function isBesides({ kind, phase, wish }: Job): boolean {
    switch (kind) {
    case "update":
        return ["queued", "checking", "pulling", "restoring", "staged", "watching", "uploading"].includes(phase);
    case "backup":
        return wish === "stopped" || ["queued", "checking", "uploading"].includes(phase);
    default:
        return false;
    }
}

/** The app started, and its web port did not answer within some minutes. */
export function isUnanswered({ phase, detail }: Job): boolean {
    return phase === "done" && detail === "unanswered";
}
