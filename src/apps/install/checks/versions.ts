// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether Docker and Compose are new enough: for what every installation does, and for what this app makes use of. */
import type { ComposeConfig } from "../../../docker/compose-config";
import type { Check } from "../check";
import type { Host } from "../../host/host";

/** Override files say `!override`. https://docs.docker.com/reference/compose-file/merge/#replace-value */
const composeNeeded = "2.24.4";
/** The first engine whose interface that Compose still speaks. */
const engineNeeded = "20.10.0";
/** `start_interval`: Compose fails when it creates the containers. https://docs.docker.com/reference/compose-file/ */
const startIntervalNeeded = "25.0.0";

export function versionChecks(
    config: ComposeConfig | undefined, host: Pick<Host, "engineVersion" | "composeVersion">,
): Check[] {
    const startsQuickly = Object.values(config?.services ?? {}).some(({ startInterval }) => startInterval);
    return [
        compared("engine", startsQuickly ? startIntervalNeeded : engineNeeded, host.engineVersion),
        compared("compose", composeNeeded, host.composeVersion),
    ].filter(check => check.level !== "ok");
}

function compared(what: "engine" | "compose", need: string, have: string): Check {
    return { is: "docker-version", level: isAtLeast(have, need) ? "ok" : "stop", what, need, have };
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
