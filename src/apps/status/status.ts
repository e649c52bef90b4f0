// SPDX-License-Identifier: LGPL-2.1-or-later
/** The status of an app: a pure function of its record, its job and its containers. */
import type { Container } from "../../docker/container";
import { isOver, type Job, type Phase } from "../../jobs/job";
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

/** Why an app is in error. */
export type Reason =
    | { is: "interrupted" } // the job behind it is gone and had not finished
    | { is: "job-failed", detail: string } // the step and its exit status, as in "pull 18"; the log says why
    | ServiceFailure
    | { is: "partly-stopped", services: string[] };

export interface AppStatus {
    status: StatusName;
    /** Only with `error`. */
    reason?: Reason;
}

type Judged = Pick<AppRecord, "services" | "wish">;

/** `containers` are those of the app's compose project; the rules are in order, the first that holds decides. */
export function statusOf(record: Judged, job: Job | undefined, containers: readonly Container[]): AppStatus {
    const services = Object.entries(record.services).filter(([, service]) => service.scale > 0);
    const judge = (): AppStatus => ofServices(services.map(([name, service]) => ({
        name,
        health: healthOf(name, service, record.wish, containers.filter(each => each.service === name && !each.oneOff)),
    })));
    return ofJob(job) ?? withJob(job, judge(), containers);
}

/** Those whose inspection may change the status; none while the job decides. */
export function worthInspecting(record: Judged, job: Job | undefined, containers: readonly Container[]): Container[] {
    if (ofJob(job) || (job && isTakingDown(job) && !isOver(job.phase)))
        return [];
    return containers.filter(container => {
        const service = record.services[container.service];
        return service !== undefined && !container.oneOff && isWorthInspecting(service, record.wish, container);
    });
}

const statusByPhase: Partial<Record<Phase, StatusName>> = {
    queued: "queuing", pulling: "pulling", creating: "creating", starting: "initing",
};

/** Undefined where the containers decide. A job keeps its lock for a moment after its end. */
function ofJob(job: Job | undefined): AppStatus | undefined {
    if (!job || isOver(job.phase) || isTakingDown(job))
        return undefined;
    if (!job.alive)
        return { status: "error", reason: { is: "interrupted" } };
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
    if (job.phase !== "failed" || job.kind === "stop" || judged.status === "running" || judged.status === "initing")
        return judged;
    // Where the containers are in trouble, too, their reason is the newer one.
    return job.kind !== "install" && job.kind !== "uninstall" && judged.status === "error"
        ? judged
        : { status: "error", reason: { is: "job-failed", detail: job.detail } };
}

interface Service { name: string, health: ServiceHealth }

function ofServices(services: readonly Service[]): AppStatus {
    const named = (...kinds: ServiceHealth["is"][]) =>
        services.filter(({ health }) => kinds.includes(health.is)).map(({ name }) => name);

    const failures = services.flatMap(({ health }) => health.is === "failed" ? [health.reason] : []);
    const cause = failures.sort((one, other) => causes.indexOf(one.is) - causes.indexOf(other.is))[0];
    if (cause)
        return { status: "error", reason: cause };

    const [waiting] = named("waiting");
    const isStarting = named("starting").length > 0;
    if (waiting !== undefined && !isStarting && named("working").length === 0)
        return { status: "error", reason: { is: "not-started", service: waiting, error: "" } };

    const down = named("stopped", "partly");
    if (named("up", "starting", "partly", "waiting").length === 0)
        return { status: "stop" };
    if (down.length > 0)
        return { status: "error", reason: { is: "partly-stopped", services: down } };
    return { status: isStarting || waiting !== undefined ? "initing" : "running" };
}

/** Likeliest cause first: what crashes or is unhealthy may only miss a service that failed for good. */
const causes: readonly ServiceFailure["is"][] = [
    "out-of-memory", "not-started", "dead", "one-shot-failed", "exited", "restarting", "unhealthy",
];
