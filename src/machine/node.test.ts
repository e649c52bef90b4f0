// SPDX-License-Identifier: LGPL-2.1-or-later
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contract } from "../../test/contract/cases";
import { nodeMachine } from "./node";

const folder = mkdtempSync(join(tmpdir(), "appmanage-contract-"));
const socket = join(folder, "server.sock");
let server: ChildProcess;

beforeAll(async () => {
    server = spawn("perl", [join(__dirname, "..", "..", "test", "contract", "server.pl"), socket], { stdio: "inherit" });
    while (!existsSync(`${socket}.log`))
        await new Promise(resolve => setTimeout(resolve, 20));
});
afterAll(() => {
    server.kill();
    rmSync(folder, { recursive: true });
});

// The same cases run in a Cockpit page: test/e2e/machine-contract.test.ts.
test.each(contract)("$title", ({ run }) => run(nodeMachine(), { folder, socket }), 30_000);
