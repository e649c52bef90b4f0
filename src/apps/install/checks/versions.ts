// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether Docker and Compose are new enough: for what every installation does, and for what this app makes use of. */
import type { ComposeConfig, Feature } from "../../../docker/compose-config";
import type { Check } from "../check";
import type { Host } from "../../host/host";

/** Override files say `!override`. https://docs.docker.com/reference/compose-file/merge/#replace-value */
const composeNeeded = "2.24.4";
/** The first engine whose interface that Compose still speaks. */
const engineNeeded = "20.10.0";
/**
 * What Compose can only hand on to an engine that knows it. https://docs.docker.com/reference/api/engine/version-history/
 * Of `jobs` https://github.com/docker/compose/releases/tag/v5.8.0
 */
const enginesNeeded: Readonly<Partial<Record<Feature, string>>> = {
    "start_interval": "25.0.0", "volume.subpath": "26.0.0", "type: image": "28.0.0", "gw_priority": "28.0.0",
    "interface_name": "28.1.0", "jobs": "29.10.0",
};

/** IPv6 addresses of its own for a network that names none. https://docs.docker.com/engine/release-notes/27/#2700 */
const ipv6Needed = "27.0.0";

export function versionChecks(
    config: ComposeConfig | undefined, host: Pick<Host, "engineVersion" | "composeVersion">,
): Check[] {
    const features = [...new Set([
        ...config?.features ?? [], ...Object.values(config?.services ?? {}).flatMap(({ features }) => features),
    ])];
    return [
        compared("engine", engineNeeded, host.engineVersion),
        ...features.flatMap(feature => {
            const need = enginesNeeded[feature];
            return need === undefined ? [] : [compared("engine", need, host.engineVersion, feature)];
        }),
        compared("compose", composeNeeded, host.composeVersion),
    ].filter(check => check.level !== "ok");
}

function compared(what: "engine" | "compose", need: string, have: string, feature?: string): Check {
    const level = isAtLeast(have, need) ? "ok" : "stop";
    return { is: "docker-version", level, what, need, have, ...feature !== undefined && { feature } };
}

/** Networks that are to have IPv6, without a range of their own, on an engine without IPv6 address pools. */
export function ipv6Checks(config: ComposeConfig, { engineVersion, pools }: Pick<Host, "engineVersion" | "pools">): Check[] {
    if (isAtLeast(engineVersion, ipv6Needed) || pools.some(({ base }) => base.includes(":")))
        return [];
    return Object.values(config.networks)
        .filter(({ ipv6, external, subnets }) => ipv6 && !external && !subnets.some(subnet => subnet.includes(":")))
        .map(({ name }): Check => ({ is: "ipv6", level: "stop", network: name, need: ipv6Needed, have: engineVersion }));
}

/** Versions in numbers: "26.1.5+dfsg1" is 26.1.5. A development build tells no number and is trusted. */
export function isAtLeast(have: string, need: string): boolean {
    if (have !== "" && !/^\d/.test(have))
        return true;
    const [mine, theirs] = [have, need].map(version => (/^[\d.]+/.exec(version)?.[0] ?? "").split(".").map(Number));
    for (const [at, part] of (theirs ?? []).entries()) {
        const other = mine?.[at] ?? 0;
        if (other !== part)
            return other > part;
    }
    return true;
}
