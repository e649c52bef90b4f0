// SPDX-License-Identifier: LGPL-2.1-or-later
/** A job as its folder on disk tells it: the one thing that is being done with an app, or that was done last. */

export const jobKinds = ["install", "start", "restart", "stop", "uninstall"] as const;
export type JobKind = (typeof jobKinds)[number];

/** What the admin wants of an app. "uninstalled" keeps its data; "gone" deletes all of it. */
export const wishes = ["running", "stopped", "uninstalled", "gone"] as const;
export type Wish = (typeof wishes)[number];

/** In the order in which they can follow each other; the last three are ends. "cancelled" is about to be undone. */
export const phases = [
    "queued", "pulling", "creating", "starting", "stopping", "removing", "cancelled", "done", "failed", "removed",
] as const;
export type Phase = (typeof phases)[number];

export interface Job {
    /** The app's id and the name of the job's folder. */
    id: string;
    kind: JobKind;
    /** What the job makes of the app; undefined for jobs of versions that kept it in the record. */
    wish: Wish | undefined;
    phase: Phase;
    /**
     * Of a failed job the step and its exit status, for example "pull 18". "unanswered" for one that is done though the
     * app did not answer in time. Else "".
     */
    detail: string;
    /** Its lock is held: it is at work. */
    alive: boolean;
    /** Its turn: jobs take it in this order, lowest first. Each run that was asked for has its own; 0 once it is done. */
    ticket: number;
}

export function isOver(phase: Phase): boolean {
    return phase === "done" || phase === "failed" || phase === "removed";
}

/** Only what brings an app up can be given up half way. */
export function isCancellable({ kind, phase }: Job): boolean {
    return !isOver(phase) && (kind === "install" || kind === "start" || kind === "restart");
}

/** The app started, and its web port did not answer within some minutes. */
export function isUnanswered({ phase, detail }: Job): boolean {
    return phase === "done" && detail === "unanswered";
}
