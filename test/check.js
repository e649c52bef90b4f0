// SPDX-License-Identifier: LGPL-2.1-or-later
// check.js [static] [unit] [integration] [e2e]: runs these groups, or all; its last line is "N passed, N failed".
// Installs what a group needs of the host first, and asks nothing.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const output = join(root, "test", "output", "check");
const groups = process.argv.slice(2);
const wanted = group => groups.length === 0 || groups.includes(group);

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
function jest(name, ...args) {
    const file = join(output, `${name}.json`);
    run(node(tool("jest"), "--json", `--outputFile=${file}`, ...args), { NODE_ENV: "test" });
    let result;
    try {
        result = JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
        console.error(`${name}: jest left no result: ${error.message}`);
        count(0, 1);
        return;
    }
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites + result.numPendingTests;
    count(result.numPassedTests, failed || Number(result.numPassedTests === 0));
}

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });

const needsHost = ["static", "integration", "e2e"].some(wanted);
// Without its tools the groups below could only fail for other reasons than their own.
const host = !needsHost || check("host", [join("test", "machine", "host")]);

if (wanted("static") && host) {
    check("tsc", node(tool("tsc")));
    check("lint", node(tool("eslint"), ".", "--max-warnings", "0"));
    check("shellcheck", ["shellcheck", "--external-sources", "--source-path=SCRIPTDIR", ...shellScripts()]);
    check("translations", node(join("build", "po-update.js"), "--check"));
}
if (wanted("unit"))
    jest("unit", "--selectProjects", "unit", "ui");
if ((wanted("integration") || wanted("e2e")) && host) {
    const built = check("build", node("build.js"), { NODE_ENV: "production" });
    const machine = built && check("test machine", [join("test", "machine", "run")], { APPMANAGE_TEST_REGISTRY: "local" });
    if (wanted("integration") && machine)
        jest("integration", "--selectProjects", "integration", "--runInBand");
    if (wanted("e2e") && machine)
        jest("e2e", "--selectProjects", "page", "e2e", "--runInBand");
}

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
