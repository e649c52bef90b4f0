// SPDX-License-Identifier: LGPL-2.1-or-later
/** Container names that the compose file fixes: docker has each only once. */
import type { ComposeConfig } from "../../../docker/compose-config";
import type { Check } from "../check";

export function containerNames(config: ComposeConfig): string[] {
    return Object.values(config.services).flatMap(({ containerName }) => containerName || []);
}

export function containerChecks(
    config: ComposeConfig, containers: readonly { name: string, project: string }[],
): Check[] {
    return Object.values(config.services).flatMap(({ containerName }): Check[] => {
        const holder = containerName && containers.find(({ name }) => name === containerName);
        return holder ? [{ is: "container-name", level: "stop", name: containerName, holder: holder.project }] : [];
    });
}
