// SPDX-License-Identifier: LGPL-2.1-or-later
/** The Docker Engine over its socket: moves requests; what to ask is named here, what the answers mean is not. */
import * as z from "zod";
import { parseJson } from "../machine/json";
import { MachineError, type Machine, type SocketResponse } from "../machine/machine";
import { logReader } from "./log-stream";
import { containersFrom, inspectionFrom, timeFrom, type Container, type Inspection } from "./container";

export const engineSocket = "/var/run/docker.sock";

export type DockerProblem =
    | { is: "absent" } // nothing at the socket's path
    | { is: "stopped" } // the socket is there and nobody answers
    | { is: "failed", message: string };

export class DockerError extends Error {
    override readonly name = "DockerError";
    constructor(readonly problem: DockerProblem) {
        super(problem.is === "failed" ? problem.message : `docker is ${problem.is}`);
    }
}

const engineMessage = z.object({ message: z.string() });

const networks = z.array(z.object({
    Name: z.string(),
    Labels: z.record(z.string(), z.string()).nullish(),
    IPAM: z.object({ Config: z.array(z.object({ Subnet: z.string().optional() })).nullish() }).nullish(),
}));

const volumes = z.object({
    Volumes: z.array(z.object({ Name: z.string(), Labels: z.record(z.string(), z.string()).nullish() })).nullish(),
});

const info = z.object({
    NCPU: z.number(),
    DockerRootDir: z.string(),
    /** Pairs; which there are depends on the storage driver. */
    DriverStatus: z.array(z.array(z.string())).nullish(),
    /** As `uname -m` calls it. */
    Architecture: z.string(),
    ServerVersion: z.string(),
    /** Where networks get their addresses from, if somebody has configured it. */
    DefaultAddressPools: z.array(z.object({ Base: z.string(), Size: z.number() })).nullish(),
});

export interface EngineVolume { name: string, labels: Record<string, string> }
export interface EngineNetwork { name: string, subnets: string[], labels: Record<string, string> }
export type EngineInfo = z.infer<typeof info>;

export async function ask<T>(machine: Machine, path: string, shape: (reply: unknown) => T): Promise<T> {
    return understand(path, await get(machine, path), shape);
}

/** `shape` throws a ZodError on what it does not know. */
function understand<T>(path: string, answer: SocketResponse, shape: (reply: unknown) => T): T {
    const json = parseJson(answer.body);
    if (answer.status !== 200) {
        const said = engineMessage.safeParse(json).data?.message;
        throw new DockerError({ is: "failed", message: said ?? `${path}: HTTP ${answer.status}` });
    }
    try {
        return shape(json);
    } catch (error) {
        if (error instanceof z.ZodError)
            throw new DockerError({ is: "failed", message: `${path}: ${z.prettifyError(error)}` });
        throw error;
    }
}

async function get(machine: Machine, path: string): Promise<SocketResponse> {
    try {
        return await machine.request(engineSocket, { method: "GET", path });
    } catch (error) {
        if (!(error instanceof MachineError) || error.problem === "access-denied")
            throw error;
        if (error.problem === "not-found")
            throw new DockerError({ is: "absent" });
        if (error.problem === "refused")
            throw new DockerError({ is: "stopped" });
        throw new DockerError({ is: "failed", message: error.message });
    }
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
        .map(({ Name, Labels }) => ({ name: Name, labels: Labels ?? {} }));
}

export function engineInfo(machine: Machine): Promise<EngineInfo> {
    return ask(machine, "/info", reply => info.parse(reply));
}

const clock = z.object({ SystemTime: z.string().nullish() });

/** The engine's time, in milliseconds since 1970; null where it does not tell. */
export function engineTime(machine: Machine): Promise<number | null> {
    return ask(machine, "/info", reply => timeFrom(clock.parse(reply).SystemTime ?? ""));
}

/** What changes the state of a container. Health checks make three more events each time they run: those change nothing. */
const telling = [
    "create", "start", "die", "stop", "kill", "oom", "restart", "pause", "unpause", "rename", "update", "destroy", "health_status",
];

/** Calls `changed` for every event that changes a container; resolves when docker goes or `signal` is aborted. */
export function followEvents(machine: Machine, changed: () => void, signal: AbortSignal): Promise<void> {
    const filters = encodeURIComponent(JSON.stringify({ type: ["container"], event: telling }));
    return machine.follow(engineSocket, `/events?filters=${filters}`, changed, signal);
}

/**
 * Follows what a container prints: its last 500 lines, or what came since a time (seconds since 1970), then what comes.
 * Resolves when it ends.
 */
export function followLogs(
    machine: Machine, id: string, since: number | undefined, onText: (text: string) => void, signal: AbortSignal,
): Promise<void> {
    const from = since === undefined ? "tail=500" : `since=${since}`;
    const path = `/containers/${encodeURIComponent(id)}/logs?follow=1&stdout=1&stderr=1&${from}`;
    return machine.follow(engineSocket, path, logReader(onText), signal);
}
