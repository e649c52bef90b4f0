// SPDX-License-Identifier: LGPL-2.1-or-later
/** From the language a request asks for to its sentences. */
import catalogues, { type Catalogue } from "po:catalogues";

export type Translate = (message: string) => string;

/** "zh-hans-CN", "zh_CN.UTF-8" or "ZH" as ["zh", "cn"]: language and region, whatever the spelling. */
function parts(tag: string): { language: string, region: string | undefined } {
    // The longest tag there is fits: what is longer is no language.
    const [name = ""] = tag.slice(0, 100).split(/[.@]/);
    const [language = "", ...rest] = name.trim().toLowerCase().split(/[-_]/);
    return { language, region: rest.find(part => /^([a-z]{2}|\d{3})$/.test(part)) };
}

/** The name of the nearest catalogue; undefined for English and for languages without a translation. */
export function nearestLanguage(asked: string, names: readonly string[]): string | undefined {
    const wanted = parts(asked);
    const same = names.filter(name => parts(name).language === wanted.language);
    return same.find(name => parts(name).region === wanted.region) ?? same[0];
}

export function translatorFor(asked: string): Translate {
    const name = nearestLanguage(asked, Object.keys(catalogues));
    const catalogue: Catalogue | undefined = name === undefined ? undefined : catalogues[name];
    return message =>
        (catalogue && Object.hasOwn(catalogue.messages, message) ? catalogue.messages[message]?.[0] : undefined) ?? message;
}
