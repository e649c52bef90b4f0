// SPDX-License-Identifier: LGPL-2.1-or-later
// dist-api/: the command line and the HTTP interface, each one file for Node, with what is made from them: the man page
// and the completions.

import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { shippedLicenses } from "./licenses.js";

export const shells = ["bash", "zsh", "fish"];

/** Debian 12 has Node 18. CommonJS, for a file of any name in any folder. */
export function doorBuilds(root, options) {
    return {
        ...options,
        entryPoints: { "appmanage": "src/doors/cli/main.ts", "appmanage-api": "src/doors/http/main.ts" },
        format: "cjs",
        platform: "node",
        target: "node18",
        outdir: join(root, "dist-api"),
        outExtension: { ".js": ".cjs" },
        inject: [join(root, "build", "node-globals.js")],
        external: [],
        loader: Object.fromEntries(shells.map(shell => [`.${shell}`, "text"])),
        sourcemap: false,
    };
}

/** @param {object} metafile of the doors' build */
export function writeDoorFiles(root, metafile) {
    const folder = join(root, "dist-api");
    const program = join(folder, "appmanage.cjs");
    for (const name of ["appmanage.cjs", "appmanage-api.cjs"])
        chmodSync(join(folder, name), 0o755);
    const printed = (...words) => execFileSync(process.execPath, [program, ...words], { encoding: "utf8" });
    writeFileSync(join(folder, "appmanage.1"), printed("manual"));
    for (const shell of shells)
        writeFileSync(join(folder, `appmanage.${shell}`), printed("completion", shell));
    writeFileSync(join(folder, "LICENSES.txt"), shippedLicenses(root, [metafile]));
}

export function clearDoors(root) {
    rmSync(join(root, "dist-api"), { recursive: true, force: true });
    mkdirSync(join(root, "dist-api"));
}
