// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import images from "./run/images.sh";
import { runScript } from "./run-script";

describe("how the pull's progress is asked for", () => {
    const folder = mkdtempSync(join(tmpdir(), "run-"));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** With a docker that prints this of its version. */
    function asked(script: string): string {
        const docker = join(folder, "docker");
        writeFileSync(docker, `#!/bin/sh\n${script}\n`);
        chmodSync(docker, 0o755);
        return execFileSync("sh", ["-uc", `${images}\npull_progress`], {
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

    interface Case { pid: string; policy: string; shim: string; isOlder: boolean }
    const lost: Case = { pid: "0", policy: "always", shim: "containerd-shim-runc-v2", isOlder: false };

    /** What becomes of the process that keeps a container, and of the container, where docker says this. */
    async function heal({ pid, policy, shim, isOlder }: Case): Promise<{ isEnded: boolean; isStarted: boolean }> {
        program("docker", `case "$*" in
            ps*) echo ${id} ;;
            *Policy*) echo '${policy} ${id}' ;;
            *Pid*) echo '${pid}' ;;
            start*) echo "$2" ;;
        esac`);
        const started = join(folder, "started");
        rmSync(started, { force: true });
        const parent = spawn(program(shim, `sleep 1000 & echo $! >"${started}"; wait`), ["-id", id], { stdio: "ignore" });
        const ended = new Promise<void>(resolve => parent.once("exit", () => { resolve(); }));
        while (!existsSync(started))
            await new Promise(resolve => setTimeout(resolve, 10));
        // A docker that began after that process, and one that was there before it.
        const docker = isOlder ? spawn("sleep", ["1000"]) : undefined;
        program("cat", `echo ${docker?.pid ?? process.pid}`);
        const said = execFileSync("sh", [run, "heal"], { env: { PATH: `${folder}:${process.env.PATH ?? ""}` } });
        const isEnded = await Promise.race([
            ended.then(() => true), new Promise<boolean>(resolve => setTimeout(resolve, 200, false)),
        ]);
        // What it waits for; for one that has been ended, containerd would do this.
        execFileSync("sh", ["-c", "kill -9 $(cat \"$1\")", "kill", started]);
        await ended;
        docker?.kill();
        return { isEnded, isStarted: said.includes(id) };
    }

    it.each(["always", "unless-stopped", "on-failure"])("is killed and started again: %s", async policy => {
        expect(await heal({ ...lost, policy })).toEqual({ isEnded: true, isStarted: true });
    });

    it("is killed and started again if it is older than Docker, whatever Docker says of it", async () => {
        expect(await heal({ ...lost, pid: "", isOlder: true })).toEqual({ isEnded: true, isStarted: true });
    });

    it("is only ended where docker would not start it", async () => {
        expect(await heal({ ...lost, policy: "no" })).toEqual({ isEnded: true, isStarted: false });
    });

    it.each([{ pid: "4711" }, { pid: "" }, { shim: "another-container" }])("is something else: %j", async other => {
        expect(await heal({ ...lost, ...other })).toEqual({ isEnded: false, isStarted: false });
    });
});
