// SPDX-License-Identifier: LGPL-2.1-or-later
/** Several containers of one service: a fixed port of the host, and a fixed name, are for one of them. */
import type { ComposeConfig } from "../../../docker/compose-config";
import type { Check } from "../check";

export function replicaChecks(config: ComposeConfig): Check[] {
    return Object.entries(config.services).flatMap(([service, { scale, ports, containerName }]): Check[] => {
        if (scale < 2)
            return [];
        // Of a range each container takes one.
        const short = ports.flatMap(({ host }) => host && host.last - host.first + 1 < scale ? host.first : []);
        const found: Check = { is: "replicas", level: "stop", service, count: scale };
        return [
            ...short.slice(0, 1).map((port): Check => ({ ...found, port })),
            ...containerName === "" ? [] : [found],
        ];
    });
}

/** As many as Docker publishes quickly: each port has processes of its own. */
const manyPorts = 100;

export function manyPortsChecks(config: ComposeConfig): Check[] {
    // Of a range the engine takes one for each container.
    const count = Object.values(config.services).reduce((sum, { scale, ports }) => sum + scale * ports.length, 0);
    return count > manyPorts ? [{ is: "many-ports", level: "warn", count }] : [];
}
