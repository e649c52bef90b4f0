// SPDX-License-Identifier: LGPL-2.1-or-later
// Translations: what po/*.po say, whether that is complete, and the JavaScript made from them.

import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { po } from "gettext-parser";
import { keyOf, messagesOfProject } from "./messages.js";

const rightToLeft = new Set(["ar", "fa", "he", "ur"]);

/**
 * @typedef {object} Catalogue
 * @property {string} language as the file is called: "zh_CN"
 * @property {string} plural the expression of n of Plural-Forms: "(n != 1)"
 * @property {number} forms how many forms a plural has
 * @property {Map<string, string[]>} texts by keyOf(message); incomplete ones are left out
 * @property {Set<string>} fuzzy keys of guesses that are not confirmed
 */

/** Only arithmetic of n may reach the built script. @returns {{ plural: string, forms: number }} */
export function pluralRule(header) {
    const rule = /^\s*nplurals\s*=\s*([1-6])\s*;\s*plural\s*=\s*([n0-9\s()?:!=<>&|%]+?)\s*;?\s*$/.exec(header ?? "");
    if (!rule)
        throw new Error(`not a Plural-Forms that can be used: ${header ?? "(none)"}`);
    return { forms: Number(rule[1]), plural: rule[2] };
}

/** @returns {Catalogue} */
export function readCatalogue(language, text) {
    const file = po.parse(text, { defaultCharset: "utf-8", validation: true });
    const rule = pluralRule(file.headers["Plural-Forms"]);
    const texts = new Map();
    const fuzzy = new Set();
    for (const [context, entries] of Object.entries(file.translations)) {
        for (const entry of Object.values(entries)) {
            if (!entry.msgid)
                continue;
            const key = keyOf({ context, msgid: entry.msgid });
            if (/\bfuzzy\b/.test(entry.comments?.flag ?? ""))
                fuzzy.add(key);
            else if (entry.msgstr.every(form => form !== ""))
                texts.set(key, entry.msgstr);
        }
    }
    return { language, ...rule, texts, fuzzy };
}

/** The files of translations, each with its language. */
export function poFiles(folder) {
    return readdirSync(folder).filter(name => name.endsWith(".po")).sort()
        .map(name => ({ language: basename(name, ".po"), path: join(folder, name) }));
}

/** @returns {Catalogue[]} */
export function readCatalogues(folder) {
    return poFiles(folder).map(({ language, path }) => {
        try {
            return readCatalogue(language, readFileSync(path, "utf8"));
        } catch (error) {
            throw new Error(`${path}: ${error.message}`, { cause: error });
        }
    });
}

const placeholders = text => [...new Set(text.match(/\$(?:\d+|\{\w+\}|[a-z]\w*)/g) ?? [])].sort().join(" ");

/** What one message lacks in a catalogue; undefined when nothing. */
function faultOf(catalogue, message) {
    const key = keyOf(message);
    if (catalogue.fuzzy.has(key))
        return "fuzzy";
    const forms = catalogue.texts.get(key);
    if (!forms)
        return "no translation";
    const needed = message.plural === undefined ? 1 : catalogue.forms;
    if (forms.length !== needed)
        return `${forms.length} forms, ${needed} needed`;
    // English may say "one app" where the plural is "$0 apps": either is then right.
    const allowed = new Set([placeholders(message.msgid), placeholders(message.plural ?? message.msgid)]);
    if (!forms.every(form => allowed.has(placeholders(form))))
        return "other placeholders";
    return undefined;
}

/** One line for each text without a usable translation. */
export function faultsOf(catalogue, messages) {
    return messages.flatMap(message => {
        const fault = faultOf(catalogue, message);
        const where = message.references.join(", ");
        return fault ? [`po/${catalogue.language}.po: ${fault}: "${message.msgid}" (${where})`] : [];
    });
}

/** The texts of the project, their translations, and one line for each fault: a build for users must have none. */
export function translationsOf(root) {
    const { messages, mistakes } = messagesOfProject(root);
    const catalogues = readCatalogues(join(root, "po"));
    const faults = catalogues.flatMap(catalogue => faultsOf(catalogue, messages));
    return { messages, catalogues, faults: [...mistakes, ...faults] };
}

/** po.<language>.js, as base1 wants it: item 0 of a message is not used. */
export function cockpitScript(catalogue, messages) {
    const { language, plural, texts } = catalogue;
    const direction = rightToLeft.has(language.split("_")[0]) ? "rtl" : "ltr";
    const header = `"": { "plural-forms": (n) => ${plural}, "language": ${JSON.stringify(language)}, ` +
        `"language-direction": "${direction}" }`;
    const lines = messages.map(keyOf).filter(key => texts.has(key))
        .map(key => `${JSON.stringify(key)}: ${JSON.stringify([null, ...texts.get(key)])}`);
    return `cockpit.locale({ ${[header, ...lines].join(",\n")} });\n`;
}

/** The default export of `po:catalogues`, as an expression. Without `messages` it has all that is translated. */
export function catalogueExpression(catalogues, messages) {
    const wanted = messages && new Set(messages.map(keyOf));
    const languages = catalogues.map(({ language, plural, texts }) => {
        const known = Object.fromEntries([...texts].filter(([key]) => !wanted || wanted.has(key)));
        const catalogue = `{ pluralForms: (n) => Number(${plural}), messages: ${JSON.stringify(known)} }`;
        return `${JSON.stringify(language)}: ${catalogue}`;
    });
    return `{ ${languages.join(",\n")} }`;
}
