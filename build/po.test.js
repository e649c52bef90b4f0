// SPDX-License-Identifier: LGPL-2.1-or-later
import { catalogueExpression, cockpitScript, faultsOf, pluralRule, readCatalogue } from "./po.js";

const russian = "nplurals=3; " +
    "plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);";

const poFile = (plural, entries) => `msgid ""\nmsgstr ""\n"Plural-Forms: ${plural}\\n"\n\n${entries}`;
const message = (msgid, plural, context = "") => ({ context, msgid, plural, references: ["src/ui/a.tsx"], notes: [] });

/** What base1 would be told. */
function localeOf(script) {
    let told;
    new Function("cockpit", script)({ locale: catalogue => { told = catalogue; } });
    return told;
}

const valueOf = expression => new Function(`return ${expression};`)();

test.each([
    ["nplurals=1; plural=0;", { forms: 1, plural: "0" }],
    ["nplurals=2; plural=(n != 1);", { forms: 2, plural: "(n != 1)" }],
    ["nplurals=2; plural=n > 1", { forms: 2, plural: "n > 1" }],
])("reads the rule %s", (header, rule) => {
    expect(pluralRule(header)).toEqual(rule);
});

test.each([
    undefined, "", "nplurals=INTEGER; plural=EXPRESSION;", "nplurals=2; plural=alert(1);", "nplurals=2; plural=n[0];",
    "nplurals=9; plural=0;", "nplurals=2; plural=`n`;",
])("refuses to put %p into a script", header => {
    expect(() => pluralRule(header)).toThrow("Plural-Forms");
});

test("chooses the form as the language says", () => {
    const entries = `msgid "$0 app"\nmsgid_plural "$0 apps"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n`;
    const catalogue = readCatalogue("ru", poFile(russian, entries));
    const { ru } = valueOf(catalogueExpression([catalogue]));
    expect([1, 2, 5, 11, 21, 22, 112].map(n => ru.messages["$0 app"][ru.pluralForms(n)]))
        .toEqual(["a", "b", "c", "c", "a", "b", "c"]);
});

test("a form is a number even where the rule is a comparison", () => {
    const { de } = valueOf(catalogueExpression([readCatalogue("de", poFile("nplurals=2; plural=(n != 1);", ""))]));
    expect([de.pluralForms(1), de.pluralForms(2)]).toEqual([0, 1]);
});

const entries = `
msgid "good"
msgstr "gut"

#, fuzzy
msgid "guess"
msgstr "vielleicht"

msgid "empty"
msgstr ""

msgid "$0 of $1"
msgstr "$0 von $2"

msgid "$0 app"
msgid_plural "$0 apps"
msgstr[0] "eine App"
msgstr[1] "$0 Apps"

msgctxt "verb"
msgid "good"
msgstr "güten"

#~ msgid "gone"
#~ msgstr "weg"
`;
const german = readCatalogue("de", poFile("nplurals=2; plural=(n != 1);", entries));

test("names every text that a user would see in English or wrong", () => {
    const faults = faultsOf(german, [
        message("good"), message("good", undefined, "verb"), message("guess"), message("empty"), message("gone"),
        message("new"), message("$0 of $1"), message("good", "goods"), message("$0 app", "$0 apps"),
    ]);
    expect(faults).toEqual([
        "po/de.po: fuzzy: \"guess\" (src/ui/a.tsx)",
        "po/de.po: no translation: \"empty\" (src/ui/a.tsx)",
        "po/de.po: no translation: \"gone\" (src/ui/a.tsx)",
        "po/de.po: no translation: \"new\" (src/ui/a.tsx)",
        "po/de.po: other placeholders: \"$0 of $1\" (src/ui/a.tsx)",
        "po/de.po: 1 forms, 2 needed: \"good\" (src/ui/a.tsx)",
        "po/de.po: other placeholders: \"$0 app\" (src/ui/a.tsx)",
    ]);
});

test("tells Cockpit what is translated of what is asked for", () => {
    const asked = [message("good"), message("good", undefined, "verb"), message("guess")];
    const told = localeOf(cockpitScript(german, asked));
    expect(told).toEqual({
        "": { "language": "de", "language-direction": "ltr", "plural-forms": expect.any(Function) },
        "good": [null, "gut"],
        "verb\u0004good": [null, "güten"],
    });
    expect([told[""]["plural-forms"](1), told[""]["plural-forms"](3)]).toEqual([false, true]);
});

test.each([["ar", "rtl"], ["he_IL", "rtl"], ["zh_CN", "ltr"]])("the direction of %s is %s", (language, direction) => {
    const catalogue = readCatalogue(language, poFile("nplurals=1; plural=0;", ""));
    expect(localeOf(cockpitScript(catalogue, []))[""]["language-direction"]).toBe(direction);
});

test("the core gets only the texts it asks for", () => {
    expect(valueOf(catalogueExpression([german], [message("good")])).de.messages).toEqual({ good: ["gut"] });
});
