// SPDX-License-Identifier: LGPL-2.1-or-later
// The programs for Node as they ship: one file each, run by a process of its own in an empty folder.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { build } from "esbuild";
import { doorBuilds, shells } from "./doors.js";
import { builtPlugin } from "./evaluated.js";
import { shellPlugin } from "./shell.js";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const folder = mkdtempSync(join(tmpdir(), "appmanage-doors-"));
const node = process.execPath;

const withoutCatalogues = {
    name: "po:catalogues",
    setup(one) {
        one.onResolve({ filter: /^po:catalogues$/ }, ({ path }) => ({ path, namespace: "po" }));
        one.onLoad({ filter: /.*/, namespace: "po" }, () => ({ contents: "export default {};" }));
    },
};

beforeAll(async () => {
    const plugins = [withoutCatalogues, builtPlugin(process.cwd()), shellPlugin];
    const options = doorBuilds(process.cwd(), { bundle: true, plugins });
    await build({ ...options, outdir: folder });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...words) => spawnSync(node, [join(folder, "appmanage.cjs"), ...words], { cwd: folder, encoding: "utf8" });

test("the command line tells its version and its help, and refuses what it does not know", () => {
    expect(run("--version")).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" });
    expect(run("install", "--help").stdout).toContain("Usage: appmanage install [options] <app_name> <customer_app_name>");
    expect(run("nothing")).toMatchObject({ status: 2, stdout: "", stderr: "appmanage: unknown command 'nothing'\n" });
});

test("it runs as a file of any name, such as /usr/bin/appmanage", () => {
    cpSync(join(folder, "appmanage.cjs"), join(folder, "appmanage"));
    expect(spawnSync(node, [join(folder, "appmanage"), "-V"], { encoding: "utf8" }).stdout).toBe(`${version}\n`);
});

test("its completion is a script that bash accepts, and its man page has every command", () => {
    for (const shell of shells)
        expect(run("completion", shell).stdout).toContain("appmanage complete");
    expect(spawnSync("bash", ["-n"], { input: run("completion", "bash").stdout }).status).toBe(0);
    const { stdout } = run("manual");
    for (const command of ["install", "status", "list", "logs", "call", "token add"])
        expect(stdout).toContain(`\n.SS ${command}`);
    expect(stdout).toMatch(/^\.B 6\nAdministrative access is needed\.$/m);
});

test("the HTTP interface needs a socket that is passed to it", () => {
    const program = spawnSync(node, [join(folder, "appmanage-api.cjs")], { encoding: "utf8" });
    expect(program).toMatchObject({ status: 2, stdout: "" });
    expect(program.stderr).toContain("systemctl start appmanage-api.socket");
});

/** As systemd does: the socket is there before the program, as its file descriptor 3. */
const passSocket = `use Socket; use POSIX ();
$^F = 255;
my $path = shift;
socket(my $socket, PF_UNIX, SOCK_STREAM, 0) or die $!;
bind($socket, sockaddr_un($path)) && listen($socket, 128) or die $!;
POSIX::dup2(fileno($socket), 3) or die $!;
@ENV{qw(LISTEN_PID LISTEN_FDS)} = ($$, 1);
exec @ARGV;`;

test("the HTTP interface answers at a socket that is passed to it, and ends when it is told to", async () => {
    const socketPath = join(folder, "api.sock");
    const program = spawn("perl", ["-e", passSocket, socketPath, node, join(folder, "appmanage-api.cjs")], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = new Promise(resolve => { program.on("exit", resolve); });
    while (!existsSync(socketPath) && program.exitCode === null)
        await new Promise(resolve => { setTimeout(resolve, 20); });
    const ask = () => new Promise((resolve, reject) => {
        get({ socketPath, path: "/openapi.json", agent: false }, response => { text(response).then(resolve, reject); })
            .on("error", reject);
    });
    // The socket's file is there a moment before it listens.
    const document = await ask().catch(() => new Promise(resolve => { setTimeout(resolve, 100); }).then(ask));
    expect(JSON.parse(document)).toMatchObject({ openapi: "3.1.0", info: { version } });
    const log = text(program.stdout);
    program.kill("SIGTERM");
    expect(await exited).toBe(0);
    expect(await log).toMatch(/^request=\S+ user="unix-socket" GET "\/openapi\.json" 200 \d+ ms\n$/);
}, 30_000);
