// SPDX-License-Identifier: LGPL-2.1-or-later
/** Many questions to the engine: after a reboot hundreds of containers are worth one each. */

/** Questions at a time. */
const atOnce = 16;

/** The answers in the order of `items`. Rejects with the first failure; nothing further is asked then. */
export async function fanOut<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
    const answers: R[] = [];
    const queue = items.entries();
    let isFailed = false;
    const work = async () => {
        for (const [at, item] of queue) {
            if (isFailed)
                return;
            try {
                answers[at] = await ask(item);
            } catch (error) {
                isFailed = true;
                throw error;
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
    return answers;
}
