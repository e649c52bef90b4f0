// SPDX-License-Identifier: LGPL-2.1-or-later
// run.js [--rounds n] [--only words]: measures how fast the page and its core are, in a test machine of its own that is
// made for it and goes with it. Prints the table, and writes test/output/bench.json. Expects dist/ as it ships.

import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import esbuild from "esbuild";
import { untranslated } from "../untranslated.js";

const root = join(import.meta.dirname, "..", "..");
const folder = join(root, "test", "output", "bench");
mkdirSync(folder, { recursive: true });

const options = {
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    loader: { ".sh": "text" },
    logLevel: "warning",
    plugins: [untranslated],
};
await esbuild.build({ ...options, entryPoints: ["test/bench/inside/main.ts"], outfile: join(folder, "inside.mjs") });
await esbuild.build({
    ...options, entryPoints: ["test/bench/bench.ts"], outfile: join(folder, "bench.mjs"), packages: "external",
});
const { status } = spawnSync(process.execPath, [join(folder, "bench.mjs"), "--root", root, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { APPMANAGE_TEST_NAME: "bench", ...process.env, APPMANAGE_TEST_REGISTRY: "local" },
});
process.exit(status ?? 1);
