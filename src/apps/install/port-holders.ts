// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whose the ports are that an app wants and can't have: looked up for these alone, for it takes time to tell. */
import type { Container } from "../../docker/container";
import { containerById, runningContainers, type Holder } from "../../docker/container-search";
import type { Machine } from "../../machine/machine";
import { scriptOutput } from "../../machine/script";
import { socketPrograms } from "../host/host-network";
import type { Records } from "../records/store";
import { clash, type PortUse } from "./checks/ports";
import portProgramsScript from "./port-programs.sh";

/** Containers that are asked for; a holder of more of an app's ports than these is named by one of them. */
const most = 16;

/** Programs that hold a container's port in its place. */
const proxies = ["docker-proxy", "dockerd", "rootlesskit", "rootlessport", "conmon"];

/** `uses` with their holders, as far as they are to be told; those of containers that are gone are left out. */
export async function withHolders(
    machine: Machine, records: Records, uses: readonly PortUse[], inTheWay: readonly PortUse[],
): Promise<PortUse[]> {
    const ids = unique(inTheWay.map(({ of }) => of && "container" in of ? of.container : undefined)).slice(0, most);
    const inodes = unique(inTheWay.map(({ of }) => of && "inode" in of ? of.inode : undefined));
    const [containers, programs] = await Promise.all([
        Promise.all(ids.map(async id => [id, await containerById(machine, id)] as const)).then(found => new Map(found)),
        inodes.length === 0 ? new Map<string, string>()
            : scriptOutput(machine, "port-programs", portProgramsScript, { args: inodes }).then(socketPrograms),
    ]);
    const isHeldForOther = [...programs.values()].some(program => proxies.includes(program));
    const running = isHeldForOther ? await runningContainers(machine) : [];

    const holderOf = (owner: Holder) => Object.hasOwn(records, owner.project) ? owner.project : owner.name;
    return uses.flatMap(use => {
        const { of, ...rest } = use;
        if (of === undefined || !inTheWay.includes(use))
            return [use];
        if ("container" in of) {
            const owner = containers.get(of.container);
            return owner ? [{ ...rest, holder: holderOf(owner) }] : containers.has(of.container) ? [] : [rest];
        }
        const program = programs.get(of.inode);
        const owner = program !== undefined && proxies.includes(program) ? publisherOf(rest, running) : undefined;
        return [owner ? { ...rest, holder: holderOf(owner) } : { ...rest, ...program !== undefined && { program } }];
    });
}

function publisherOf(use: PortUse, running: readonly Container[]): Container | undefined {
    return running.find(({ ports }) => ports.some(({ host, protocol }) =>
        clash({ address: "", first: host, last: host, protocol }, use)));
}

function unique(texts: readonly (string | undefined)[]): string[] {
    return [...new Set(texts.flatMap(text => text || []))];
}
