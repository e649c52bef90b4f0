// SPDX-License-Identifier: LGPL-2.1-or-later
// Checks with shellcheck the scripts that are joined from several files: only the whole shows what is never set or used.

import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "..");
const outfile = join(root, "test", "output", "joined-scripts.mjs");
await build({
    entryPoints: [join(root, "src", "jobs", "run-script.ts")], outfile, bundle: true, format: "esm",
    loader: { ".sh": "text" }, logLevel: "error",
});
const { runScript } = await import(pathToFileURL(outfile).href);
const { status } = spawnSync("shellcheck", ["--shell=sh", "--exclude=SC2094,SC2317", "-"], {
    input: runScript, stdio: ["pipe", "inherit", "inherit"],
});
process.exitCode = status ?? 1;
