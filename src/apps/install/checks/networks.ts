// SPDX-License-Identifier: LGPL-2.1-or-later
/** Networks: those that the app finds, those that docker makes for it, and addresses for them. */
import type { ComposeConfig } from "../../../docker/compose-config";
import type { EngineNetwork } from "../../../docker/engine";
import { freeParts, type AddressPool } from "../../host/address-pool";
import type { Check } from "../check";

/** External networks by name that are not docker's yet. */
export function missingNetworks(config: ComposeConfig, networks: readonly EngineNetwork[]): string[] {
    return [...new Set(Object.values(config.networks)
        .filter(({ name, external }) => external && !networks.some(known => known.name === name))
        .map(({ name }) => name))];
}

/**
 * The one that compose would make and that could as well be made before, with few addresses instead of the many that
 * docker's pools give to each network.
 */
export function composedNetwork(config: ComposeConfig): string | undefined {
    return Object.entries(config.networks)
        .find(([key, { name, plain }]) => plain && name === `${config.name}_${key}` && isUsed(config, key))?.[1].name;
}

/** The network that the installation makes. `subnet` is undefined where no address range is left for it. */
export interface MadeNetwork {
    name: string;
    /** The app's alone; else one by a fixed name that other apps of the library may look for as well. */
    isOwn: boolean;
    subnet: string | undefined;
}

export interface NetworkSurroundings {
    networks: readonly EngineNetwork[];
    /** Subnets in CIDR notation. */
    taken: readonly string[];
    pools: readonly AddressPool[];
    /** The network that the admin has all apps share. */
    configured: string | undefined;
}

export function networkChecks(
    config: ComposeConfig, around: NetworkSurroundings, made: MadeNetwork | undefined,
): Check[] {
    const { networks, taken, pools, configured } = around;
    const missing = missingNetworks(config, networks).filter(name => name !== made?.name);
    const checks = missing.map((name): Check => ({ is: "missing", level: "stop", what: "network", name }));
    const known = new Set([configured, made?.isOwn ? made.name : undefined, ...missing]);
    checks.push(...Object.values(config.networks).filter(({ name, external }) => external && !known.has(name))
        .map(({ name }): Check => ({ is: "shared-network", level: "warn", name })));
    // For the others docker takes addresses from its pools, unless the file itself has some.
    const composed = Object.entries(config.networks).filter(([key, { name, external, subnets }]) =>
        !external && subnets.length === 0 && name !== made?.name && isUsed(config, key)).length;
    const free = freeParts(pools, taken, composed);
    if (made && made.subnet === undefined)
        checks.push({ is: "network", level: "stop", need: 1 + composed, have: 0 });
    else if (composed > free)
        checks.push({ is: "network", level: "stop", need: composed, have: free });
    return checks;
}

/** Compose lists a default network even where all services use the host's. */
function isUsed(config: ComposeConfig, key: string): boolean {
    return key !== "default" || Object.values(config.services).some(({ networkMode }) => networkMode === "");
}
