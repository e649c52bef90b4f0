// SPDX-License-Identifier: LGPL-2.1-or-later
// The scripts of the page and of the interface for other pages are in parts: those that they open with, and those that
// come when they are needed.

import { readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";

/** esbuild's names for the parts of each: no other script of dist/ begins like this. */
export const partNames = { page: "part-[name]-[hash]", api: "api-part-[name]-[hash]" };

/** The scripts that the browser loads before `entry` does anything, of what esbuild says of its outputs. */
export function firstLoad(outputs, entry) {
    const found = new Set([entry]);
    // A set also goes through what is added on the way.
    for (const path of found) {
        for (const { path: imported, kind, external } of outputs[path].imports) {
            if (kind === "import-statement" && !external)
                found.add(imported);
        }
    }
    return [...found].map(path => basename(path));
}

/** Removes parts of earlier builds: their names change with what is in them. `names` is the value of `partNames`. */
export function removeOldParts(dist, outputs, names) {
    const current = new Set(Object.keys(outputs).map(path => basename(path)));
    const prefix = names.slice(0, names.indexOf("["));
    for (const name of readdirSync(dist)) {
        if (name.startsWith(prefix) && !current.has(name))
            rmSync(join(dist, name));
    }
}
