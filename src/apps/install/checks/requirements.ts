// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether the host has what the library says that the app requires. */
import type { Requirements } from "../../../library/definition";
import type { Check } from "../check";
import type { Host } from "../../host/host";

type Resources = Pick<Host, "cpu" | "memory" | "disk" | "dockerRoot">;

/** `folder` are the bytes of the app's own copy of its folder. */
export function requirementChecks(required: Requirements, host: Resources, folder = 0): Check[] {
    return [
        { is: "cpu", ...compared(required.cpu, host.cpu) },
        { is: "memory", ...compared(required.memory, host.memory) },
        { is: "disk", ...compared(Math.max(required.disk, folder), host.disk), path: host.dockerRoot },
    ];
}

function compared(need: number, have: number): { level: "ok" | "stop", need: number, have: number } {
    return { level: have >= need ? "ok" : "stop", need, have };
}
