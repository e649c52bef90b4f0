// SPDX-License-Identifier: LGPL-2.1-or-later
// The files of the package that need no bundling.

import { cpSync, rmSync } from "node:fs";
import { basename, join } from "node:path";

/** Each goes to the package's root under its own name. */
export function copiedFiles(root) {
    return [join(root, "manifest.json"), join(root, "src", "index.html"), join(root, "src", "app.svg")];
}

/** The library goes along as a folder. */
export function copyFiles(root, dist) {
    for (const file of copiedFiles(root))
        cpSync(file, join(dist, basename(file)));
    rmSync(join(dist, "library"), { recursive: true, force: true });
    cpSync(join(root, "library"), join(dist, "library"), { recursive: true, verbatimSymlinks: true });
}
