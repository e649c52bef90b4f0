// SPDX-License-Identifier: LGPL-2.1-or-later
/** The folders of all jobs, read at once. */
import type { Machine } from "../machine/machine";
import { scriptOutput } from "../machine/script";
import { jobKinds, phases, wishes, type Job } from "./job";
import surveyScript from "./survey.sh";

export interface Survey {
    jobs: Map<string, Job>;
    /** Apps that have a folder, by id. */
    folders: Set<string>;
    /** The daemon's process id, "" where it keeps no file of it. */
    docker: string;
    /** Docker has just started, or is gone at this moment. */
    young: boolean;
    /** Docker is young, and what it left stopped will be started. */
    resuming: boolean;
    /** Text of apps.json, null if there is no such file. */
    records: string | null;
}

/** All that the data folder tells, by one process however many apps there are. */
export async function survey(machine: Machine, root: string): Promise<Survey> {
    return parseSurvey(await scriptOutput(machine, "survey", surveyScript, { args: [root] }));
}

const recordsHead = "apps.json\n";

export function parseSurvey(text: string): Survey {
    const jobs = new Map<string, Job>();
    const folders = new Set<string>();
    const words = new Set<string>();
    let at = 0;
    while (at < text.length) {
        const end = text.indexOf("\n", at);
        const line = text.slice(at, end < 0 ? text.length : end);
        at = end < 0 ? text.length : end + 1;
        if (line === "")
            break;
        const job = parseJob(line);
        const folder = /^app apps\/([a-z0-9]+)\/$/.exec(line)?.[1];
        if (job)
            jobs.set(job.id, job);
        else if (folder !== undefined)
            folders.add(folder);
        else
            words.add(line);
    }
    const records = text.startsWith(recordsHead, at) ? text.slice(at + recordsHead.length) : null;
    const docker = [...words].find(word => word.startsWith("docker "))?.slice("docker ".length) ?? "";
    return { jobs, folders, docker, young: words.has("young"), resuming: words.has("resuming"), records };
}

/** A file that a power cut left incomplete counts as the most careful value: an unfinished installation. */
function parseJob(line: string): Job | undefined {
    const [, id, ticket, alive, kind, wish, staged, word, detail = ""] =
        /^(\S+) (\d+) ([01]) (\S+) (\S+) (\S+) (\S*) ?(.*)$/.exec(line) ?? [];
    if (id === undefined)
        return undefined;
    return {
        id,
        kind: jobKinds.find(known => known === kind) ?? "install",
        wish: wishes.find(known => known === wish),
        staged: staged === undefined || staged === "-" ? "" : staged,
        phase: phases.find(known => known === word) ?? "queued",
        detail,
        alive: alive === "1",
        ticket: Number(ticket),
    };
}

/** Place in the queue by id, 1 for the next in line. */
export function places(jobs: Iterable<Job>): Map<string, number> {
    const waiting = [...jobs].filter(job => job.alive && job.phase === "queued" && job.kind === "install")
        .sort((a, b) => a.ticket - b.ticket);
    return new Map(waiting.map((job, at) => [job.id, at + 1]));
}
