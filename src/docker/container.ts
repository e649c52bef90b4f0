// SPDX-License-Identifier: LGPL-2.1-or-later
/** A container of a compose project, as the engine's list tells it (`GET /containers/json?all=1`). */
import { z } from "zod";

const listed = z.object({
    Id: z.string(),
    Names: z.array(z.string()).nullish(),
    Image: z.string(),
    State: z.string(),
    Status: z.string(),
    Created: z.number(),
    Labels: z.record(z.string(), z.string()).nullish(),
    Ports: z.array(z.object({
        IP: z.string().optional(),
        PrivatePort: z.number(),
        PublicPort: z.number().optional(),
        Type: z.string(),
    })).nullish(),
});

/** The engine's reply to `GET /containers/json`. */
export const containerList = z.array(listed);

export interface PublishedPort {
    /** Host address it is bound to, "" where the engine names none. */
    address: string;
    host: number;
    container: number;
    protocol: string;
}

export type ContainerState = "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";
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
    /** Exit status of the last run, read from the status text: the engine's list has no field for it and its inspection says 0 while restarting. */
    exitCode: number | null;
    /** The engine's words, for example "Up 5 minutes (healthy)". */
    statusText: string;
    /** Seconds since 1970. */
    created: number;
    ports: PublishedPort[];
    labels: Record<string, string>;
    /** Known only of the few containers that were inspected. */
    inspection?: Inspection;
}

/** What only `GET /containers/<id>/json` tells. */
export interface Inspection {
    outOfMemory: boolean;
    /** Restarts by policy since it was last started by somebody. */
    restarts: number;
    /** Seconds since 1970, 0 if it never ran. */
    startedAt: number;
    finishedAt: number;
    exitCode: number;
    /** Why the engine could not start it, "" if it could. */
    error: string;
}
