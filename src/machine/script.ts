// SPDX-License-Identifier: LGPL-2.1-or-later
/** Runs the shell scripts of this project: `*.sh` files, imported as text, that get their data as arguments and input. */
import { MachineError, timeoutError, type Finished, type Machine } from "./machine";

export interface ScriptOptions {
    args?: readonly string[];
    /** The script's standard input. The way for secrets: arguments are public. */
    input?: string | Uint8Array;
    /** Seconds after which the script is killed, 30 by default: no script waits forever for a FIFO, a lock or Docker. */
    seconds?: number;
    /** Ends the script. */
    signal?: AbortSignal | undefined;
    /** The script finishes even if its caller is gone, for example because the tab was closed. */
    survives?: boolean;
}

/** The exit status of `timeout -s KILL` when the time is up. */
const killed = 137;

/** Seconds that a bridge or a loaded host may take beyond the script's own limit. */
const grace = 5;

/** Resolves whatever the exit status, but rejects with problem "timeout" when the time is up. `name` is what `ps` shows. */
export async function runScript(
    machine: Pick<Machine, "run">, name: string, text: string,
    { args = [], input, seconds = 30, signal, survives = false }: ScriptOptions = {},
): Promise<Finished> {
    const argv = ["timeout", "-s", "KILL", String(seconds), "sh", "-c", text, name, ...args] as const;
    // setsid has no status for a child that was killed, as timeout is by its own signal. The shell between them has.
    const result = await machine.run(
        survives ? ["setsid", "-f", "-w", "sh", "-c", '"$@"; exit "$?"', "detached", ...argv] : argv,
        { seconds: seconds + grace, ...input !== undefined && { input }, ...signal && { signal } });
    if (result.status === killed)
        throw timeoutError(name, seconds);
    return result;
}

/** The script's standard output. Rejects with problem "failed" and what the script said if its exit status is not 0. */
export async function scriptOutput(
    machine: Pick<Machine, "run">, name: string, text: string, options: ScriptOptions = {},
): Promise<string> {
    const { status, stdout, stderr } = await runScript(machine, name, text, options);
    if (status !== 0)
        throw new MachineError("failed", stderr.trim() || `${name}: exit status ${status}`);
    return stdout;
}

/** A script in one piece, made of files that shellcheck reads one by one. */
export function joined(...parts: string[]): string {
    return parts.map(part => part.replace(/^# (SPDX|shellcheck shell).*\n/gm, "").trimEnd()).join("\n\n") + "\n";
}
