// SPDX-License-Identifier: LGPL-2.1-or-later
/** A job as its folder on disk tells it. */

/** In order; the first four are phases of work, the last three are ends. */
export const phases = ["queued", "pulling", "creating", "starting", "done", "failed", "cancelled"] as const;
export type Phase = (typeof phases)[number];

export interface Job {
    /** The app's id and the name of the job's folder. */
    id: string;
    phase: Phase;
    /**
     * The step that failed and its exit status, for example "pull 18". Of a cancelled one "all" once everything of the
     * app is being removed. Else "".
     */
    detail: string;
    /** Its lock is held: somebody works on it. */
    alive: boolean;
    /** Its turn: jobs take it in this order, lowest first. */
    ticket: number;
}

export function isOver(phase: Phase): boolean {
    return phase === "done" || phase === "failed" || phase === "cancelled";
}
