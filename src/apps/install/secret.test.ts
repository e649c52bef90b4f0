// SPDX-License-Identifier: LGPL-2.1-or-later
import { isWritable } from "../../library/environment";
import { freshCode, freshPassword, randomText } from "./secret";

test("passwords have what databases ask for, and nothing that a file or an address could misread", () => {
    const passwords = Array.from({ length: 500 }, freshPassword);
    for (const password of passwords) {
        expect(password).toMatch(/^[A-Z][a-z][2-9]-[A-Za-z2-9]{16}$/);
        expect(password).not.toMatch(/[lIO01]/);
        expect(isWritable(password)).toBe(true);
        expect(encodeURIComponent(password)).toBe(password);
    }
    expect(new Set(passwords).size).toBe(500);
});

test("every character is as likely as the others", () => {
    const counts = new Map<string, number>();
    for (const character of randomText("abc", 30_000))
        counts.set(character, (counts.get(character) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual(["a", "b", "c"]);
    // Ten standard deviations: chance does not reach it.
    for (const count of counts.values())
        expect(Math.abs(count - 10_000)).toBeLessThan(820);
});

test.each([
    ["0a1b2c3d4e5f6071", /^[0-9a-f]{16}$/], ["DEADBEEF", /^[0-9a-f]{8}$/], ["xyz", /^[a-z2-9]{8}$/], ["", /^[a-z2-9]{8}$/],
    ["z".repeat(32), /^[a-z2-9]{32}$/], ["z".repeat(500), /^[a-z2-9]{64}$/],
])("the code for %j is like it", (old, shape) => {
    expect(freshCode(old)).toMatch(shape);
    expect(freshCode(old)).not.toBe(freshCode(old));
});
