// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import runScript from "./run.sh";

/** A function of the script, as it stands there. */
function shellFunction(name: string): string {
    const found = new RegExp(`^${name}\\(\\) \\{[^]*?^\\}$`, "m").exec(runScript)?.[0];
    if (found === undefined)
        throw new Error(`run.sh has no ${name}`);
    return found;
}

describe("how the pull's progress is asked for", () => {
    const folder = mkdtempSync(join(tmpdir(), "run-"));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** With a docker that prints this of its version. */
    function asked(script: string): string {
        const docker = join(folder, "docker");
        writeFileSync(docker, `#!/bin/sh\n${script}\n`);
        chmodSync(docker, 0o755);
        return execFileSync("sh", ["-uc", `${shellFunction("pull_progress")}\npull_progress`], {
            env: { PATH: `${folder}:${process.env.PATH ?? ""}` }, encoding: "utf8",
        }).trim();
    }

    it.each([
        ["2.22.0", "plain"], ["2.26.1-4", "plain"], ["2.29.7", "plain"], ["2.31.0", "plain"],
        ["2.32.0", "json"], ["v2.40.3", "json"], ["2.40.3+ds1-0ubuntu1", "json"], ["2.38.2-desktop.1", "json"],
        ["5.0.0-rc.2", "json"], ["v5.5.0", "json"], ["10.0", "json"],
        ["1.29.2", "plain"], ["dev", "plain"], ["", "plain"], ["2", "plain"], ["2.x", "plain"],
    ])("%j: %s", (version, words) => {
        expect(asked(`echo '${version}'`)).toBe(words);
    });

    it("plain where the version can't be had", () => {
        expect(asked("echo unknown command >&2; exit 1")).toBe("plain");
    });
});

describe("what a docker that was killed has lost hold of", () => {
    const folder = mkdtempSync(join(tmpdir(), "heal-"));
    const id = "0123456789abcdef".repeat(4);
    const run = join(folder, "jobs", "blog", "run");
    const program = (name: string, script: string) => {
        const file = join(folder, name);
        writeFileSync(file, `#!/bin/sh\n${script}\n`);
        chmodSync(file, 0o755);
        return file;
    };

    beforeAll(() => {
        mkdirSync(join(run, ".."), { recursive: true });
        writeFileSync(run, runScript);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** Whether the one process of a container lives on, of which docker says this. */
    async function livesOn(said: string, shim = "containerd-shim-runc-v2"): Promise<boolean> {
        program("docker", `case $1 in ps) echo ${id} ;; inspect) echo '${said} ${id}' ;; esac`);
        const started = join(folder, "started");
        rmSync(started, { force: true });
        const parent = spawn(program(shim, `sleep 1000 & echo $! >"${started}"; wait`), ["-id", id]);
        const ended = new Promise<void>(resolve => parent.once("close", () => { resolve(); }));
        while (!existsSync(started))
            await new Promise(resolve => setTimeout(resolve, 10));
        execFileSync("sh", [run, "heal"], { env: { PATH: `${folder}:${process.env.PATH ?? ""}` } });
        // The shim waits for nothing else.
        const isOver = await Promise.race([
            ended.then(() => true), new Promise<boolean>(resolve => setTimeout(resolve, 500, false)),
        ]);
        if (!isOver) {
            execFileSync("sh", ["-c", "kill -9 $(cat \"$1\")", "kill", started]);
            await ended;
        }
        return !isOver;
    }

    it("is ended where docker would run the container and runs nothing", async () => {
        expect(await livesOn("0 always")).toBe(false);
        expect(await livesOn("0 unless-stopped")).toBe(false);
    });

    it.each([
        ["4711 always", "containerd-shim-runc-v2"], // docker has hold of it
        ["0 no", "containerd-shim-runc-v2"], // it may be about to start, and nobody would start it again
        ["0 always", "somebody-else"],
    ])("lives on: %s, %s", async (said, shim) => {
        expect(await livesOn(said, shim)).toBe(true);
    });
});
