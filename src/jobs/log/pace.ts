// SPDX-License-Identifier: LGPL-2.1-or-later
/** How fast something goes, and how long it will take, from what was seen of it. */

export interface PaceSample {
    /** Seconds, on any clock. */
    time: number;
    /** How much had arrived by then. */
    bytes: number;
}

export interface Pace {
    bytesPerSecond: number;
    /** Undefined while it cannot be estimated: what is left is unknown, or next to nothing moves. */
    secondsLeft: number | undefined;
}

/** Long enough to smooth the gaps between layers, short enough to follow a line that gets slower. */
const window = 20;
/** Two samples that stand closer together say more about chance than about the line. */
const shortest = 2;

/** Longer estimates are not shown: they come from a connection that has hardly begun to move. */
const farthest = 24 * 60 * 60;

/** Over the last 20 seconds; `samples` in order of time, `left` in bytes. Undefined for less than two seconds. */
export function paceOf(samples: readonly PaceSample[], left: number | undefined): Pace | undefined {
    const last = samples.at(-1);
    const first = last && samples.find(({ time }) => time >= last.time - window);
    if (!last || !first || last.time - first.time < shortest)
        return undefined;
    const bytesPerSecond = Math.max(0, (last.bytes - first.bytes) / (last.time - first.time));
    const guess = left === undefined ? NaN : Math.max(0, left) / bytesPerSecond;
    return { bytesPerSecond, secondsLeft: guess <= farthest ? guess : undefined };
}
