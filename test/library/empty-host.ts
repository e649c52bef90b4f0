// SPDX-License-Identifier: LGPL-2.1-or-later
/** A host with plenty of everything and nothing on it, or one app only: for trying apps. */
import { stockPools } from "../../src/apps/host/address-pool";
import { publishedPorts } from "../../src/apps/install/checks/ports";
import type { Host } from "../../src/apps/host/host";
import type { Prepared } from "../../src/apps/install/prepare";
import type { Surroundings } from "../../src/apps/install/surroundings";
import type { Resolved } from "../../src/docker/compose";
import type { Machine } from "../../src/machine/machine";

export const hostName = "host.example";

/** A host of this processor and this Compose on which nothing else is, so that only the app can be at fault. */
export async function emptyHost(machine: Machine): Promise<Host> {
    const { status, stdout } = await machine.run(["docker", "compose", "version", "--short"]);
    const plenty = Number.MAX_SAFE_INTEGER;
    const space = { path: "/var/lib/docker", free: plenty, mount: "/" };
    return {
        cpu: plenty, memory: plenty, freeMemory: plenty, space: { images: space, docker: space, apps: space }, emulated: [],
        architecture: process.arch === "x64" ? "amd64" : process.arch, engineVersion: "28.0.0", pools: stockPools,
        composeVersion: status === 0 ? stdout.trim() : "", listeners: [], bindings: new Map(), routes: [],
        addresses: ["127.0.0.1", "192.0.2.10"], addresses6: ["::1"], address: "192.0.2.10",
    };
}

export function on(host: Host, more: Partial<Surroundings> = {}): Surroundings {
    return {
        records: {}, recordsText: null, jobs: new Map(), host, networks: [], volumes: [], ports: [],
        sharedNetwork: undefined, hostName,
        ask: {
            containersNamed: () => Promise.resolve([]),
            withHolders: uses => Promise.resolve([...uses]),
            missingPaths: () => Promise.resolve([]),
        },
        ...more,
    };
}

/** The host with the first instance on it. */
export function besides(host: Host, id: string, { network }: Prepared, { config }: Resolved): Surroundings {
    return on(host, {
        ask: {
            ...on(host).ask,
            containersNamed: names => Promise.resolve(Object.entries(config.services)
                .map(([service, { containerName }]) => ({ name: containerName || `${id}-${service}-1`, project: id }))
                .filter(({ name }) => names.includes(name))),
        },
        ports: publishedPorts(config).filter(({ choice }) => !choice).map(port => ({ ...port, holder: id })),
        networks: network ? [{ name: network.name, subnets: [network.subnet], labels: {} }] : [],
        volumes: Object.values(config.volumes)
            .map(({ name }) => ({ name, labels: { "com.docker.compose.project": id }, isElsewhere: false })),
    });
}
