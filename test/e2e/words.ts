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

function catalogue() {
    return po.parse(readFileSync(join(__dirname, "..", "..", "po", "zh_CN.po"))).translations;
}

/** Those of the texts that are messages of the page in English, and should not be. */
export function untranslated(texts: string[]): string[] {
    const messages = Object.values(catalogue()).flatMap(context => Object.values(context))
            .flatMap(({ msgid, msgid_plural: plural, msgstr }) => msgstr.includes(msgid) ? [] : [msgid, plural ?? ""])
            .filter(message => /[a-z]{2}/.test(message))
            .map(message => new RegExp(`^${message.split(/\$\d/).map(escaped).join(".+")}$`));
    return texts.filter(text => messages.some(message => message.test(text.trim())));
}

function escaped(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

export function wordsOf(language: Language): Words {
    const { "": messages } = catalogue();
    const translated = (message: string): string => {
        const found = messages?.[message]?.msgstr[0];
        if (!found)
            throw new Error(`The page does not say this in Chinese: ${message}`);
        return found;
    };
    const say = (message: string, ...fillings: string[]): string =>
        fillings.reduce((text, filling, index) => text.replaceAll(`$${index}`, filling),
            language === "en" ? message : translated(message));
    return Object.assign(say, { language });
}
