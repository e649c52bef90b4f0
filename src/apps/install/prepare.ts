// SPDX-License-Identifier: LGPL-2.1-or-later
/** An installation before it begins: what it would set, how Compose resolves that, and what prevents it. */
import { ComposeError, resolveCompose, type Resolved } from "../../docker/compose";
import type { ComposeConfig } from "../../docker/compose-config";
import { askComposeVersionAgain } from "../../docker/compose-version";
import type { AppDefinition } from "../../library/definition";
import { readingOf, type AppFolder, type LibraryApp } from "../../library/folder";
import type { Machine } from "../../machine/machine";
import { accessVariables, variablesOf } from "../access";
import { dataFolder, pathsBelow } from "../paths";
import type { Check } from "./check";
import { architectureChecks } from "./checks/architecture";
import { complaintCheck } from "./checks/complaint";
import { containerChecks, containerNames } from "./checks/containers";
import { folderChecks, foreignPaths, missingChecks } from "./checks/folder";
import { composedNetwork, missingNetworks, networkChecks, type MadeNetwork } from "./checks/networks";
import { addressChecks, portChecks, portsInTheWay } from "./checks/ports";
import { privilegeChecks } from "./checks/privileges";
import { manyPortsChecks, replicaChecks } from "./checks/replicas";
import { browserChecks, reachChecks } from "./checks/reach";
import { requirementChecks } from "./checks/requirements";
import { settingChecks, usable } from "./checks/settings";
import { fixedRanges, rangeUses, subnetChecks, type RangeUse } from "./checks/subnets";
import { ipv6Checks, versionChecks } from "./checks/versions";
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
    machine: Machine, { definition, folder }: LibraryApp, wish: Wish, around: Surroundings,
): Promise<Prepared> {
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
    const withoutConfig = async (why: Check[]): Promise<Prepared> => {
        // What can be said without the compose file.
        checks.push(
            ...why, ...await checkedPorts(undefined, plan, around), ...browserChecks(undefined, plan.ports, around.ports),
            ...await checkedVersions(machine, undefined, around));
        return { definition, plan, resolved: undefined, written: undefined, folder, network: null, checks };
    };

    // Variables that name files have new values, too.
    const { fault, reads } = folder.fault
        ? folder : await readingOf(machine, definition.folder, { ...folder, env: plan.env });
    const unusable = folderChecks({ fault });
    if (unusable.length > 0)
        return withoutConfig(unusable);
    const read = await resolve(machine, definition, wish.id, plan, folder);
    if ("message" in read)
        return withoutConfig([complaintCheck(read.message, definition.folder, around.host.composeVersion)]);
    const written = { config: read.config, settings: plan.settings, categories: definition.categories };
    const config = onceEach(withReach(written, wish.reach));
    const resolved = { ...read, config };
    const { composeVersion } = around.host;
    const network = networkToMake(config, ownNetwork, around);
    const [ports, versions, named, missing] = await Promise.all([
        checkedPorts(config, plan, around), checkedVersions(machine, config, around),
        around.ask.containersNamed(containerNames(config)),
        around.ask.missingPaths(foreignPaths(config, definition.folder, composeVersion)),
    ]);
    checks.push(
        ...reachChecks(written, wish.reach),
        ...browserChecks(written, plan.ports, around.ports),
        ...ports,
        ...addressChecks(config, plan.settings, around.host),
        ...replicaChecks(config),
        ...manyPortsChecks(config),
        ...versions,
        ...ipv6Checks(config, around.host),
        ...architectureChecks(config, around.host),
        ...containerChecks(config, [...named, ...promisedContainers(around)]),
        ...subnetChecks(config, usesOfRanges(around)),
        ...networkChecks(config, {
            networks: around.networks, taken: takenRanges(around), pools: around.host.pools,
            configured: around.sharedNetwork,
        }, network),
        ...volumeChecks(config, around.volumes),
        ...missingChecks(config, definition.folder, folder, missing, composeVersion),
        ...privilegeChecks(read.model, {
            folder: definition.folder, home: pathsBelow(dataFolder).app(wish.id), reads,
        }),
    );
    const { name, subnet } = network ?? {};
    return {
        definition, plan, resolved, written, folder, network: name && subnet ? { name, subnet } : null, checks,
    };
}

/** Whose the ports are that are in the way is looked up for these alone; one that turns out to be free may hide another. */
async function checkedPorts(config: ComposeConfig | undefined, { ports }: Plan, around: Surroundings): Promise<Check[]> {
    let uses = around.ports;
    for (let round = 0; round < 3; round++) {
        const unknown = portsInTheWay(config, ports, uses).filter(({ of }) => of !== undefined);
        if (unknown.length === 0)
            break;
        uses = await around.ask.withHolders(uses, unknown);
    }
    return portChecks(config, ports, uses);
}

/** Compose may have been upgraded since it was asked. */
async function checkedVersions(
    machine: Machine, config: ComposeConfig | undefined, { host }: Surroundings,
): Promise<Check[]> {
    const checks = versionChecks(config, host);
    return checks.length === 0 ? checks
        : versionChecks(config, { ...host, composeVersion: await askComposeVersionAgain(machine) });
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
 * files require a network of a fixed name: it is created if missing, and remains for others.
 */
function networkToMake(config: ComposeConfig, own: string | undefined, around: Surroundings): MadeNetwork | undefined {
    const missing = missingNetworks(config, around.networks).filter(name => name !== around.sharedNetwork);
    const composed = composedNetwork(config);
    const name = missing.find(name => name === own) ?? missing[0] ?? composed;
    if (name === undefined)
        return undefined;
    return { name, isOwn: name === own || name === composed, subnet: freeSubnet([...takenRanges(around), ...fixedRanges(config)]) };
}

/** Those of apps that wait for their turn are not there yet. */
function promisedContainers({ records }: Surroundings): { name: string, project: string }[] {
    return Object.values(records).flatMap(({ app_id: project, container_names: names = [] }) =>
        names.map(name => ({ name, project })));
}

function usesOfRanges({ host, networks, records }: Surroundings): RangeUse[] {
    return rangeUses(host.routes, networks, records);
}

/** In CIDR notation: what the host routes, what docker's networks have, and what is promised to apps. */
export function takenRanges(around: Surroundings): string[] {
    return usesOfRanges(around).map(({ subnet }) => subnet);
}
