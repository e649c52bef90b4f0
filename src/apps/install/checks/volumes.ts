// SPDX-License-Identifier: LGPL-2.1-or-later
/** Volumes: those that the app finds, and those of a name that is there already. */
import type { ComposeConfig } from "../../../docker/compose-config";
import type { EngineVolume } from "../../../docker/engine";
import type { Check } from "../check";

export function volumeChecks(config: ComposeConfig, volumes: readonly Pick<EngineVolume, "name" | "labels">[]): Check[] {
    const names = new Set(volumes.map(({ name }) => name));
    return Object.values(config.volumes).flatMap(({ name, external }): Check[] => {
        if (names.has(name))
            return [{ is: "volume", level: "warn", name }];
        return external ? [{ is: "missing", level: "stop", what: "volume", name }] : [];
    });
}
