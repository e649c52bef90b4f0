// SPDX-License-Identifier: LGPL-2.1-or-later
// The page's script is in parts: those that it opens with, and those of views that come when they are gone to.

import { readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";

/** Every part that is the page's, and no other script of dist/, has this name. */
export const partNames = "part-[name]-[hash]";

/** The scripts that the browser loads before the page does anything, of what esbuild says of its outputs. */
export function firstLoad(outputs, entry = "dist/index.js") {
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

/** Removes parts of earlier builds: their names change with what is in them. */
export function removeOldParts(dist, outputs) {
    const current = new Set(Object.keys(outputs).map(path => basename(path)));
    for (const name of readdirSync(dist)) {
        if (name.startsWith("part-") && !current.has(name))
            rmSync(join(dist, name));
    }
}
