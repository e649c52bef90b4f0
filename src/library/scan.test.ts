// SPDX-License-Identifier: LGPL-2.1-or-later
import { largestFile, parseScan } from "./scan";

/** What the script prints: entries of "type size path", and the wanted files' contents. */
function printed(entries: readonly string[], contents = ""): Uint8Array {
    return new TextEncoder().encode(`${entries.map(entry => `${entry}\0`).join("")}\0${contents}`);
}

const scan = (entries: readonly string[], contents = "") =>
    parseScan(printed(entries, contents), "/lib", "variables.json");

function textOf(bytes: Uint8Array | undefined) {
    return bytes && new TextDecoder().decode(bytes);
}

test("gives each folder its entries, and its own file", () => {
    const folders = scan([
        "d 0 one", "f 3 one/variables.json", "f 9 one/.env",
        "d 0 two", "d 0 two/src", "f 4 two/variables.json", "f 5 README",
    ], "{1}{22}");
    const read = folders?.map(({ name, folder, contents }) => [name, folder, textOf(contents.get("variables.json"))]);
    expect(read).toEqual([["one", "/lib/one", "{1}"], ["two", "/lib/two", "{22}"]]);
    expect(folders?.[0]?.entries.get(".env")).toEqual({ type: "f", size: 9 });
    expect(folders?.[1]?.entries.get("src")).toEqual({ type: "d", size: 0 });
});

test("an empty library, and none at all", () => {
    expect(scan([])).toEqual([]);
    expect(parseScan(new Uint8Array(), "/lib", "variables.json")).toEqual([]);
});

test("reads no links and nothing that is too large", () => {
    const folders = scan([
        "d 0 one", "l 11 one/variables.json", "d 0 two", `f ${largestFile} two/variables.json`,
        "d 0 three", "f 2 three/variables.json",
    ], "{}");
    const read = folders?.map(({ contents }) => textOf(contents.get("variables.json")));
    expect(read).toEqual([undefined, undefined, "{}"]);
});

test("names with line breaks and other surprises stay whole", () => {
    const folders = scan([
        "d 0 new\nline", "f 2 new\nline/variables.json", "d 0 __proto__", "f 2 __proto__/variables.json",
    ], "[][]");
    expect(folders?.map(({ name, contents }) => [name, contents.size])).toEqual([["new\nline", 1], ["__proto__", 1]]);
});

test("a library that changed meanwhile does not fit together", () => {
    expect(scan(["d 0 one", "f 3 one/variables.json"], "{}")).toBeUndefined();
    expect(scan(["d 0 one"], "{}")).toBeUndefined();
});
