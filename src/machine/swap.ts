// SPDX-License-Identifier: LGPL-2.1-or-later
/** Compare-and-swap for a text file that other processes change, too. */
import { MachineError, type Machine } from "./machine";
import readTextScript from "./read-text.sh";
import { runScript } from "./script";
import swapScript from "./swap.sh";
import { utf8 } from "./utf8";

/**
 * A script that begins with the functions of `swap.sh`. It gets `args`, then the bytes of what was seen (-1: no file) and
 * the bytes of the new text; its input is what was seen, the new text, then `more`.
 */
export interface SwapScript { name: string, text: string, args: readonly string[] }

export interface Swapped<T> {
    answer: T;
    /** The new text, not empty; undefined leaves the file as it is. */
    text: string | undefined;
    more?: string;
}

/** The file is not UTF-8. */
export class NotText extends Error {
    override readonly name = "NotText";
}

const none = 66;
const conflict = 75;
/** Each conflict means that another process has written meanwhile. */
const tries = 100;

/** The text of a file, null if it does not exist. Anything but a regular file is an error; a FIFO is never waited for. */
export async function readText(machine: Machine, path: string): Promise<string | null> {
    const { status, bytes, stderr } = await runScript(machine, "read-text", readTextScript, { args: [path] });
    if (status === none)
        return null;
    if (status !== 0)
        throw new MachineError("failed", stderr.trim() || `${path}: ${status}`);
    const text = utf8(bytes);
    if (text === undefined)
        throw new NotText(path);
    return text;
}

function bytesOf(text: string): number {
    return new TextEncoder().encode(text).length;
}

/**
 * `change` is called again with what other processes have written meanwhile. Throws `NotText`, and what `change` throws.
 * A write that was begun finishes even if the caller is gone. `read` is what the caller has just read of the file.
 */
export async function swap<T>(
    machine: Machine, path: string, { name, text: code, args }: SwapScript,
    change: (seen: string | null) => Promise<Swapped<T>> | Swapped<T>, read?: string | null,
): Promise<T> {
    for (let attempt = 0; attempt < tries; attempt++) {
        const seen = attempt === 0 && read !== undefined ? read : await readText(machine, path);
        const { answer, text, more = "" } = await change(seen);
        if (text === undefined)
            return answer;
        const bytes = [seen === null ? -1 : bytesOf(seen), bytesOf(text)].map(String);
        const { status, stderr } = await runScript(machine, name, swapScript + code, {
            args: [...args, ...bytes], input: (seen ?? "") + text + more, survives: true,
        });
        if (status === 0)
            return answer;
        if (status !== conflict)
            throw new MachineError("failed", stderr.trim() || `${path}: ${status}`);
    }
    throw new MachineError("failed", `${path}: other processes keep changing it`);
}
