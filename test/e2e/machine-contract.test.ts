// SPDX-License-Identifier: LGPL-2.1-or-later
// What every Machine promises, in a Cockpit page: the cases that src/machine/node.test.ts runs under Node.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import type { Frame } from "playwright-core";
import { contract } from "../contract/cases";
import { inside, machine, write } from "./machine";
import { closeBrowser, openSession } from "./session";
import { until } from "./until";

const root = join(__dirname, "..", "..");
const folder = "/usr/share/cockpit/contract";
const host = { folder: "/tmp/appmanage-contract", socket: "/tmp/appmanage-contract/server.sock" };

const page = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Contract</title>
<link rel="icon" href="data:,">
<script src="../base1/cockpit.js"></script>
<script src="contract.js"></script>
</head>
<body><h1>Contract</h1></body>
</html>
`;

/** The cases with the machine of the page, as the page has them. */
declare const underTest: {
    cases: { title: string, run(machine: unknown, host: unknown): Promise<void> }[];
    machine: unknown;
};

async function bundle(): Promise<string> {
    const { outputFiles } = await build({
        stdin: {
            contents: `export { contract as cases } from "./test/contract/cases";
                import { cockpitMachine } from "./src/machine/cockpit";
                export const machine = cockpitMachine();`,
            resolveDir: root,
        },
        bundle: true, write: false, format: "iife", globalName: "underTest", charset: "utf8",
        loader: { ".sh": "text" },
        plugins: [{
            name: "cockpit",
            setup(one) {
                one.onResolve({ filter: /^cockpit$/ }, () => ({ path: "cockpit", namespace: "cockpit" }));
                one.onLoad({ filter: /.*/, namespace: "cockpit" }, () => ({ contents: "module.exports = cockpit;" }));
            },
        }],
    });
    return outputFiles[0]?.text ?? "";
}

/** It is too long for a command line. */
async function copy(text: string, path: string): Promise<void> {
    const local = mkdtempSync(join(tmpdir(), "appmanage-contract-"));
    try {
        writeFileSync(join(local, "file"), text);
        await promisify(execFile)("docker", ["cp", join(local, "file"), `${machine.container}:${path}`]);
    } finally {
        rmSync(local, { recursive: true });
    }
}

let frame: Frame;

beforeAll(async () => {
    await write(`${folder}/manifest.json`, JSON.stringify({ tools: { index: { label: "Contract" } } }));
    await write(`${folder}/index.html`, page);
    await copy(await bundle(), `${folder}/contract.js`);
    await inside("rm", "-rf", host.folder);
    await write(`${host.folder}/server.pl`, readFileSync(join(root, "test", "contract", "server.pl"), "utf8"));
    await inside("systemd-run", "--unit=appmanage-contract", "perl", `${host.folder}/server.pl`, host.socket);
    const { tab } = await openSession({ path: "/contract" });
    frame = await until("the page", () =>
        Promise.resolve(tab.frames().find(one => one.url().includes("/contract/index.html"))));
    await frame.waitForFunction(() => "underTest" in window);
}, 90_000);
afterAll(async () => {
    await closeBrowser();
    await inside("systemctl", "stop", "appmanage-contract");
    await inside("rm", "-rf", folder, host.folder);
}, 30_000);

test.each(contract.map(({ title }, at) => [title, at] as const))("%s", async (_title, at) => {
    const failure = await frame.evaluate(async ([index, where]) => {
        try {
            await underTest.cases[index]?.run(underTest.machine, where);
            return "";
        } catch (error) {
            return error instanceof Error ? error.message : String(error);
        }
    }, [at, host] as const);
    expect(failure).toBe("");
}, 60_000);
