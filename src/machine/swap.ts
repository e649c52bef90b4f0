// SPDX-License-Identifier: LGPL-2.1-or-later
/** A text file that others change, too: it is replaced only where it still says what its writer has seen of it. */
import { MachineError, type Machine } from "./machine";

/**
 * A script by its name in the process list. It gets `args`, then the bytes of what the writer has seen (-1: no file) and
 * the bytes of the new text; its input is what was seen, the new text, then `more`. Status 75 says that somebody else
 * was faster.
 */
export interface SwapScript { name: string, text: string, args: readonly string[] }

export interface Swapped<T> {
    answer: T;
    /** The new text; undefined leaves the file as it is. */
    text: string | undefined;
    more?: string;
}

/** What the file says is no UTF-8, so that nobody can say that it was seen. */
export class NotText extends Error {
    override readonly name = "NotText";
}

const conflict = 75;

function bytesOf(text: string): number {
    return new TextEncoder().encode(text).length;
}

/** `change` is called again with what others have written meanwhile. Throws `NotText`, and what `change` throws. */
export async function swap<T>(
    machine: Machine, path: string, { name, text: code, args }: SwapScript,
    change: (seen: string | null) => Promise<Swapped<T>> | Swapped<T>,
): Promise<T> {
    for (let last: string | null | undefined, same = 0; ;) {
        const seen = await machine.read(path);
        // A conflict with what nobody has changed: its bytes are not what was read of them.
        same = seen === last ? same + 1 : 0;
        if (same > 5)
            throw new NotText(path);
        last = seen;
        const { answer, text, more = "" } = await change(seen);
        if (text === undefined)
            return answer;
        const bytes = [seen === null ? -1 : bytesOf(seen), bytesOf(text)].map(String);
        const { status, stderr } = await machine.run(
            ["sh", "-c", code, name, ...args, ...bytes], { input: (seen ?? "") + text + more });
        if (status === 0)
            return answer;
        if (status !== conflict)
            throw new MachineError("failed", stderr.trim() || `${path}: ${status}`);
    }
}
