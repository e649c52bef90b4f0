// SPDX-License-Identifier: LGPL-2.1-or-later
/** Timers of systemd. What one starts is in a folder of its own, and works without this program. */
import { MachineError } from "../../machine/machine";
import { joined, runScript, scriptOutput } from "../../machine/script";
import type { Context } from "../context";
import { OperationError } from "../problem";
import removeScheduleScript from "./remove-schedule.sh";
import setScheduleScript from "./set-schedule.sh";
import splitInput from "./split-input.sh";

const [badCalendar, noSystemd] = [65, 66];

/** A file of the folder: its name and its text, whose last line is complete. */
export type TimerFile = [string, string];

export interface Timer {
    /** Has its files; other timers may have theirs beside it. */
    folder: string;
    /** Name of its units. */
    unit: string;
}

interface TimerParts {
    /** A calendar expression of systemd. */
    when: string;
    files: readonly TimerFile[];
    /** Text of the units. */
    service: string;
    timer: string;
}

/** As split-input.sh takes them. */
export function sent(texts: readonly TimerFile[]): { args: string[], input: string } {
    return {
        args: texts.flatMap(([file, text]) => [file, String(text.split("\n").length - 1)]),
        input: texts.map(([, text]) => text).join(""),
    };
}

/** Throws `Param.Schedule.FormatError`. */
export async function setTimer(
    { machine, paths }: Context, { folder, unit }: Timer, { when, files, service, timer }: TimerParts,
): Promise<void> {
    const { args, input } = sent([...files, ["unit.service", service], ["unit.timer", timer]]);
    const { status, stderr } = await runScript(machine, "set-schedule", joined(splitInput, setScheduleScript), {
        args: [folder, paths.units, unit, paths.systemd, when, ...args],
        input,
        seconds: 60,
        survives: true,
    });
    switch (status) {
    case 0:
        return;
    case badCalendar:
        throw new OperationError("Param.Schedule.FormatError", stderr.trim());
    case noSystemd:
        throw new OperationError("SystemError", "Schedules need systemd, which does not run this host.");
    default:
        throw new MachineError("failed", stderr.trim() || `set-schedule: exit status ${status}`);
    }
}

/** What it has started goes on. */
export async function removeTimer({ machine, paths }: Pick<Context, "machine" | "paths">, { folder, unit }: Timer): Promise<void> {
    await scriptOutput(machine, "remove-schedule", removeScheduleScript, {
        args: [folder, paths.units, unit, paths.systemd], seconds: 60, survives: true,
    });
}
