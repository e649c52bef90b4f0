// SPDX-License-Identifier: LGPL-2.1-or-later
import { joined, keyOf, messagesOfManifest, messagesOfSource, users } from "./messages.js";

const textsOf = source => messagesOfSource("src/ui/a.tsx", source).messages.map(keyOf);

test("finds every way to ask for a text", () => {
    expect(textsOf(`
        _("plain"); cockpit.gettext("of cockpit"); N_("later"); C_("noun", "Stop"); cockpit.gettext("verb", "Stop");
        const a = <p title={_("in an element")}>{_('single quotes')}</p>; _(\`no substitution\`);
    `)).toEqual([
        "plain", "of cockpit", "later", "noun\u0004Stop", "verb\u0004Stop", "in an element", "single quotes",
        "no substitution",
    ]);
});

test("keeps singular and plural together, with a context or without", () => {
    const source = `ngettext("$0 app", "$0 apps", n); ngettext("queue", "$0 job", "$0 jobs", n);`;
    const { messages } = messagesOfSource("a.ts", source);
    expect(messages).toMatchObject([
        { context: "", msgid: "$0 app", plural: "$0 apps" },
        { context: "queue", msgid: "$0 job", plural: "$0 jobs" },
    ]);
});

test("skips variables, other functions and the empty text", () => {
    expect(textsOf(`_(label); toString("x"); constructor("y"); _(""); other._name("z");`)).toEqual([]);
});

test("reports a text put together at run time, with its line", () => {
    const { messages, mistakes } = messagesOfSource("src/b.ts", "_(\"fine\");\n_(`${n} apps`);\n_(\"a \" + b);\n");
    expect(messages.map(keyOf)).toEqual(["fine"]);
    expect(mistakes).toEqual([expect.stringMatching(/^src\/b\.ts:2: _\(\)/), expect.stringMatching(/^src\/b\.ts:3: /)]);
});

test("hands the note above a text to the translator", () => {
    const { messages } = messagesOfSource("a.ts", "// Translators: a verb\n_(\"Open\");\n_(\"Close\");\n");
    expect(messages.map(({ notes }) => notes)).toEqual([["a verb"], []]);
});

test("joins what several files say, and knows who asks for it", () => {
    const [stop, store, failed] = joined([
        ...messagesOfSource("src/ui/a.tsx", `_("Stop")`).messages,
        ...messagesOfSource("src/index.tsx", `_("App Store")`).messages,
        ...messagesOfSource("src/api/errors.ts", `_("Failed"); _("Stop")`).messages,
        ...messagesOfManifest("manifest.json", { menu: { index: { label: "App Store" } } }),
    ]);
    expect(stop?.references).toEqual(["src/ui/a.tsx", "src/api/errors.ts"]);
    const asks = message => Object.keys(users).filter(user => users[user](message));
    expect(asks(stop)).toEqual(["page", "core", "doors"]);
    expect(asks(store)).toEqual(["manifest", "page"]);
    expect(asks(failed)).toEqual(["core", "doors"]);
});

test("of a manifest takes labels, documents, and the keywords to be translated", () => {
    const entry = {
        label: "Apps",
        keywords: [{ matches: ["one", "two"] }, { matches: ["docker"], translate: false }],
        docs: [{ label: "Guide", url: "https://example.com" }],
    };
    expect(messagesOfManifest("manifest.json", { tools: { index: entry }, requires: { cockpit: "287" } }).map(keyOf))
        .toEqual(["Apps", "one", "two", "Guide"]);
});
