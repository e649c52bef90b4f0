// SPDX-License-Identifier: LGPL-2.1-or-later
// check.js [static] [unit] [integration] [e2e] [matrix] [--flavours "oldest newest"]: runs these groups, or all; its last
// line is "N passed, N failed". Installs what a group needs of the host first, and asks nothing.
// matrix is the smoke on other flavours of the test machine: alone on all, with the rest on those that differ most from
// stock, where everything of e2e runs.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";

const root = join(import.meta.dirname, "..");
const output = join(root, "test", "output", "check");
const { positionals: groups, values } = parseArgs({
    allowPositionals: true, options: { flavours: { type: "string", default: "" } },
});
const wanted = group => groups.length === 0 || groups.includes(group);
const flavours = values.flavours.split(/[\s,]+/).filter(Boolean);
if (wanted("matrix") && flavours.length === 0)
    flavours.push(...groups.length === 0 ? ["oldest", "newest"] : ["stock", "oldest", "newest", "containerd"]);

const total = { passed: 0, failed: 0 };

function count(passed, failed) {
    total.passed += passed;
    total.failed += failed;
}

function run(argv, environment = {}) {
    const [program, ...rest] = argv;
    const { error, status } = spawnSync(program, rest, {
        cwd: root,
        stdio: ["ignore", "inherit", "inherit"],
        env: { ...process.env, ...environment },
    });
    if (error)
        console.error(`${program}: ${error.message}`);
    return status === 0;
}

const node = (...argv) => [process.execPath, ...argv];
const tool = name => join("node_modules", ".bin", name);

/** One check is one program that ends well or not. */
function check(name, argv, environment) {
    const passed = run(argv, environment);
    console.log(`${name}: ${passed ? "passed" : "failed"}`);
    count(Number(passed), Number(!passed));
    return passed;
}

function filesUnder(folder, skipped) {
    return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
        const path = join(folder, entry.name);
        if (entry.isDirectory())
            return skipped.has(relative(root, path)) ? [] : filesUnder(path, skipped);
        return entry.isFile() ? [path] : [];
    });
}

function shellScripts() {
    const skipped = new Set([".git", "dist", "node_modules", "tmp", join("test", "output")]);
    return filesUnder(root, skipped)
        .filter(path => path.endsWith(".sh") || /^#!.*\b(?:ba|da)?sh\b/.test(readFileSync(path, "latin1").slice(0, 80)))
        .map(path => relative(root, path));
}

/** Counts the tests of one run of jest; a file that can't be loaded, and a run without tests, is a failure too. */
function jest(name, args, environment = {}) {
    const file = join(output, `${name}.json`);
    run(node(tool("jest"), "--json", `--outputFile=${file}`, ...args), { NODE_ENV: "test", ...environment });
    let result = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0, numPendingTests: 0 };
    try {
        result = JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
        console.error(`${name}: jest left no result: ${error.message}`);
    }
    const passed = result.numPassedTests;
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites + result.numPendingTests
        || Number(passed === 0);
    count(passed, failed);
    return `${passed} passed, ${failed} failed`;
}

const machine = name => join("test", "machine", name);

/** The smoke on one flavour, in an appliance that is made for it; its line of the summary. */
function smoke(flavour) {
    const environment = { APPMANAGE_TEST_FLAVOUR: flavour, APPMANAGE_TEST_REGISTRY: "local" };
    const begin = Date.now();
    if (!check(`test machine ${flavour}`, [machine("run")], environment))
        return `${flavour}: not run, its test machine did not start`;
    const { stdout } = spawnSync(machine("versions"), { cwd: root, env: { ...process.env, ...environment } });
    const what = `${flavour} (${String(stdout).trim()})`;
    console.log(what);
    const result = jest(`matrix-${flavour}`, ["--selectProjects", "matrix", "--runInBand", "--verbose"], environment);
    // The default one stays, for the other groups and for manual use.
    if (flavour !== "stock")
        run([machine("stop")], environment);
    return `${what}: ${result} in ${Math.round((Date.now() - begin) / 1000)} s`;
}

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });

const needsMachine = ["integration", "e2e", "matrix"].some(wanted);
const needsStock = ["integration", "e2e"].some(wanted);
const needsHost = needsMachine || wanted("static");
// Without its tools the groups below could only fail for other reasons than their own.
const host = !needsHost || check("host", [machine("host")]);
// Meanwhile nothing of the groups before needs it. What it can't do fails again where it is needed.
if (needsMachine && host) {
    const images = [...needsStock ? ["stock"] : [], ...flavours];
    spawn(machine("prepare"), images, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
}

if (wanted("static") && host) {
    check("tsc", node(tool("tsc")));
    check("lint", node(tool("eslint"), ".", "--max-warnings", "0"));
    check("shellcheck", ["shellcheck", "--external-sources", "--source-path=SCRIPTDIR", ...shellScripts()]);
    check("shellcheck of joined scripts", node(join("test", "joined-scripts.js")));
    check("translations", node(join("build", "po-update.js"), "--check"));
}
if (wanted("unit"))
    jest("unit", ["--selectProjects", "unit", "ui"]);
const built = needsMachine && host && check("build", node("build.js"), { NODE_ENV: "production" });
if (needsStock && built && check("test machine", [machine("run")], { APPMANAGE_TEST_REGISTRY: "local" })) {
    if (wanted("integration"))
        jest("integration", ["--selectProjects", "integration", "--runInBand"]);
    if (wanted("e2e"))
        jest("e2e", ["--selectProjects", "page", "e2e", "--runInBand"]);
}
const lines = built ? flavours.map(smoke) : [];

for (const line of lines)
    console.log(line);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
