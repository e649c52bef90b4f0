// SPDX-License-Identifier: LGPL-2.1-or-later
import { fanOut } from "./fan-out";

const numbers = Array.from({ length: 300 }, (_value, at) => at);

it("asks 16 at a time, and answers in order", async () => {
    let [asking, most] = [0, 0];
    const answers = await fanOut(numbers, async number => {
        most = Math.max(most, ++asking);
        await new Promise(resolve => setTimeout(resolve, number % 3));
        asking--;
        return number * 2;
    });
    expect(answers).toEqual(numbers.map(number => number * 2));
    expect(most).toBe(16);
});

it("asks nothing further once one question has failed", async () => {
    const asked: number[] = [];
    await expect(fanOut(numbers, number => {
        asked.push(number);
        return number === 3 ? Promise.reject(new Error("gone")) : Promise.resolve(number);
    })).rejects.toThrow("gone");
    expect(asked.length).toBeLessThan(40);
});

it("answers nothing to nothing", async () => {
    expect(await fanOut([], () => Promise.resolve(1))).toEqual([]);
});
