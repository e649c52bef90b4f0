// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * What a change makes of an app's record. The job that changes the app writes no record: until an operation after it has
 * settled the record, it has both, and which of them holds is a function of the record and the job.
 */
import type { Job } from "../../jobs/job";
import type { AppRecord, ChangingPart } from "./record";

/** Milliseconds in which the way back from a change is kept. undo.sh says the same in minutes. */
export const kept = 7 * 86_400_000;

/** Milliseconds in which a change that was promised has begun; its caller may be gone. */
const begun = 600_000;

export function changingPart({
    version, services, pull, ports, published, reachable_from, container_names, network, subnets, access, probe,
}: AppRecord): ChangingPart {
    return { version, services, pull, ports, published, reachable_from, container_names, network, subnets, access, probe };
}

/** What the part lacks is not kept from before. */
const nothing = {
    pull: undefined, published: undefined, reachable_from: undefined, container_names: undefined, subnets: undefined,
};

/** From when on the app's files are the new ones. */
const switched: ReadonlySet<Job["phase"]> = new Set(["switching", "starting", "watching", "uploading", "done"]);
const dropped: ReadonlySet<Job["phase"]> = new Set(["failed", "restored", "undo-failed"]);

/** The record itself where no change has to do with it. `now` in milliseconds since 1970. */
export function recordNow(record: AppRecord, job: Job | undefined, now = Date.now()): AppRecord {
    const { next, former } = record;
    // The job before it is not the one that was promised.
    const isOfJob = job?.kind === "update" && job.staged === next?.staged;
    if (next && isOfJob && switched.has(job.phase)) {
        const { part, since, backup, images } = next;
        const changed = {
            ...record, ...nothing, ...part,
            former: { part: changingPart(record), since, ...backup !== undefined && { backup }, ...images && { images } },
        };
        return without(changed, "next");
    }
    if (job?.kind === "rollback" && former && (job.phase === "done" || job.phase === "undoing")) {
        const restored = { ...record, ...nothing, ...former.part };
        return job.phase === "done" ? without(restored, "former") : restored;
    }
    if (next && (isOfJob ? dropped.has(job.phase) : isOlder(next.since, begun, now)))
        return without(record, "next");
    return former && isOlder(former.since, kept, now) ? without(record, "former") : record;
}

function isOlder(since: string, milliseconds: number, now: number): boolean {
    return now - Date.parse(since) > milliseconds;
}

export function without(record: AppRecord, field: "next" | "former"): AppRecord {
    const copy = { ...record };
    delete copy[field];
    return copy;
}
