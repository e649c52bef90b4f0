// SPDX-License-Identifier: LGPL-2.1-or-later
import { problemCodes } from "../apps/problem";
import { nearestLanguage, translatorFor } from "./language";
import { messageOf } from "./messages";

const english = translatorFor("en");
const chinese = translatorFor("zh_CN");

test.each(problemCodes)("%s has a sentence in both languages", code => {
    expect(messageOf({ code }, english)).toMatch(/^[A-Z].{10,}\.$/);
    expect(messageOf({ code }, chinese)).toMatch(/^.*\p{Script=Han}.*。$/u);
});

test("each code has a sentence of its own, but for the two spellings of one", () => {
    expect(new Set(problemCodes.map(code => messageOf({ code }, english))).size).toBe(problemCodes.length - 1);
    expect(new Set(problemCodes.map(code => messageOf({ code }, chinese))).size).toBe(problemCodes.length - 1);
});

test.each([
    [true, "newer version", "更新版本"], [false, "damaged", "损坏"],
])("a list of apps that can't be used is named (newer: %s)", (newer, inEnglish, inChinese) => {
    const problem = { code: "SystemError", records: { path: "/data/$&/apps.json", newer } } as const;
    for (const [translate, words] of [[english, inEnglish], [chinese, inChinese]] as const) {
        expect(messageOf(problem, translate)).toContain("/data/$&/apps.json");
        expect(messageOf(problem, translate)).toContain(words);
    }
});

test.each([
    ["zh_CN", "zh_CN"], ["zh-CN", "zh_CN"], ["ZH", "zh_CN"], ["zh-Hans-CN", "zh_CN"], ["zh_CN.UTF-8", "zh_CN"],
    ["zh-TW", "zh_TW"], ["zh-Hant-TW", "zh_TW"], ["zh-HK", "zh_CN"], ["pt@latin", "pt_BR"],
    ["en", undefined], ["en-US", undefined], ["de", undefined], ["", undefined], ["z", undefined],
    ["__proto__", undefined],
])("of the catalogues the nearest to %j is %s", (asked, expected) => {
    expect(nearestLanguage(asked, ["zh_CN", "zh_TW", "pt_BR"])).toBe(expected);
});

test("falls back to English for an extremely long language tag, in linear time", () => {
    const begin = performance.now();
    expect(nearestLanguage(`${".".repeat(1_000_000)}\n`, ["zh_CN"])).toBeUndefined();
    expect(performance.now() - begin).toBeLessThan(1000);
});
