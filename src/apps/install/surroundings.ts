// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an installation has to fit into: the host, docker's things, and the apps that are there, read at one moment. */
import type { Container } from "../../docker/container";
import { listNetworks, listVolumes, portBindings, type EngineNetwork, type EngineVolume } from "../../docker/engine";
import { fanOut } from "../../docker/fan-out";
import type { PortBinding } from "../../docker/port-binding";
import type { Machine } from "../../machine/machine";
import { portUses, type PortUse } from "./checks/ports";
import { readConfiguration } from "../libraries/configuration";
import type { Context } from "../context";
import { readHost, type Host } from "../host/host";
import { readState, type State } from "../status/state";
import type { Records } from "../records/store";

export interface Surroundings {
    state: Pick<State, "records" | "jobs" | "containers">;
    host: Host;
    networks: EngineNetwork[];
    volumes: EngineVolume[];
    ports: PortUse[];
    /** The network that all apps share by configuration. */
    sharedNetwork: string | undefined;
    /** How this host is reached by who asks. */
    hostName: string;
}

export async function readSurroundings(context: Context): Promise<Surroundings> {
    const { machine, hostName } = context;
    const [state, host, networks, volumes, configuration] = await Promise.all([
        readState(context), readHost(machine), listNetworks(machine), listVolumes(machine),
        readConfiguration(machine, context.configurationFile),
    ]);
    const stopped = await stoppedBindings(machine, state.containers, state.records);
    return {
        state, host, networks, volumes, hostName,
        ports: portUses(host, state.records, state.containers, stopped),
        sharedNetwork: configuration.network,
    };
}

/** By the container's name. Our own apps' ports stand in their records, so that only others' are asked for. */
async function stoppedBindings(
    machine: Machine, containers: readonly Container[], records: Records,
): Promise<Map<string, PortBinding[]>> {
    const asked = containers.filter(({ state, project }) =>
        state !== "running" && state !== "paused" && !Object.hasOwn(records, project));
    const bindings = new Map<string, PortBinding[]>();
    await fanOut(asked, async ({ id, name }) => {
        bindings.set(name, await portBindings(machine, id));
    });
    return bindings;
}
