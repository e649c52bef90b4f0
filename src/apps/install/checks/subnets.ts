// SPDX-License-Identifier: LGPL-2.1-or-later
/** Ranges of addresses that the compose file fixes for its networks: who has them already. */
import type { ComposeConfig, ComposeNetwork } from "../../../docker/compose-config";
import type { EngineNetwork } from "../../../docker/engine";
import { networksOverlap } from "../../host/ip-address";
import type { AppRecord } from "../../records/record";
import type { Records } from "../../records/store";
import type { Check } from "../check";

/** A range in CIDR notation, and who has it: an app's id, a network's name, "" for a route of the host. */
export interface RangeUse { subnet: string, by: "network" | "app" | "host", holder: string }

/** Those of networks that exist come before those of apps that wait for theirs, and before the routes to both. */
export function rangeUses(routes: readonly string[], networks: readonly EngineNetwork[], records: Records): RangeUse[] {
    return [
        ...networks.flatMap(({ name, subnets }) => subnets.map(subnet => ({ subnet, by: "network" as const, holder: name }))),
        ...Object.values(records).flatMap(record =>
            promisedRanges(record).map(subnet => ({ subnet, by: "app" as const, holder: record.app_id }))),
        ...routes.map(subnet => ({ subnet, by: "host" as const, holder: "" })),
    ];
}

/** Of the network that its installation makes, and those that its compose file fixes. */
export function promisedRanges({ network, subnets = [] }: Pick<AppRecord, "network" | "subnets">): string[] {
    return [...network ? [network.subnet] : [], ...subnets];
}

/** Ranges that the file fixes for networks that Compose will make. */
export function fixedRanges(config: ComposeConfig): string[] {
    return ownNetworks(config).flatMap(({ subnets }) => subnets);
}

function ownNetworks(config: ComposeConfig): ComposeNetwork[] {
    return Object.values(config.networks).filter(({ external }) => !external);
}

/**
 * Docker refuses a range that one of its networks has. One that the host is in is taken: the app then has no way to that
 * network. It is what macvlan and ipvlan are for.
 */
export function subnetChecks(config: ComposeConfig, uses: readonly RangeUse[]): Check[] {
    const own = ownNetworks(config);
    // Compose takes a network of this name as its own, and the host has a route to it.
    const existing = uses.filter(({ by, holder }) => by === "network" && own.some(({ name }) => name === holder));
    const others = uses.filter(use => !existing.includes(use) &&
        !(use.by === "host" && existing.some(({ subnet }) => networksOverlap(subnet, use.subnet))));
    return own.flatMap(({ driver, subnets }, at) => subnets.flatMap((subnet): Check[] => {
        const twin = own.slice(0, at).find(other => other.subnets.some(range => networksOverlap(range, subnet)));
        if (twin)
            return [{ is: "subnet", level: "stop", subnet, taken: subnet, by: "itself", holder: twin.name }];
        const use = others.find(use => networksOverlap(use.subnet, subnet));
        if (!use || (use.by === "host" && /^(mac|ip)vlan$/.test(driver)))
            return [];
        const level = use.by === "host" ? "warn" : "stop";
        return [{ is: "subnet", level, subnet, taken: use.subnet, by: use.by, holder: use.holder }];
    }));
}
