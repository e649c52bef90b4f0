// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MachineError } from "./machine";
import { nodeMachine } from "./node";
import { runScript, scriptOutput } from "./script";

let folder = "";
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "appmanage-script-")); });
afterEach(() => { rmSync(folder, { recursive: true }); });

/** Empty for a process that has exited. */
function commandOf(pid: number): string {
    return existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/cmdline`, "utf8") : "";
}

it("passes arguments and input, and resolves whatever the exit status", async () => {
    const result = await runScript(nodeMachine(), "echo", 'cat; printf "%s" "$1"; exit 7', { args: ["$(id)"], input: "in " });
    expect([result.status, result.stdout]).toEqual([7, "in $(id)"]);
});

it("rejects with what a failed script said", async () => {
    await expect(scriptOutput(nodeMachine(), "fails", "echo 'no such thing' >&2; exit 3"))
        .rejects.toMatchObject({ problem: "failed", message: "no such thing" });
});

it.each([false, true])("kills a script that waits for a FIFO (survives: %j)", async survives => {
    const fifo = join(folder, "fifo");
    execFileSync("mkfifo", [fifo]);
    const error: unknown = await runScript(nodeMachine(), "blocked", 'echo $$ >"$2"; trap "" TERM HUP; cat <"$1"', {
        args: [fifo, join(folder, "pid")], seconds: 1, survives,
    }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MachineError);
    expect(error).toMatchObject({ problem: "timeout", message: "blocked: no answer within 1 s" });
    const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
    expect(commandOf(pid)).toBe("");
});
