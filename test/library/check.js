// SPDX-License-Identifier: LGPL-2.1-or-later
// node test/library/check.js FOLDER...: every app of these libraries is loaded, prepared and resolved as for an
// installation, once and a second time beside the first. Needs docker's compose command, and no running engine.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import esbuild from "esbuild";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "check-library-"));
try {
    await esbuild.build({
        absWorkingDir: root,
        entryPoints: ["test/library/check-library.ts"],
        outfile: join(folder, "check-library.mjs"),
        bundle: true,
        platform: "node",
        format: "esm",
        target: "node20",
        loader: { ".sh": "text" },
        logLevel: "warning",
    });
    const { checkLibraries } = await import(pathToFileURL(join(folder, "check-library.mjs")).href);
    process.exitCode = await checkLibraries(process.argv.slice(2), line => console.log(line));
} finally {
    rmSync(folder, { recursive: true });
}
