// SPDX-License-Identifier: LGPL-2.1-or-later
import { byTurns, growth, median, ratio } from "./statistics";

test("the median is the middle one, or the mean of the two in the middle, in whatever order they come", () => {
    expect(median([3, 100, 1])).toBe(3);
    expect(median([10, 9])).toBe(9.5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
});

test("one slow sample does not change a ratio", () => {
    expect(ratio({ subject: [3, 3, 900], reference: [2, 2, 2] })).toBe(1.5);
});

test("growth is what one more app costs", () => {
    expect(growth(new Map([[300, [70]], [10, [12]], [100, [500]]]))).toBe(0.2);
});

test("both take turns, and the first turn only warms up", async () => {
    const order: string[] = [];
    const pair = await byTurns(
        2,
        round => Promise.resolve(order.push(`ours ${round}`)),
        round => Promise.resolve(order.push(`theirs ${round}`)));
    expect(order).toEqual(["ours 0", "theirs 0", "ours 1", "theirs 1", "ours 2", "theirs 2"]);
    expect(pair).toEqual({ subject: [3, 5], reference: [4, 6] });
});
