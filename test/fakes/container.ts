// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Container } from "../../src/docker/container";

/** A container of an app that runs well, unless something else is said. */
export function aContainer(project: string, service: string, parts: Partial<Container> = {}): Container {
    return {
        id: `${project}-${service}`,
        name: `${project}-${service}-1`,
        project,
        service,
        oneOff: false,
        image: `docker.io/library/${service}:1.0`,
        state: "running",
        health: "healthy",
        exitCode: null,
        statusText: "Up 5 minutes (healthy)",
        created: 1795352400,
        ports: [],
        folder: "",
        dependsOn: [],
        joined: "",
        ...parts,
    };
}
