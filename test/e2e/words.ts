// SPDX-License-Identifier: LGPL-2.1-or-later
/** The page's words in a language, so that one story can be told in each. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { po } from "gettext-parser";

export type Language = "en" | "zh_CN";

export interface Words {
    language: Language;
    /** What the page says for a message; $0 and $1 are filled in. */
    (message: string, ...fillings: string[]): string;
}

export function wordsOf(language: Language): Words {
    const catalogue = po.parse(readFileSync(join(__dirname, "..", "..", "po", "zh_CN.po")));
    const translated = (message: string): string => {
        const found = catalogue.translations[""]?.[message]?.msgstr[0];
        if (!found)
            throw new Error(`The page does not say this in Chinese: ${message}`);
        return found;
    };
    const say = (message: string, ...fillings: string[]): string =>
        fillings.reduce((text, filling, index) => text.replaceAll(`$${index}`, filling),
            language === "en" ? message : translated(message));
    return Object.assign(say, { language });
}
