// SPDX-License-Identifier: LGPL-2.1-or-later
/** Names that other compose projects of the machine have: an app is a project of its own. */
import { hasContainers } from "../../docker/container-search";
import type { Machine } from "../../machine/machine";
import { freeName, nameFormatCheck } from "./checks/name";
import type { Surroundings } from "./surroundings";

/** A name that neither an app nor another compose project has. */
export async function unusedName(machine: Machine, appName: string, around: Surroundings): Promise<string> {
    for (const projects = new Set<string>(); ;) {
        const name = freeName(appName, { ...around, projects });
        if (!await hasContainers(machine, name))
            return name;
        projects.add(name);
    }
}

/** The project of this name as a set, empty where it has no containers. */
export async function projectsNamed(machine: Machine, name: string): Promise<ReadonlySet<string>> {
    return new Set(nameFormatCheck(name).level === "ok" && await hasContainers(machine, name) ? [name] : []);
}
