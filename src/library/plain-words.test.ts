// SPDX-License-Identifier: LGPL-2.1-or-later
import { plainWords } from "./plain-words";

it.each([
    ["Word\u202Egnp.exe", "Wordgnp.exe"], ["\u2066a\u2069b\u200F", "ab"], ["pay\u200Bpal\uFEFF", "paypal"],
    ["a\0b\u001b[1m\u0085", "ab[1m"],
    ["two\nlines\tand a tab", "two\nlines\tand a tab"],
    ["نرم‌افزار", "نرم‌افزار"], ["👩‍💻 日本 é", "👩‍💻 日本 é"], ["constructor", "constructor"],
])("%j is shown as %j", (text, shown) => {
    expect(plainWords(text, 100)).toBe(shown);
});

it("cuts what is too long, between characters", () => {
    expect(plainWords("x".repeat(3000), 120)).toBe(`${"x".repeat(119)}…`);
    expect(plainWords("😀".repeat(60), 120)).toBe("😀".repeat(60));
    expect(plainWords("😀".repeat(61), 120)).toBe(`${"😀".repeat(59)}…`);
});
