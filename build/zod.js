// SPDX-License-Identifier: LGPL-2.1-or-later
// What zod has for others is left out of the bundles, a seventh of its code. Every schema can describe itself as JSON Schema,
// and compile itself, which nobody calls here, and its functions say so if somebody does. What a schema keeps in mind for
// input that refers to itself is not needed for JSON.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";

const thrown = "() => { throw new Error(\"this part of zod is left out: see build/zod.js\"); }";

/** Modules of zod's core, with what each of their functions does instead. Without a memoizer a schema does without. */
const leftOut = {
    "json-schema-processors": thrown,
    "to-json-schema": thrown,
    "doc": thrown,
    "memoizer": "() => undefined",
};

/** A module with the same names, all of which are `missing`. */
export function hollow(source, missing = thrown) {
    const declared = [...source.matchAll(/^export (?:const|function|class) ([\w$]+)/gm)].map(([, name]) => name);
    const renamed = [...source.matchAll(/^export \{ \w+ as (\w+) \};/gm)].map(([, name]) => name);
    return [`const missing = ${missing};`, ...[...declared, ...renamed].map(name => `export { missing as ${name} };`), ""]
        .join("\n");
}

export const zodPlugin = {
    name: "zod",
    setup(build) {
        const filter = new RegExp(`[\\\\/]zod[\\\\/]v4[\\\\/]core[\\\\/](?:${Object.keys(leftOut).join("|")})\\.js$`);
        build.onLoad({ filter }, async ({ path }) =>
            ({ contents: hollow(await readFile(path, "utf8"), leftOut[basename(path, ".js")]) }));
    },
};
