// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether the host has what the library says that the app requires. */
import type { Requirements } from "../../../library/definition";
import type { Check } from "../check";
import type { Host } from "../../host/host";

type Resources = Pick<Host, "cpu" | "memory" | "freeMemory" | "space">;

/** Of a host sold as one of 24 GB its kernel, firmware and graphics keep some: it has 23.5. */
const tolerance = 1.1;

/** `folder` are the bytes of the app's own copy of its folder. */
export function requirementChecks(required: Requirements, host: Resources, folder = 0): Check[] {
    const { cpu, memory, disk } = required;
    const enough = (need: number, have: number) => have * tolerance >= need;
    return [
        { is: "cpu", level: enough(cpu, host.cpu) ? "ok" : "stop", need: cpu, have: host.cpu },
        {
            is: "memory", need: memory, have: host.memory, free: host.freeMemory,
            level: !enough(memory, host.memory) ? "stop" : host.freeMemory < memory ? "warn" : "ok",
        },
        ...spaceChecks(disk, host.space, folder),
    ];
}

/**
 * Most of what an app requires are its images. Where its volumes and its own folder are on other file systems, these need
 * room as well: how much the volumes will take is not known, so a lack of it only warns.
 */
function spaceChecks(need: number, { images, docker, apps }: Host["space"], folder: number): Check[] {
    const whole = images.mount === apps.mount ? Math.max(need, folder) : need;
    const check = (space: Host["space"]["images"], bytes: number, short: "stop" | "warn"): Check =>
        ({ is: "disk", level: space.free >= bytes ? "ok" : short, need: bytes, have: space.free, path: space.path });
    return [
        check(images, whole, "stop"),
        ...docker.mount === images.mount ? [] : [check(docker, need, "warn")],
        ...apps.mount === images.mount ? [] : [check(apps, folder, "stop")],
    ].filter(({ level }, at) => at === 0 || level !== "ok");
}
