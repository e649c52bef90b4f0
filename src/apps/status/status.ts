// SPDX-License-Identifier: LGPL-2.1-or-later
/** The status of an app: a pure function of its record, its job and its containers. */
import type { Container } from "../../docker/container";
import { isBesides, isOver, type Job, type JobKind, type Phase } from "../../jobs/job";
import type { AppRecord } from "../records/record";
import { healthOf, isWorthInspecting, type ServiceFailure, type ServiceHealth } from "./service-health";

/** Wire names and their codes. */
export const statusCodes = {
    queuing: "00",
    pulling: "10",
    creating: "11",
    initing: "12",
    running: "30",
    stop: "40",
    error: "50",
} as const;

export type StatusName = keyof typeof statusCodes;

/** What a job does with an app that is installed. */
export type LaterKind = Exclude<JobKind, "install">;

/** Why an app is in error. `kind` is left out of an installation. */
export type Reason =
    | { is: "interrupted", kind?: LaterKind } // the job behind it is gone and had not finished
    | { is: "job-failed", detail: string, kind?: LaterKind } // step and exit status, as in "pull 18"; the log says why
    | ServiceFailure
    | { is: "folder-gone" } // someone deleted it, and there are no containers
    | { is: "partly-stopped", services: string[] } // others run
    | { is: "stopped", services: string[] }; // the others failed, likely for want of these

export interface AppStatus {
    status: StatusName;
    /** Only with `error`: the likeliest cause. */
    reason?: Reason;
    /** Other services that are not working, probably for the same cause; omitted if all are. */
    affected?: string[];
}

type Judged = Pick<AppRecord, "services" | "wish">;

/**
 * `containers` are those of the app's compose project, `all` those of the machine, whose networks they may use. The rules
 * are in order, the first that holds decides.
 */
export function statusOf(
    record: Judged, job: Job | undefined, containers: readonly Container[], all: readonly Container[] = containers,
): AppStatus {
    const byJob = ofJob(job);
    if (byJob)
        return byJob;
    const services = Object.entries(record.services).filter(([, service]) => service.scale > 0);
    const status = ofServices(services.map(([name, service]) => {
        const own = containers.filter(each => each.service === name && !each.oneOff);
        return {
            name,
            health: healthOf(name, service, record.wish, own, all),
            dependsOn: own.flatMap(({ dependsOn }) => dependsOn),
        };
    }), record.wish);
    return withJob(job, status, containers);
}

/** How a job ended says nothing any more once all of its containers run. */
function works({ status }: AppStatus): boolean {
    return status === "running" || status === "initing";
}

/** Those whose inspection may change the status; none while the job decides. */
export function worthInspecting(record: Judged, job: Job | undefined, containers: readonly Container[]): Container[] {
    if (ofJob(job) || (job && isTakingDown(job) && !isOver(job.phase)))
        return [];
    const joined = new Set(containers.map(container => container.joined));
    return containers.filter(container => {
        const service = record.services[container.service];
        const sharesNetwork = container.joined !== "" || joined.has(container.id) || joined.has(container.name);
        // Of a failed job's containers that are down no inspection can say that they work.
        const isOpen = job?.phase !== "failed" || container.state === "running";
        return service !== undefined && !container.oneOff && isOpen &&
            isWorthInspecting(service, record.wish, container, sharesNetwork);
    });
}

const statusByPhase: Partial<Record<Phase, StatusName>> = {
    queued: "queuing", pulling: "pulling", creating: "creating", restoring: "creating", starting: "initing",
};

/** Undefined where the containers decide. A job keeps its lock for a moment after its end. */
function ofJob(job: Job | undefined): AppStatus | undefined {
    if (!job || isOver(job.phase) || isTakingDown(job) || isBesides(job))
        return undefined;
    if (!job.alive)
        return { status: "error", reason: { is: "interrupted", ...laterKind(job) } };
    // A restart stops the app first; what has to be pulled for a start is seen as it is pulled.
    const isQuick = job.kind !== "install" && job.phase !== "pulling";
    return { status: isQuick ? "initing" : statusByPhase[job.phase] ?? "initing" };
}

function isTakingDown({ kind, alive }: Job): boolean {
    return alive && (kind === "stop" || kind === "uninstall");
}

/** What the containers say, with what the job makes of it. */
function withJob(job: Job | undefined, judged: AppStatus, containers: readonly Container[]): AppStatus {
    if (!job)
        return judged;
    // On its way down an app is neither partly stopped nor unhealthy.
    if (isTakingDown(job) && !isOver(job.phase)) {
        const isUp = containers.some(({ state }) => state === "running" || state === "restarting");
        return { status: isUp ? "running" : "stop" };
    }
    // A change that failed before it began, or was undone, left the app as it was, and so does a backup.
    const isFailed = job.phase === "undo-failed" || (job.phase === "failed" && !["stop", "update", "backup"].includes(job.kind));
    if (!isFailed || works(judged))
        return judged;
    // Where the containers are in trouble, too, their reason is the newer one.
    return job.kind !== "install" && job.kind !== "uninstall" && job.phase !== "undo-failed" && judged.status === "error"
        ? judged
        : { status: "error", reason: { is: "job-failed", detail: job.detail, ...laterKind(job) } };
}

function laterKind({ kind }: Job): { kind?: LaterKind } {
    return kind === "install" ? {} : { kind };
}

interface Service { name: string, health: ServiceHealth, dependsOn: readonly string[] }

function ofServices(services: readonly Service[], wish: AppRecord["wish"]): AppStatus {
    const named = (...kinds: ServiceHealth["is"][]) =>
        services.filter(({ health }) => kinds.includes(health.is)).map(({ name }) => name);
    const waiting = named("waiting");
    const isStarting = named("starting").length > 0;
    const isStuck = waiting.length > 0 && !isStarting && named("working").length === 0;
    const down = named("stopped", "partly");

    if (named("failed").length > 0 || isStuck)
        return ofTrouble(services, wish);
    if (named("up", "starting", "partly", "waiting").length === 0)
        return { status: "stop" };
    if (down.length > 0)
        return inError({ is: "partly-stopped", services: down }, waiting);
    return { status: isStarting || waiting.length > 0 ? "initing" : "running" };
}

type Kind = ServiceFailure["is"] | "stopped" | "waiting";

/** Likeliest cause first: what crashes or is unhealthy may only miss a service that failed for good, or is stopped. */
const causes: readonly Kind[] = [
    "out-of-memory", "not-started", "dead", "one-shot-failed", "exited", "network-gone", "stopped", "restarting",
    "unhealthy", "waiting",
];

/** The cause comes before its symptoms: of what does not work, that which depends on nothing else that does not. */
function ofTrouble(services: readonly Service[], wish: AppRecord["wish"]): AppStatus {
    const kinds = new Map(services.flatMap(({ name, health }) => {
        const kind = kindOf(health, wish);
        return kind ? [[name, kind] as const] : [];
    }));
    const rank = (name: string) => causes.indexOf(kinds.get(name) ?? "waiting");
    const inTrouble = [...kinds.keys()];
    const roots = inTrouble.filter(name => ![...neededBy(name, services)].some(needed => kinds.has(needed)));
    const [cause = ""] = (roots.length > 0 ? roots : inTrouble).sort((one, other) => rank(one) - rank(other));

    const health = services.find(({ name }) => name === cause)?.health;
    if (health?.is === "failed")
        return inError(health.reason, inTrouble.filter(name => name !== cause));
    if (kinds.get(cause) === "waiting")
        return inError({ is: "not-started", service: cause, error: "" }, inTrouble.filter(name => name !== cause));
    const isDown = (name: string) => kinds.get(name) === "stopped";
    const others = inTrouble.filter(name => !isDown(name));
    const is = services.some(({ name, health }) => !isDown(name) && runs(health)) ? "partly-stopped" : "stopped";
    return inError({ is, services: inTrouble.filter(isDown) }, others);
}

/** Undefined for a service that works, or is as the admin wishes. */
function kindOf(health: ServiceHealth, wish: AppRecord["wish"]): Kind | undefined {
    switch (health.is) {
        case "failed": return health.reason.is;
        case "waiting": return "waiting";
        case "stopped":
        case "partly": return wish === "running" ? "stopped" : undefined;
        default: return undefined;
    }
}

function runs(health: ServiceHealth): boolean {
    return ["up", "starting", "partly"].includes(health.is) ||
        (health.is === "failed" && ["unhealthy", "network-gone"].includes(health.reason.is));
}

/** All services that one needs, directly or by way of others. */
function neededBy(name: string, services: readonly Service[]): Set<string> {
    const needed = new Set<string>();
    const add = (from: string) => {
        for (const next of services.find(service => service.name === from)?.dependsOn ?? []) {
            if (next !== name && !needed.has(next)) {
                needed.add(next);
                add(next);
            }
        }
    };
    add(name);
    return needed;
}

function inError(reason: Reason, affected: readonly string[]): AppStatus {
    return { status: "error", reason, ...(affected.length > 0 && { affected: [...affected] }) };
}
