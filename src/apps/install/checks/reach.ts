// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether the app has the ports that the admin opened or closed, and browsers open its web ports. */
import type { Check } from "../check";
import { offeredPorts, unknownPorts, type ReachChoice, type ReachOf } from "../reach";
import { blockedPorts, isWebSetting } from "../web-port";
import { freePort, takenPorts, type PortUse } from "./ports";

export function reachChecks(about: ReachOf, choice: ReachChoice | undefined): Check[] {
    return unknownPorts(about, choice).map(key => ({ is: "reach", level: "stop", field: "reachable_from", key }));
}

/** `ports` are those of the settings, by key. Ports that the compose file fixes are the library's to choose. */
export function browserChecks(
    about: ReachOf | undefined, ports: Readonly<Record<string, number>>, uses: readonly PortUse[],
): Check[] {
    const offered = about ? offeredPorts(about) : [];
    return Object.entries(ports).flatMap(([key, port]): Check[] => {
        const isWeb = isWebSetting(key) || offered.some(one => one.key === key && one.isWeb);
        if (!isWeb || !blockedPorts.has(port))
            return [];
        const free = freePort(port, new Set([...takenPorts(uses), ...Object.values(ports), ...blockedPorts]));
        return [{
            is: "blocked-port", level: "stop", field: `settings.${key}`, key, port, ...free !== undefined && { free },
        }];
    });
}
