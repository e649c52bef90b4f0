// SPDX-License-Identifier: LGPL-2.1-or-later
// run.js [--rounds n] [--fault words] [--phase name] [--operation words] [--trial words]: the table of faults, in the
// test machine that is up.

import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import esbuild from "esbuild";
import { untranslated } from "../untranslated.js";

const root = join(import.meta.dirname, "..", "..");
const outfile = join(root, "test", "output", "faults", "table.mjs");

mkdirSync(join(outfile, ".."), { recursive: true });
await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["test/faults/table.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    loader: { ".sh": "text" },
    plugins: [untranslated],
    outfile,
});
const argv = [outfile, "--root", root, ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, argv, { stdio: "inherit" });
process.exit(status ?? 1);
