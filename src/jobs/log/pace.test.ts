// SPDX-License-Identifier: LGPL-2.1-or-later
import { paceOf } from "./pace";

const at = (...pairs: [number, number][]) => pairs.map(([time, bytes]) => ({ time, bytes }));

test("unknown until there are two seconds to judge by", () => {
    expect(paceOf([], 5)).toBeUndefined();
    expect(paceOf(at([0, 0]), 5)).toBeUndefined();
    expect(paceOf(at([0, 0], [1.9, 100]), 5)).toBeUndefined();
    expect(paceOf(at([0, 0], [2, 100]), 500)).toEqual({ bytesPerSecond: 50, secondsLeft: 10 });
});

test("only the last 20 seconds count", () => {
    expect(paceOf(at([0, 0], [10, 1e9], [30, 1e9 + 200]), 100)).toEqual({ bytesPerSecond: 10, secondsLeft: 10 });
    expect(paceOf(at([0, 0], [100, 50]), 100)).toBeUndefined();
});

test("no time left is told where nothing moves or the rest is unknown", () => {
    expect(paceOf(at([0, 7], [5, 7]), 100)).toEqual({ bytesPerSecond: 0, secondsLeft: undefined });
    expect(paceOf(at([0, 0], [5, 50]), undefined)).toEqual({ bytesPerSecond: 10, secondsLeft: undefined });
    expect(paceOf(at([0, 0], [5, 50]), Infinity)).toEqual({ bytesPerSecond: 10, secondsLeft: undefined });
    expect(paceOf(at([0, 7], [5, 7]), 0)).toEqual({ bytesPerSecond: 0, secondsLeft: undefined });
    expect(paceOf(at([0, 0], [5, 50]), 864_001)).toEqual({ bytesPerSecond: 10, secondsLeft: undefined });
    expect(paceOf(at([0, 50], [5, 0]), 10)).toEqual({ bytesPerSecond: 0, secondsLeft: undefined });
    expect(paceOf(at([0, 0], [5, 50]), -10)).toEqual({ bytesPerSecond: 10, secondsLeft: 0 });
});
