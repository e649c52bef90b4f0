// SPDX-License-Identifier: LGPL-2.1-or-later
/** The appliance to break: what is in it, seen from the host. */
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { MachineError, finished, type Machine } from "../../src/machine/machine";
import { statePath } from "../machine/state";

const run = promisify(execFile);

const stateFile = z.object({
    address: z.string(), user: z.string(), password: z.string(), container: z.string(), ip: z.string(),
});

export interface Appliance {
    /** As the state file tells it now: a reboot can change the address. */
    state(): z.infer<typeof stateFile>;
    /** What a shell script prints that runs as root in it; rejects where it fails. */
    sh(script: string, ...args: string[]): Promise<string>;
    write(path: string, text: string): Promise<void>;
    /** One of test/machine's scripts. */
    script(name: "power-cut" | "reset", ...args: string[]): Promise<void>;
    /** The port through which the core works in it. */
    machine: Machine;
}

export function openAppliance(root: string): Appliance {
    const state = () => stateFile.parse(JSON.parse(readFileSync(statePath(), "utf8")));
    const { container } = state();
    const machine = applianceMachine(container);
    return {
        state,
        machine,
        async sh(script, ...args) {
            const { status, stdout, stderr } = await machine.run(["sh", "-c", script, "sh", ...args], { seconds: 600 });
            if (status !== 0)
                throw new Error(`${script}: ${status} ${stderr}`);
            return stdout;
        },
        async write(path, text) {
            const writing = "mkdir -p \"$(dirname \"$1\")\" && cat >\"$1\"";
            await machine.run(["sh", "-c", writing, "write", path], { input: text });
        },
        async script(script, ...args) {
            await run(join(root, "test", "machine", script), args);
        },
    };
}

/** `docker exec` brings every call into it; a process that is started so has no parent there, as with Cockpit. */
function applianceMachine(container: string): Machine {
    const exec: Machine["run"] = (argv, { input, onOutput, signal } = {}) => new Promise((resolve, reject) => {
        const child = spawn("docker", ["exec", "-i", "-e", "LC_ALL=C.UTF-8", container, ...argv], {
            ...signal && { signal },
        });
        const chunks: Buffer[] = [];
        let stderr = "";
        child.stdout.on("data", (chunk: Buffer) => {
            if (onOutput)
                onOutput(chunk.toString());
            else
                chunks.push(chunk);
        });
        child.stderr.on("data", (chunk: Buffer) => {
            stderr += chunk.toString();
        });
        child.stdin.on("error", () => { /* A program need not read its input. */ });
        child.stdin.end(input ?? "");
        child.on("error", error => { reject(new MachineError("failed", error.message)); });
        child.on("close", code => {
            if (/is not running|No such container|OCI runtime exec failed/.test(stderr))
                reject(new MachineError("disconnected", stderr));
            else
                resolve(finished(code ?? 137, Buffer.concat(chunks), stderr));
        });
    });
    return {
        run: exec,
        async read(path) {
            const { status, stdout } = await exec(["cat", "--", path]);
            return status === 0 ? stdout : null;
        },
        async request(socket, { method, path }) {
            const { status, stdout, stderr } = await exec([
                "curl", "-sS", "--max-time", "10", "--unix-socket", socket, "-X", method, "-w", "\n%{http_code}",
                `http://localhost${path}`,
            ]);
            if (status !== 0)
                throw new MachineError("refused", stderr);
            const end = stdout.lastIndexOf("\n");
            return { status: Number(stdout.slice(end + 1)), body: stdout.slice(0, end) };
        },
        watch: () => { throw new Error("nothing is watched here"); },
        follow: () => { throw new Error("nothing is followed here"); },
    };
}
