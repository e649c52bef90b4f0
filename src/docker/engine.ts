// SPDX-License-Identifier: LGPL-2.1-or-later
/** The Docker Engine over its socket: moves requests; what to ask is named here, what the answers mean is not. */
import { parseJson } from "../machine/json";
import { MachineError, StatusError, type Machine, type SocketRequest, type SocketResponse } from "../machine/machine";
import * as z from "../machine/zod";
import { containersFrom, inspectionFrom, timeFrom, type Container, type Inspection } from "./container";
import { epochOf } from "./log-stream";

export const engineSocket = "/var/run/docker.sock";

/** Docker 25's: the oldest engine that this project supports. Docker 29 answers nothing older. */
const apiVersion = "1.44";

/** Seconds for what docker answers from memory. */
const look = 10;

export type DockerProblem =
    | { is: "absent" } // nothing at the socket's path
    | { is: "stopped" } // the socket is there and no process listens
    | { is: "not-answering" } // it listens, and did not answer in time
    | { is: "failed", message: string, /** HTTP status, where docker answered. */ status?: number };

function wordsOf(problem: DockerProblem): string {
    switch (problem.is) {
    case "absent":
        return `Docker is not there: ${engineSocket} does not exist`;
    case "stopped":
        return `Docker is not running: no process listens at ${engineSocket}`;
    case "not-answering":
        return `Docker is not answering: no reply at ${engineSocket} in time`;
    case "failed":
        return problem.message;
    }
}

export class DockerError extends Error {
    override readonly name = "DockerError";
    constructor(readonly problem: DockerProblem) {
        super(wordsOf(problem));
    }
}

const engineMessage = z.object({ message: z.string() });

const networks = z.array(z.object({
    Name: z.string(),
    Labels: z.nullish(z.record(z.string(), z.string())),
    IPAM: z.nullish(z.object({ Config: z.nullish(z.array(z.object({ Subnet: z.optional(z.string()) }))) })),
}));

const volumes = z.object({
    Volumes: z.nullish(z.array(z.object({
        Name: z.string(), Labels: z.nullish(z.record(z.string(), z.string())),
        Driver: z.nullish(z.string()), Options: z.nullish(z.record(z.string(), z.string())),
    }))),
});

const info = z.object({
    NCPU: z.number(),
    DockerRootDir: z.string(),
    /** Pairs; which there are depends on the storage driver. */
    DriverStatus: z.nullish(z.array(z.array(z.string()))),
    /** As `uname -m` calls it. */
    Architecture: z.string(),
    ServerVersion: z.string(),
    /** Where networks get their addresses from, if it is configured. */
    DefaultAddressPools: z.nullish(z.array(z.object({ Base: z.string(), Size: z.number() }))),
});

export interface EngineVolume {
    name: string;
    labels: Record<string, string>;
    /** Its data is in a share, on a device or in a folder of the host, and not where Docker keeps volumes. */
    isElsewhere: boolean;
}
export interface EngineNetwork { name: string, subnets: string[], labels: Record<string, string> }
export type EngineInfo = z.infer<typeof info>;

export async function ask<T>(machine: Machine, path: string, shape: (reply: unknown) => T): Promise<T> {
    return understand(path, await get(machine, path), shape);
}

/** `shape` throws a ZodError on what it does not know. */
function understand<T>(path: string, answer: SocketResponse, shape: (reply: unknown) => T): T {
    if (answer.status !== 200)
        throw refusal(path, answer);
    try {
        return shape(parseJson(answer.body));
    } catch (error) {
        if (error instanceof z.ZodError)
            throw new DockerError({ is: "failed", message: `${path}: ${z.prettifyError(error)}` });
        throw error;
    }
}

function refusal(path: string, { status, body }: SocketResponse): DockerError {
    const said = engineMessage.safeParse(parseJson(body)).data?.message;
    return new DockerError({ is: "failed", status, message: said ?? `${path}: HTTP ${status}` });
}

/** What keeps docker from being asked, in docker's words. */
function dockerError(path: string, error: unknown): unknown {
    if (error instanceof StatusError)
        return refusal(path, error);
    if (!(error instanceof MachineError) || error.problem === "access-denied" || error.problem === "cancelled")
        return error;
    switch (error.problem) {
    case "not-found":
        return new DockerError({ is: "absent" });
    case "refused":
        return new DockerError({ is: "stopped" });
    case "timeout":
        return new DockerError({ is: "not-answering" });
    default:
        return new DockerError({ is: "failed", message: error.message });
    }
}

async function get(machine: Machine, path: string, options: Pick<SocketRequest, "seconds"> = {}): Promise<SocketResponse> {
    try {
        return await machine.request(engineSocket, { method: "GET", path: `/v${apiVersion}${path}`, seconds: look, ...options });
    } catch (error) {
        throw dockerError(path, error);
    }
}

async function follow(
    machine: Machine, path: string, onData: (chunk: Uint8Array) => void, signal: AbortSignal, onOpen?: () => void,
): Promise<void> {
    try {
        await machine.follow(engineSocket, `/v${apiVersion}${path}`, onData, signal, { seconds: look, ...onOpen && { onOpen } });
    } catch (error) {
        throw dockerError(path, error);
    }
}

/** Rejects with a `DockerError` unless docker answers within so many seconds. */
export async function ping(machine: Machine, seconds: number): Promise<void> {
    understand("/_ping", await get(machine, "/_ping", { seconds }), () => undefined);
}

/** All containers of the machine, running or not: the one call behind every list of apps. */
export function listContainers(machine: Machine): Promise<Container[]> {
    return ask(machine, "/containers/json?all=1", containersFrom);
}

/** Undefined for a container that went meanwhile. */
export async function inspectContainer(machine: Machine, id: string): Promise<Inspection | undefined> {
    const path = `/containers/${encodeURIComponent(id)}/json`;
    const answer = await get(machine, path);
    return answer.status === 404 ? undefined : understand(path, answer, inspectionFrom);
}

export async function listNetworks(machine: Machine): Promise<EngineNetwork[]> {
    return (await ask(machine, "/networks", reply => networks.parse(reply))).map(network => ({
        name: network.Name,
        subnets: (network.IPAM?.Config ?? []).flatMap(({ Subnet }) => Subnet ? [Subnet] : []),
        labels: network.Labels ?? {},
    }));
}

export async function listVolumes(machine: Machine): Promise<EngineVolume[]> {
    return (await ask(machine, "/volumes", reply => volumes.parse(reply).Volumes ?? []))
        .map(({ Name, Labels, Driver, Options }) => ({
            name: Name, labels: Labels ?? {},
            isElsewhere: (Driver ?? "local") !== "local" || (Options?.device ?? "") !== "",
        }));
}

export function engineInfo(machine: Machine): Promise<EngineInfo> {
    return ask(machine, "/info", reply => info.parse(reply));
}

const clock = z.object({ SystemTime: z.nullish(z.string()) });

/** The engine's time, in milliseconds since 1970; null where it does not tell. */
export function engineTime(machine: Machine): Promise<number | null> {
    return ask(machine, "/info", reply => timeFrom(clock.parse(reply).SystemTime ?? ""));
}

/** What changes the state of a container. Health checks make three more events each time they run: those change nothing. */
const telling = [
    "create", "start", "die", "stop", "kill", "oom", "restart", "pause", "unpause", "rename", "update", "destroy", "health_status",
];

/**
 * Calls `changed` for every event that changes a container, and `begun` when none is missed any more; resolves when docker
 * goes or `signal` is aborted. Rejects with a `DockerError`.
 */
export function followEvents(
    machine: Machine, changed: () => void, signal: AbortSignal, begun?: () => void,
): Promise<void> {
    const filters = encodeURIComponent(JSON.stringify({ type: ["container"], event: telling }));
    return follow(machine, `/events?filters=${filters}`, changed, signal, begun);
}

export interface LogRange {
    /** What comes later is told, too. */
    follow: boolean;
    /** The last so many entries. */
    tail?: number | undefined;
    /** From this time on, RFC 3339 as docker tells it. */
    since?: string | undefined;
}

/**
 * What a container prints, each entry with its time, for `logReader`. Resolves at its end. Rejects with a `DockerError`,
 * with status 501 where the container's log can't be read here.
 */
export function followLogs(
    machine: Machine, id: string, range: LogRange, onData: (chunk: Uint8Array) => void,
    signal: AbortSignal,
): Promise<void> {
    const query = new URLSearchParams({
        stdout: "1",
        stderr: "1",
        timestamps: "1",
        follow: range.follow ? "1" : "0",
        ...(range.tail !== undefined && { tail: String(range.tail) }),
        ...(range.since !== undefined && { since: epochOf(range.since) }),
    });
    return follow(machine, `/containers/${encodeURIComponent(id)}/logs?${query}`, onData, signal);
}
