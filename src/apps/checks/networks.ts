// SPDX-License-Identifier: LGPL-2.1-or-later
/** Networks: those that the app finds, those that docker makes for it, and addresses for them. */
import type { ComposeConfig } from "../../docker/compose-config";
import type { EngineNetwork } from "../../docker/engine";
import type { Check } from "../check";
import { overlaps, rangeOf } from "../subnet";

/** External networks by name that are not docker's yet. */
export function missingNetworks(config: ComposeConfig, networks: readonly EngineNetwork[]): string[] {
    return [...new Set(Object.values(config.networks)
        .filter(({ name, external }) => external && !networks.some(known => known.name === name))
        .map(({ name }) => name))];
}

/**
 * `made` is the network that the installation makes: the app's own, or one by a fixed name that other apps of the
 * library may look for as well. `subnet` is undefined where no address range is left for it. `configured` is the one
 * that the admin has all apps share.
 */
export function networkChecks(
    config: ComposeConfig, networks: readonly EngineNetwork[], taken: readonly string[],
    made: { name: string, isOwn: boolean, subnet: string | undefined } | undefined, configured: string | undefined,
): Check[] {
    const missing = missingNetworks(config, networks).filter(name => name !== made?.name);
    const checks = missing.map((name): Check => ({ is: "missing", level: "stop", what: "network", name }));
    const known = new Set([configured, made?.isOwn ? made.name : undefined, ...missing]);
    checks.push(...Object.values(config.networks).filter(({ name, external }) => external && !known.has(name))
        .map(({ name }): Check => ({ is: "shared-network", level: "warn", name })));
    // Docker takes addresses for those of its own pools. An internal file may name its own.
    const composed = Object.entries(config.networks).filter(([key, network]) =>
        !network.external && network.subnets.length === 0 && isUsed(config, key)).length;
    const free = freePools(taken);
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

/** What docker takes networks from where nobody says otherwise: 172.17 to 172.31, and 16 parts of 192.168. */
const stockPools = [
    ...Array.from({ length: 15 }, (_, at) => `172.${17 + at}.0.0/16`),
    ...Array.from({ length: 16 }, (_, at) => `192.168.${at * 16}.0/20`),
];

/** Of the stock pools; an engine with pools of its own may have others. */
function freePools(taken: readonly string[]): number {
    const ranges = taken.flatMap(cidr => rangeOf(cidr) ?? []);
    return stockPools.filter(pool => {
        const range = rangeOf(pool);
        return range && !ranges.some(other => overlaps(range, other));
    }).length;
}
