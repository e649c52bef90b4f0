// SPDX-License-Identifier: LGPL-2.1-or-later
import { readYaml, type YamlNode } from "./yaml";

/** As JSON; mappings keep keys that are there twice, and what is within itself is left out. */
function plain(node: YamlNode, around: readonly YamlNode[] = []): unknown {
    if (around.includes(node))
        return "…";
    switch (node.kind) {
    case "scalar": return node.text;
    case "sequence": return node.items.map(item => plain(item, [...around, node]));
    case "mapping": return Object.fromEntries(node.pairs.map(({ key, value }) => [key, plain(value, [...around, node])]));
    }
}

async function documents(text: string): Promise<unknown> {
    const read = await readYaml(text);
    return "unclear" in read ? read.unclear : read.documents.map(document => plain(document));
}

test.each<[string, unknown]>([
    ["", []],
    ["# nothing\n", []],
    ["a: b\n", [{ a: "b" }]],
    ["a: ~\nb: 0x1F\nc: yes\nd: 2001-01-01\n", [{ a: "~", b: "0x1F", c: "yes", d: "2001-01-01" }]],
    ["a: &a [x, *a]\nb: *a\n", [{ a: ["x", "…"], b: ["x", "…"] }]],
    ["a: b\n--- # next\nc: d\n...\n", [{ a: "b" }, { c: "d" }]],
    ["a: [b, c: d, {e: f}]\n", [{ a: ["b", { c: "d" }, { e: "f" }] }]],
    ["__proto__: a\nconstructor: b\n", [Object.fromEntries([["__proto__", "a"], ["constructor", "b"]])]],
    ["1: a\n~: b\n", [{ "1": "a", "~": "b" }]],
    ["a: |\n  b \\\n\n  c\n", [{ a: "b \\\n\nc\n" }]],
    ["- - a\n  - b\n- c\n", [[["a", "b"], "c"]]],
    ["a: |+\n  b\n\n  c\n\nd: >-\n  e\n  f\n", [{ a: "b\n\nc\n\n", d: "e f" }]],
    // Signs that begin a text are its own outside of braces.
    ["a: :80\nb: ?c\n", [{ a: ":80", b: "?c" }]],
    ["- http://a/?b\n- [http://a/?b, c:d]\n", [["http://a/?b", ["http://a/?b", "c:d"]]]],
])("reads %j", async (text, expected) => {
    expect(await documents(text)).toEqual(expected);
});

/** Real compose files have these; go-yaml takes them, YAML 1.2 does not. */
test.each<[string, unknown]>([
    ["a:\n  test: [\n    b\n  ]\n  c: d\n", [{ a: { test: ["b"], c: "d" } }]],
    ["a:\n  b: {\n    c: d\n}\ne: f\n", [{ a: { b: { c: "d" } }, e: "f" }]],
    ["a:\n  b: \"c\nd\n  e\"\n  f: g\n", [{ a: { b: "c d e", f: "g" } }]],
    ["a:\r\n  b: 'c\r\nd'\r\n", [{ a: { b: "c d" } }]],
    ["a:\n  b: [c,\n# why\nd\n]\n", [{ a: { b: ["c", "d"] } }]],
])("reads lines that are too far out: %j", async (text, expected) => {
    expect(await documents(text)).toEqual(expected);
});

test("says the line where others were too far out", async () => {
    expect(await documents("a: [\n]\nb: {\n}\nc: !d e\n")).toBe("line 5: tag !d");
    expect(await documents("a: [\n]\nb: {\n}\nc: 'd\n")).toMatch(/^line 6: unexpected end/);
});

test("gives up lines that are too far out when there are too many", async () => {
    const closing = `${"a: [\n]\n".repeat(2000)}${"#".repeat(200_000)}`;
    expect(await documents(closing)).toMatch(/^line \d+: deficient indentation$/);
});

test.each<[string, string]>([
    ["{a: b, ?c: d}", "line 1: a space is missing"], ["[a, b:]", "line 1: a space is missing"],
    ["[a, :b]", "line 1: a space is missing"], ["{a:, b: c}", "line 1: a space is missing"],
    ["{a\n\n:, b: c}", "line 1: a space is missing"],
    ["a: {b: c,\td: e}\n", "line 1: deficient indentation"],
    ["a: b\nc: !d e\n", "line 2: tag !d"], ["[!, a]", "line 1: tag !"],
    ["a: !!str,b c\n", "line 1: tag suffix cannot contain flow indicator characters"],
    ["&a.b c: d\n", "line 1: anchor a.b"], ["a: *b\n", "line 1: unknown anchor b"],
    ["? {a: b}\n: c\n", "line 1: a key that is not text"],
    ["a: b\n\u0085c: d\n", "line 2: \"\u0085\""], [" --- {a: b}\n", "line 1: \" ---\""], ["a\n", "line 1: not a mapping"],
    [`${"[".repeat(101)}`, "line 1: nesting exceeded maxDepth (100)"],
])("does not guess: %j", async (text, why) => {
    expect(await documents(text)).toBe(why);
});

const size = 256 * 1024;
const filled = (unit: string, before = "", after = "") =>
    before + unit.repeat(Math.floor((size - before.length - after.length) / unit.length)) + after;
const counted = (unit: (at: number) => string, length = size) => {
    const parts: string[] = [];
    for (let at = 0, left = length; left > 0; at++) {
        parts.push(unit(at));
        left -= parts.at(-1)?.length ?? 0;
    }
    return parts.join("").slice(0, length);
};
const laughs = counted(at => `a${at}: &a${at} [${Array(10).fill(at === 0 ? "x" : `*a${at - 1}`).join(", ")}]\n`, 40_000);

/** Each is as large as a file may be, or as many values as a file may have. */
const adversarial: Record<string, string> = {
    "nested aliases": laughs.slice(0, laughs.lastIndexOf("\n")),
    "nested flow": filled("["), "nested mappings": filled("{a: "), "nested blocks": filled("- "),
    "nested by columns": counted(at => `${" ".repeat(at)}a:\n`),
    "anchors": counted(at => `- &a${at} x\n`, 60_000), "only anchors": filled("&a "), "aliases": filled("- *a\n", "- &a x\n"),
    "merges": `x: &x {a: b}\n${counted(at => `k${at}: {<<: [*x, *x]}\n`, 60_000)}`,
    "merges of merges": `x0: &x0 {a: b}\n${counted(at => `x${at + 1}: &x${at + 1} {<<: *x${at}, k${at}: v}\n`, 60_000)}`,
    "a long line": filled("x", "a: "), "many words": filled("x ", "a: "), "a long tag": filled("x", "a: !", " y"),
    "an encoded tag": filled("%41", "a: !", " y"), "tags": filled("!a "), "escapes": filled("\\x41", "a: \"", "\""),
    "escaped line ends": filled("x\\\n ", "a: \"", "\""), "quotes": filled("\"'"), "quotes in quotes": filled("''", "a: '", "'"),
    "an open quote": filled("x", "\""), "lines of a text": filled("x\n  ", "a: "), "lines of a block": filled("  x\n", "a: |\n"),
    "blank lines of a block": filled("\n", "a: >\n", "  x"), "spaces": filled(" "), "lines": filled("\n"), "tabs": filled("\t"),
    "comments": filled("#\n"), "number signs": filled("a#"), "documents": filled("---\n"), "directives": filled("%YAML 1.2\n"),
    "question marks": filled("? "), "keys": filled("? a\n: b\n"), "pairs": filled("a: b,", "[", "]"), "dashes": filled("-\n"),
    "one key": filled("a: b\n"), "other alphabets": filled("\u{1F600}", "a: "), "base64": filled("A", "a: !!binary "),
    "lines too far out": filled("a: [\n]\n"), "a list far out": filled("x,\n", "a: [\n", "]"),
};

test.each(Object.entries(adversarial))("stays linear on %s", async (_what, text) => {
    // Processor time: the machine may have other work.
    const start = process.cpuUsage();
    await readYaml(text);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(2000);
});
