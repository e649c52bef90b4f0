// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
