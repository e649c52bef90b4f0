// SPDX-License-Identifier: LGPL-2.1-or-later
/** How long it takes to copy an app's data before a change. */
import type { Machine } from "../../machine/machine";
import { runScript } from "../../machine/script";
import type { Paths } from "../paths";
import copySpeedScript from "./copy-speed.sh";

/**
 * Seconds, at least 1: an estimate by what this server does now, for other programs may keep its disks busy. null where
 * that can't be measured, as on a full disk.
 */
export async function copyTime(machine: Machine, paths: Paths, id: string, bytes: number): Promise<number | null> {
    const { status, stdout } = await runScript(machine, "copy-speed", copySpeedScript, {
        args: [paths.job(id), paths.app(id)], seconds: 60,
    });
    return status === 0 ? secondsFor(bytes, stdout.trim()) : null;
}

/** `speed`: bytes per second, or "clone". */
function secondsFor(bytes: number, speed: string): number {
    return speed === "clone" ? 1 : Math.max(1, Math.ceil(bytes / Number(speed)));
}
