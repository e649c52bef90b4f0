// SPDX-License-Identifier: LGPL-2.1-or-later
/** A container of a compose project, as the engine's list tells it (`GET /containers/json?all=1`). */
import * as z from "../machine/zod";

export interface PublishedPort {
    /** Host address it is bound to, "" where the engine names none. */
    address: string;
    host: number;
    container: number;
    protocol: string;
}

const states = ["created", "running", "paused", "restarting", "removing", "exited", "dead"] as const;
export type ContainerState = (typeof states)[number];
export type Health = "none" | "starting" | "healthy" | "unhealthy";

export interface Container {
    id: string;
    name: string;
    /** Compose project, "" for a container that belongs to none. */
    project: string;
    service: string;
    /** Made by `docker compose run`: no part of the service. */
    oneOff: boolean;
    image: string;
    state: ContainerState;
    health: Health;
    /** Exit status of the last run: of one that exited or is restarting. Null of the others. */
    exitCode: number | null;
    /** The engine's words, for example "Up 5 minutes (healthy)". */
    statusText: string;
    /** Seconds since 1970. */
    created: number;
    ports: PublishedPort[];
    /** Of the compose project, "" for a container that belongs to none. */
    folder: string;
    /** Services that compose starts before it. */
    dependsOn: string[];
    /** Id or name of the container whose network it uses, "" for a network of its own. */
    joined: string;
    /** Known only of the few containers that were inspected. */
    inspection?: Inspection;
}

/** What only `GET /containers/<id>/json` tells. */
export interface Inspection {
    outOfMemory: boolean;
    /** Restarts by policy since it was last started explicitly. */
    restarts: number;
    /** Why the engine could not start it the last time, "" if it could. */
    error: string;
    /** Milliseconds since 1970 by the engine's clock, null if it never started, or at a time that is still to come. */
    started: number | null;
    /** Of its first process, on the host; 0 while it does not run. */
    pid: number;
    /** Inode of its network namespace; known only of those that share one. */
    networkNamespace?: string | undefined;
}

/** Of a dozen those that are asked for: to read all of them for each container takes as long as docker's answer. */
const composeLabels = z.object({
    "com.docker.compose.project": z.optional(z.string()),
    "com.docker.compose.project.working_dir": z.optional(z.string()),
    "com.docker.compose.service": z.optional(z.string()),
    "com.docker.compose.oneoff": z.optional(z.string()),
    "com.docker.compose.depends_on": z.optional(z.string()),
});

/** The engine's reply to `GET /containers/json`. */
const containerList = z.array(z.object({
    Id: z.string(),
    Names: z.nullish(z.array(z.string())),
    Image: z.string(),
    State: z.string(),
    Status: z.string(),
    Created: z.number(),
    Labels: z.nullish(composeLabels),
    Ports: z.nullish(z.array(z.object({
        IP: z.nullish(z.string()),
        PrivatePort: z.number(),
        PublicPort: z.nullish(z.number()),
        Type: z.string(),
    }))),
    HostConfig: z.nullish(z.object({ NetworkMode: z.nullish(z.string()) })),
}));

/** Engines leave out what is false, 0 or empty. */
const containerInspection = z.object({
    RestartCount: z.nullish(z.number()),
    State: z.object({
        OOMKilled: z.nullish(z.boolean()), Error: z.nullish(z.string()),
        StartedAt: z.nullish(z.string()), Pid: z.nullish(z.number()),
    }),
});

/** Parsed JSON in, in the engine's order. Throws a ZodError on anything but a list of containers. */
export function containersFrom(reply: unknown): Container[] {
    return containerList.parse(reply).map(listed => {
        const labels: z.infer<typeof composeLabels> = listed.Labels ?? {};
        return {
            id: listed.Id,
            name: ownName(listed.Names ?? []),
            project: labels["com.docker.compose.project"] ?? "",
            service: labels["com.docker.compose.service"] ?? "",
            oneOff: labels["com.docker.compose.oneoff"] === "True",
            image: listed.Image,
            state: stateFrom(listed.State, listed.Status),
            health: healthFrom(listed.Status),
            exitCode: exitCodeFrom(listed.Status),
            statusText: listed.Status,
            created: listed.Created,
            ports: (listed.Ports ?? []).flatMap(({ IP, PublicPort, PrivatePort, Type }) => typeof PublicPort !== "number"
                ? []
                : [{ address: IP ?? "", host: PublicPort, container: PrivatePort, protocol: Type }]),
            folder: labels["com.docker.compose.project.working_dir"] ?? "",
            dependsOn: dependenciesFrom(labels["com.docker.compose.depends_on"] ?? ""),
            joined: /^container:(.+)$/.exec(listed.HostConfig?.NetworkMode ?? "")?.[1] ?? "",
        };
    });
}

/** Parsed JSON in. Throws a ZodError on anything but an inspection. */
export function inspectionFrom(reply: unknown): Inspection {
    const { RestartCount, State } = containerInspection.parse(reply);
    return {
        outOfMemory: State.OOMKilled ?? false,
        restarts: RestartCount ?? 0,
        error: State.Error ?? "",
        started: timeFrom(State.StartedAt ?? ""),
        pid: State.Pid ?? 0,
    };
}

/** The engine's nanoseconds are cut: not every browser reads them. Its zero time says "never". */
export function timeFrom(text: string): number | null {
    const time = Date.parse(text.replace(/(\.\d{3})\d+/, "$1"));
    return time > 0 ? time : null;
}

/**
 * Started less than ten seconds ago, by the engine's own clock: the browser's need not agree with it. Of a start in the
 * future, after a clock was set back, the engine says "Less than a second" until that time has come.
 */
export function justStarted(container: Container): boolean {
    const up = /^Up (?:Less than a second|(\d+) seconds?)\b/.exec(container.statusText);
    return container.state === "running" && up !== null && Number(up[1] ?? 0) < 10 && container.inspection?.started !== null;
}

/** Only the engine's clock tells a crash loop from a start in the future. */
export function isAmbiguousStart({ statusText, inspection }: Container): boolean {
    return statusText.startsWith("Up Less than a second") && (inspection?.restarts ?? 0) > 0;
}

/** A start in the future is ignored. `now` is the engine's time, in milliseconds since 1970. */
export function withoutFutureStart(inspection: Inspection, now: number): Inspection {
    return inspection.started !== null && inspection.started > now ? { ...inspection, started: null } : inspection;
}

/** Compose goes by the project's name alone; another folder's project of the same name is told apart by this label. */
export function belongsTo(container: Container, folder: string): boolean {
    return container.folder === folder.replace(/(?!^)\/+$/, "");
}

/** As compose writes it: "db:service_healthy:false,init:service_completed_successfully:false". */
function dependenciesFrom(label: string): string[] {
    return label.split(",").flatMap(entry => entry.split(":")[0] || []);
}

/** Links of other containers are among the names, as "/other/alias". */
function ownName(names: readonly string[]): string {
    return (names.find(name => !name.slice(1).includes("/")) ?? "").replace(/^\//, "");
}

/** Other engines with Docker's API have further states, like "initialized"; the status text tells up from down. */
function stateFrom(state: string, statusText: string): ContainerState {
    const known = states.find(one => one === state);
    if (known)
        return known;
    if (statusText.startsWith("Up"))
        return "running";
    return statusText === "Created" ? "created" : "exited";
}

function healthFrom(statusText: string): Health {
    switch (/^Up .*\((healthy|unhealthy|health: starting)\)$/.exec(statusText)?.[1]) {
        case "healthy": return "healthy";
        case "unhealthy": return "unhealthy";
        case "health: starting": return "starting";
        default: return "none";
    }
}

function exitCodeFrom(statusText: string): number | null {
    const code = /^(?:Exited|Restarting) \((\d+)\)/.exec(statusText)?.[1];
    return code === undefined ? null : Number(code);
}
