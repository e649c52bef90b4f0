// SPDX-License-Identifier: LGPL-2.1-or-later
// Brings po/*.po and the template, po/appmanage.pot, up to the sources: new texts come in untranslated, unused ones go.
// --check: changes nothing, lists what keeps a build for users from being made.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { po } from "gettext-parser";
import { messagesOfProject } from "./messages.js";
import { faultsOf, poFiles, pluralRule, readCatalogue, translationsOf } from "./po.js";

const root = join(import.meta.dirname, "..");
const templateFile = join(root, "po", "appmanage.pot");
const template = {
    "Project-Id-Version": "appmanage",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
};

/** A po file of exactly these messages, with what `old` has for them. */
function poOf(messages, headers, old, forms) {
    const translations = { "": {} };
    for (const { context, msgid, plural, references, notes } of messages) {
        const known = old?.[context]?.[msgid];
        const needed = plural === undefined ? 1 : forms;
        const msgstr = known?.msgstr.length === needed ? known.msgstr : Array(needed).fill("");
        translations[context] ??= {};
        translations[context][msgid] = {
            ...(context ? { msgctxt: context } : {}),
            msgid,
            ...(plural === undefined ? {} : { msgid_plural: plural }),
            msgstr,
            comments: {
                // Files without lines: moving code must not touch every translation.
                reference: references.join("\n"),
                ...(notes.length ? { extracted: notes.join("\n") } : {}),
                ...(known?.comments?.flag ? { flag: known.comments.flag } : {}),
                ...(known?.comments?.translator ? { translator: known.comments.translator } : {}),
            },
        };
    }
    return `${po.compile({ charset: "utf-8", headers, translations }, { foldLength: 0 }).toString("utf8").trimEnd()}\n`;
}

const templateOf = messages => poOf(messages, template, undefined, 2);

function update() {
    const { messages } = messagesOfProject(root);
    writeFileSync(templateFile, templateOf(messages));
    for (const { language, path } of poFiles(join(root, "po"))) {
        const old = po.parse(readFileSync(path, "utf8"), { defaultCharset: "utf-8" });
        const text = poOf(messages, old.headers, old.translations, pluralRule(old.headers["Plural-Forms"]).forms);
        writeFileSync(path, text);
        const missing = faultsOf(readCatalogue(language, text), messages).length;
        console.log(`po/${language}.po: ${messages.length} texts, ${missing} to translate.`);
    }
}

function check() {
    const { messages, catalogues, faults } = translationsOf(root);
    if (!existsSync(templateFile) || readFileSync(templateFile, "utf8") !== templateOf(messages))
        faults.push("po/appmanage.pot is not up to date: run make po");
    const languages = catalogues.map(({ language }) => language).join(", ");
    console.log(faults.join("\n") || `All ${messages.length} texts are translated: ${languages}.`);
    process.exitCode = faults.length ? 1 : 0;
}

if (process.argv.includes("--check"))
    check();
else
    update();
