// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Containers of the whole machine by what is known of them. Docker looks for them itself: a list of 10,000 containers
 * takes it, and who reads it, seconds.
 */
import type { Machine } from "../machine/machine";
import * as z from "../machine/zod";
import { containersFrom, type Container } from "./container";
import { ask, DockerError } from "./engine";

/** Whose a container is. */
export interface Holder {
    name: string;
    /** Compose project, "" for a container that belongs to none. */
    project: string;
}

const projectLabel = "com.docker.compose.project";

const inspection = z.object({
    Name: z.string(),
    Config: z.object({ Labels: z.nullish(z.record(z.string(), z.string())) }),
});

function search(machine: Machine, filters: Record<string, string[]>, more = ""): Promise<Container[]> {
    return ask(machine, `/containers/json?all=1${more}&filters=${encodeURIComponent(JSON.stringify(filters))}`, containersFrom);
}

/** Whether a compose project has a container, running or not. */
export async function hasContainers(machine: Machine, project: string): Promise<boolean> {
    return (await search(machine, { label: [`${projectLabel}=${project}`] }, "&limit=1"))
        .some(container => container.project === project);
}

/** Those of these names that exist. */
export async function containersNamed(machine: Machine, names: readonly string[]): Promise<Holder[]> {
    const patterns = names.map(name => `^/${name.replace(/[^A-Za-z0-9_-]/g, "\\$&")}$`);
    return patterns.length === 0 ? [] : (await search(machine, { name: patterns }))
        .filter(({ name }) => names.includes(name)).map(({ name, project }) => ({ name, project }));
}

/** Undefined for a container that docker does not know. */
export async function containerById(machine: Machine, id: string): Promise<Holder | undefined> {
    try {
        return await ask(machine, `/containers/${encodeURIComponent(id)}/json`, reply => {
            const { Name, Config } = inspection.parse(reply);
            return { name: Name.replace(/^\//, ""), project: Config.Labels?.[projectLabel] ?? "" };
        });
    } catch (error) {
        // The one way in which docker answers and has nothing to tell.
        if (error instanceof DockerError && error.problem.is === "failed" && /no such container/i.test(error.message))
            return undefined;
        throw error;
    }
}

/** All that run, with the ports that docker chose for them. */
export function runningContainers(machine: Machine): Promise<Container[]> {
    return ask(machine, "/containers/json", containersFrom);
}
