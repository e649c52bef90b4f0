// SPDX-License-Identifier: LGPL-2.1-or-later
/** A text of the library in the language of the page. */
import type { Localized } from "../../library/definition";

/** `language` as Cockpit spells it: "en", "pt_BR", "zh_CN". The nearest that there is, else English. */
export function localized(text: Localized, language: string): string {
    const wanted = language.replace("-", "_");
    const base = wanted.split("_")[0] ?? wanted;
    return text[wanted] || text[base] || sibling(text, base) || text.en;
}

/** Another country's spelling of the language is better than none. */
function sibling(text: Localized, base: string): string | undefined {
    const key = Object.keys(text).find(name => name.replace("-", "_").startsWith(`${base}_`));
    return key === undefined ? undefined : text[key];
}
