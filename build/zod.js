// SPDX-License-Identifier: LGPL-2.1-or-later
// Every schema of zod can describe itself as JSON Schema, so all that this takes is in every bundle: a tenth of the code,
// which nobody calls here. Its functions are left out, and say so if somebody does.

import { readFile } from "node:fs/promises";

/** A module with the same names, none of which does anything. */
export function hollow(source) {
    const declared = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
    const renamed = [...source.matchAll(/^export \{ \w+ as (\w+) \};/gm)].map(([, name]) => name);
    const missing = "() => { throw new Error(\"zod's JSON Schema is left out: see build/zod.js\"); }";
    return [`const missing = ${missing};`, ...[...declared, ...renamed].map(name => `export { missing as ${name} };`), ""]
        .join("\n");
}

export const zodPlugin = {
    name: "zod",
    setup(build) {
        const filter = /[\\/]zod[\\/]v4[\\/]core[\\/](?:json-schema-processors|to-json-schema)\.js$/;
        build.onLoad({ filter }, async ({ path }) => ({ contents: hollow(await readFile(path, "utf8")) }));
    },
};
