// SPDX-License-Identifier: LGPL-2.1-or-later
/** Starting, awaiting, cancelling and resuming jobs. */
import { MachineError, type Machine } from "../machine/machine";
import { joined, runScript as run, scriptOutput } from "../machine/script";
import awaitScript from "./await-job.sh";
import cancelScript from "./cancel-job.sh";
import { jobKinds, phases, type JobKind, type Phase, type Wish } from "./job";
import resumeScript from "./resume.sh";
import files from "./run/files.sh";
import startScript from "./start-job.sh";
import ticket from "./ticket.sh";

/** Large, and only asked for when there is work to do. */
async function jobScript(): Promise<string> {
    return (await import("./run-script")).runScript;
}

export interface JobRequest {
    id: string;
    kind: JobKind;
    /** What the job makes of the app. */
    wish: Wish;
    /** What was wanted of the app before, which a cancel goes back to; "none" for a first installation. */
    before: Wish | "none";
    /** Network to create before the containers, with its subnet in CIDR notation. */
    network: { name: string, subnet: string } | null;
    /** Where the app must answer before it counts as ready, "" for all addresses; null where health checks say it. */
    probe: { scheme: "http" | "https", address: string, port: number } | null;
    /** Images that must be there before containers can be created. */
    images: readonly string[];
    /** A tag among them moves by its meaning, as "latest" does: the registry is asked, if it answers. */
    refresh: boolean;
    /** Services whose images come from a registry; undefined for all that nothing is built for. */
    pull: readonly string[] | undefined;
    /** Images that no other container uses are deleted with the app. */
    withImages?: boolean;
    /** Digest of a definition that may run though it is not the one that was allowed before; "" or undefined for none. */
    allow?: string | undefined;
    /** Folder of the job's with the change that an update makes. */
    staged?: string;
    /** Of a backup: the folder of the place, the reason and the method, with blanks between them. */
    backup?: string;
    /** Of an installation whose data comes from a backup: see run/restore.sh. */
    from?: string;
    /** Of a rehearsal: id of the backup. The app goes again once it is ready. */
    rehearsal?: string;
    /** A job that was interrupted keeps its place in the queue; one that ends meanwhile is left alone. */
    resume?: boolean;
    /**
     * What the journal says of the operation, without its result: once the job is queued, for an operation that answers
     * then, or at the job's end, for one that waits for it.
     */
    trail?: { line: string, at: "start" | "end" };
}

/** Another job is at work on the app. */
export class JobAtWork extends Error {
    override readonly name = "JobAtWork";
    constructor(id: string, readonly kind: JobKind) {
        super(`${id}: ${kind}`);
    }
}

/** No job can be cancelled. */
export class NoJobAtWork extends Error {
    override readonly name = "NoJobAtWork";
}

const atWork = 75;
const notAtWork = 76;

/** What the job has to know of the app, as files of its folder with their text; "" is no file. */
export function knowledgeOf(
    { network, probe, images, refresh, pull }: Pick<JobRequest, "network" | "probe" | "images" | "refresh" | "pull">,
): [string, string][] {
    return [
        ["network", network ? `${network.name} ${network.subnet}` : ""],
        ["probe", probe ? `${probe.scheme} ${probe.address || "-"} ${probe.port}` : ""],
        ["images", images.join("\n")],
        ["refresh", refresh ? "yes" : ""],
        ["pull", pull?.join("\n") ?? ""],
    ];
}

/** Files of the job's folder with their text; "" removes one. */
function filesOf(request: JobRequest): [string, string][] {
    const { trail, from, rehearsal = "" } = request;
    return [
        ...knowledgeOf(request),
        ["staged", request.staged ?? ""],
        ["backup", request.backup ?? ""],
        // An installation that is tried again still needs them.
        ...(from === undefined ? [] : [["from", from], ["rehearsal", rehearsal]] satisfies [string, string][]),
        ["with-images", request.withImages ? "yes" : ""],
        ["allow", request.allow ?? ""],
        ["audit", trail?.at === "end" ? trail.line : ""],
        ["kind", `${request.kind} ${request.wish} ${request.before}`],
    ];
}

/** Starts a job. Resolves when it is at work; rejects with `JobAtWork` if another one is. */
export async function startJob(machine: Machine, root: string, request: JobRequest): Promise<void> {
    const { id, trail, resume } = request;
    const { status, stdout, stderr } = await run(machine, "start-job", joined(files, ticket, startScript), {
        args: [root, id, resume ? "resume" : "", trail?.at === "start" ? trail.line : "", ...filesOf(request).flat()],
        input: await jobScript(),
        survives: true,
    });
    if (status === atWork)
        throw new JobAtWork(id, jobKinds.find(kind => kind === stdout.trim()) ?? "install");
    if (status !== 0)
        throw new MachineError("failed", stderr.trim() || `job ${id}: exit status ${status}`);
}

export interface Awaited {
    /** Undefined where the job is gone, or another one has followed. */
    kind: JobKind | undefined;
    phase: Phase;
    /** As `Job` has it. */
    detail: string;
    /** What the job's last run printed. */
    said: string;
}

/** Waits until the job is over, or for some seconds. A job that still works then is not disturbed. */
export async function awaitJob(
    machine: Machine, root: string, id: string, seconds: number, signal?: AbortSignal,
): Promise<Awaited> {
    const text = await scriptOutput(machine, "await-job", joined(files, awaitScript), {
        args: [root, id, String(seconds)], seconds: seconds + 30, signal,
    });
    const [end = "", kind = "", ...said] = text.split("\n");
    const [word = "", ...detail] = end.split(" ");
    return {
        kind: jobKinds.find(one => one === kind),
        phase: phases.find(phase => phase === word) ?? "queued", detail: detail.join(" "),
        said: said.join("\n"),
    };
}

/**
 * Ends a job that brings an app up, and starts the one that undoes it. `trail` as in `JobRequest`. Rejects with
 * `NoJobAtWork`. Resolves within some seconds, when nothing of the first job runs.
 */
export async function cancelJob(machine: Machine, root: string, id: string, trail = ""): Promise<void> {
    const { status, stderr } = await run(machine, "cancel-job", joined(files, cancelScript), {
        args: [root, id, trail], input: await jobScript(), survives: true,
    });
    if (status === notAtWork)
        throw new NoJobAtWork(id);
    if (status !== 0)
        throw new MachineError("failed", stderr.trim() || `job ${id}: exit status ${status}`);
}

/** Continues unfinished jobs, and starts apps that Docker left stopped when it came back after a crash. */
export async function resume(machine: Machine, root: string): Promise<void> {
    await scriptOutput(machine, "resume", resumeScript, { args: [root], seconds: 600, survives: true });
}

/** Looks whether an app that did not answer in time does now; the job's phase says so then. */
export async function probeAgain(machine: Machine, root: string, id: string): Promise<void> {
    await run(machine, "probe", 'exec sh "$1/jobs/$2/run" probe', { args: [root, id] });
}
