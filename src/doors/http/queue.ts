// SPDX-License-Identifier: LGPL-2.1-or-later
/** Work of which a number is done at a time; the rest waits in order of arrival. */
export function queueOf(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
    const waiting: (() => void)[] = [];
    let free = atOnce;
    return async work => {
        if (free > 0)
            free--;
        else
            await new Promise<void>(resolve => { waiting.push(resolve); });
        try {
            return await work();
        } finally {
            const next = waiting.shift();
            if (next)
                next();
            else
                free++;
        }
    };
}
