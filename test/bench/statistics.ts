// SPDX-License-Identifier: LGPL-2.1-or-later
/** Two ways measured alternately, and statistics of the samples. */

/** Samples of what is measured and of what it is compared with, of one unit and in the order they were taken. */
export interface Pair {
    subject: number[];
    reference: number[];
}

/** Of an even number the mean of the two in the middle; NaN of none. */
export function median(samples: readonly number[]): number {
    const sorted = [...samples].sort((a, b) => a - b);
    const half = sorted.length / 2;
    const upper = sorted[Math.floor(half)] ?? NaN;
    return Number.isInteger(half) ? (upper + (sorted[half - 1] ?? NaN)) / 2 : upper;
}

/** How many times the reference the subject takes, by their medians. */
export function ratio({ subject, reference }: Pair): number {
    return median(subject) / median(reference);
}

/** What one more app costs, by the medians at the smallest and the largest number of apps. */
export function growth(samplesByCount: ReadonlyMap<number, readonly number[]>): number {
    const counts = [...samplesByCount.keys()].sort((a, b) => a - b);
    const [first, last] = [counts[0] ?? NaN, counts.at(-1) ?? NaN];
    const at = (count: number) => median(samplesByCount.get(count) ?? []);
    return (at(last) - at(first)) / (last - first);
}

/** Milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
    const begin = performance.now();
    await work();
    return performance.now() - begin;
}

/** Subject and reference alternately, so that other load affects both. The first round is not counted. */
export async function byTurns(
    rounds: number, subject: (round: number) => Promise<number>, reference: (round: number) => Promise<number>,
): Promise<Pair> {
    const pair: Pair = { subject: [], reference: [] };
    for (let round = 0; round <= rounds; round++) {
        const [ours, theirs] = [await subject(round), await reference(round)];
        if (round === 0)
            continue;
        pair.subject.push(ours);
        pair.reference.push(theirs);
    }
    return pair;
}
