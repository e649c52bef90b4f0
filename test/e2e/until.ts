// SPDX-License-Identifier: LGPL-2.1-or-later

/** Asks again and again until the answer is not undefined, null or false; says what it waited for when it gives up. */
export async function until<T>(
    what: string, ask: () => Promise<T | undefined | null | false>, milliseconds = 30_000,
): Promise<T> {
    const end = Date.now() + milliseconds;
    for (;;) {
        const answer = await ask();
        if (answer !== undefined && answer !== null && answer !== false)
            return answer;
        if (Date.now() > end)
            throw new Error(`waited ${milliseconds / 1000} s in vain: ${what}`);
        await new Promise(resolve => setTimeout(resolve, 50));
    }
}
