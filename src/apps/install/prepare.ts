// SPDX-License-Identifier: LGPL-2.1-or-later
/** An installation before it begins: what it would set, how compose reads that, and what stands against it. */
import { ComposeError, resolveCompose, type Resolved } from "../../docker/compose";
import type { ComposeConfig } from "../../docker/compose-config";
import type { AppDefinition } from "../../library/definition";
import { readAppFolder, type AppFolder } from "../../library/folder";
import type { Machine } from "../../machine/machine";
import { accessVariables, variablesOf } from "../access";
import type { Check } from "./check";
import { architectureChecks } from "./checks/architecture";
import { containerChecks } from "./checks/containers";
import { folderChecks, mountChecks } from "./checks/folder";
import { composedNetwork, missingNetworks, networkChecks, type MadeNetwork } from "./checks/networks";
import { addressChecks, portChecks } from "./checks/ports";
import { privilegeChecks } from "./checks/privileges";
import { browserChecks, reachChecks } from "./checks/reach";
import { requirementChecks } from "./checks/requirements";
import { settingChecks, usable } from "./checks/settings";
import { versionChecks } from "./checks/versions";
import { volumeChecks } from "./checks/volumes";
import { planInstall, type Plan } from "./plan";
import { onceEach, withReach, type ReachChoice, type ReachOf } from "./reach";
import type { Secrets } from "./secret";
import type { AppRecord } from "../records/record";
import { settableVariables } from "./settings";
import { freeSubnet } from "../host/subnet";
import type { Surroundings } from "./surroundings";

export interface Wish {
    /** A name that the app could have. */
    id: string;
    version: string;
    settings: Readonly<Record<string, string>>;
    secrets: Secrets;
    /** Each port has its default where nothing is said. */
    reach?: ReachChoice | undefined;
    /** As `PlanRequest` has it. */
    portsToLeave?: number;
}

/** Nothing has changed on disk yet. */
export interface Prepared {
    definition: AppDefinition;
    plan: Plan;
    /** As it will be: its ports are published as chosen. Undefined where a check says why. */
    resolved: Resolved | undefined;
    /** As its files have it; undefined likewise. */
    written: ReachOf | undefined;
    folder: AppFolder;
    /** The network that the job makes. */
    network: AppRecord["network"];
    /** All but the name's, in the order to show them. */
    checks: Check[];
}

export async function prepareInstall(
    machine: Machine, definition: AppDefinition, wish: Wish, around: Surroundings,
): Promise<Prepared> {
    const folder = await readAppFolder(machine, definition.folder);
    const variables = settableVariables(folder.env, folder.compose);
    const ownNetwork = around.sharedNetwork === undefined ? `appmanage-${wish.id}` : undefined;
    const plan = planInstall(
        definition, folder.env, folder.compose, { ...wish, settings: usable(wish.settings, variables) },
        { ...around, network: ownNetwork ?? around.sharedNetwork ?? "" },
    );
    const checks = [
        ...settingChecks(wish.settings, variables),
        ...requirementChecks(definition.requirements, around.host, folder.size),
    ];
    // What can be said without the compose file.
    const hostChecks = [
        ...portChecks(undefined, plan.ports, around.ports), ...browserChecks(undefined, plan.ports, around.ports),
        ...versionChecks(undefined, around.host),
    ];

    const unusable = folderChecks(folder);
    if (unusable.length > 0) {
        checks.push(...unusable, ...hostChecks);
        return { definition, plan, resolved: undefined, written: undefined, folder, network: null, checks };
    }
    const read = await resolve(machine, definition, wish.id, plan, folder);
    if ("message" in read) {
        checks.push(...hostChecks, { is: "compose-file", level: "stop", message: read.message });
        return { definition, plan, resolved: undefined, written: undefined, folder, network: null, checks };
    }
    const written = { config: read.config, settings: plan.settings, categories: definition.categories };
    const resolved = { ...read, config: onceEach(withReach(written, wish.reach)) };
    const network = networkToMake(resolved.config, ownNetwork, around);
    checks.push(
        ...reachChecks(written, wish.reach),
        ...browserChecks(written, plan.ports, around.ports),
        ...portChecks(resolved.config, plan.ports, around.ports),
        ...addressChecks(resolved.config, plan.settings, around.host),
        ...versionChecks(resolved.config, around.host),
        ...architectureChecks(resolved.config, around.host),
        ...containerChecks(resolved.config, [...around.state.containers, ...promisedContainers(around)]),
        ...networkChecks(resolved.config, {
            networks: around.networks, taken: takenRanges(around), pools: around.host.pools,
            configured: around.sharedNetwork,
        }, network),
        ...volumeChecks(resolved.config, around.volumes),
        ...mountChecks(resolved.config, definition.folder, folder),
        ...privilegeChecks(resolved.config, definition.folder),
    );
    const { name, subnet } = network ?? {};
    return {
        definition, plan, resolved, written, folder, network: name && subnet ? { name, subnet } : null, checks,
    };
}

async function resolve(
    machine: Machine, definition: AppDefinition, id: string, plan: Plan, { env, compose }: AppFolder,
): Promise<Resolved | { message: string }> {
    try {
        const resolved = await resolveCompose(machine, definition.folder, id, plan.env, accessVariables(env));
        if (Object.keys(resolved.config.services).length === 0)
            return { message: "no services" };
        return { ...resolved, variables: variablesOf(resolved, compose, plan.env) };
    } catch (error) {
        if (error instanceof ComposeError)
            return { message: error.message };
        throw error;
    }
}

/**
 * The app's own, where its compose file takes its network from outside, or the one that compose would make for it. Some
 * files insist on a network of a fixed name: that one is made where it is not there, and stays for others.
 */
function networkToMake(config: ComposeConfig, own: string | undefined, around: Surroundings): MadeNetwork | undefined {
    const missing = missingNetworks(config, around.networks).filter(name => name !== around.sharedNetwork);
    const composed = composedNetwork(config);
    const name = missing.find(name => name === own) ?? missing[0] ?? composed;
    if (name === undefined)
        return undefined;
    return { name, isOwn: name === own || name === composed, subnet: freeSubnet(takenRanges(around)) };
}

/** Those of apps that wait for their turn are not there yet. */
function promisedContainers({ state }: Surroundings): { name: string, project: string }[] {
    return Object.values(state.records).flatMap(({ app_id: project, container_names: names = [] }) =>
        names.map(name => ({ name, project })));
}

/** In CIDR notation: what the host routes, what docker's networks have, and what is promised to apps. */
export function takenRanges({ host, networks, state }: Surroundings): string[] {
    return [
        ...host.routes,
        ...networks.flatMap(({ subnets }) => subnets),
        ...Object.values(state.records).flatMap(({ network }) => network ? [network.subnet] : []),
    ];
}
