// SPDX-License-Identifier: LGPL-2.1-or-later
/** Which containers are in one network: the kernel knows, whatever clocks say of who was started first. */
import type { Machine } from "../machine/machine";
import { scriptOutput } from "../machine/script";
import type { Container } from "./container";
import namespacesScript from "./network-namespaces.sh";

/** Those that use another's network and those that lend theirs. */
export function sharingNetworks(containers: readonly Container[]): Container[] {
    const lent = new Set(containers.map(({ joined }) => joined).filter(Boolean));
    return containers.filter(({ id, name, joined }) => joined !== "" || lent.has(id) || lent.has(name));
}

/** Adds the network namespace to each running container that was inspected. Starts a process only if there are any. */
export async function addNetworkNamespaces(machine: Machine, containers: readonly Container[]): Promise<void> {
    const running = containers.filter(({ inspection }) => (inspection?.pid ?? 0) > 0);
    if (running.length === 0)
        return;
    const args = running.map(({ inspection }) => String(inspection?.pid));
    const said = await scriptOutput(machine, "network-namespaces", namespacesScript, { args });
    const inodes = new Map(said.split("\n").map(line => line.split(" ")).map(([pid = "", inode = ""]) => [pid, inode]));
    for (const { inspection } of running) {
        if (inspection)
            inspection.networkNamespace = inodes.get(String(inspection.pid));
    }
}
