// SPDX-License-Identifier: LGPL-2.1-or-later
import { localized } from "./localized";

const text = { en: "Files", zh_CN: "文件", pt: "Ficheiros", fr: "" };

it.each([
    ["en", "Files"],
    ["zh_CN", "文件"],
    ["zh-CN", "文件"],
    ["zh_TW", "文件"],
    ["pt_BR", "Ficheiros"],
    ["fr", "Files"],
    ["de", "Files"],
])("%s: %s", (language, words) => {
    expect(localized(text, language)).toBe(words);
});
