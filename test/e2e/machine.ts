// SPDX-License-Identifier: LGPL-2.1-or-later
/** The test machine: where it is, commands inside it, and its registry. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { statePath } from "../machine/state";

const root = join(__dirname, "..", "..");
const scripts = join(root, "test", "machine");
const run = promisify(execFile);
/** Pulls from the registry that `make check` has. */
const second = { APPMANAGE_TEST_NAME: "second", APPMANAGE_TEST_REGISTRY: "local" };

const stateFile = z.object({
    address: z.string(),
    ip: z.string(),
    user: z.string(),
    password: z.string(),
    guest: z.string(),
    guestPassword: z.string(),
    container: z.string(),
    registryControl: z.string(),
});

function machineAt(state: string) {
    return stateFile.parse(JSON.parse(readFileSync(state, "utf8")));
}

/** The one that the tests use now. */
export let machine = machineAt(statePath());

/** Brings up another appliance with nothing on it, beside the one of before. */
export async function bringSecond(): Promise<void> {
    await run(join(scripts, "run"), { env: { ...process.env, ...second } });
}

/** From here on the tests use that one. */
export function moveToSecond(): void {
    machine = machineAt(statePath(second.APPMANAGE_TEST_NAME));
}

export async function removeSecond(): Promise<void> {
    await run(join(scripts, "stop"), { env: { ...process.env, ...second } });
}

/** As a disk that is taken out of one and put into another. */
export async function copyToSecond(folder: string): Promise<void> {
    const script = "docker cp \"$1:$3\" - | docker cp - \"$2:$(dirname \"$3\")\"";
    const other = machineAt(statePath(second.APPMANAGE_TEST_NAME));
    await run("bash", ["-o", "pipefail", "-c", script, "copy", machine.container, other.container, folder]);
}

/** What a command as root in the machine prints; rejects where it fails. */
export async function inside(...argv: string[]): Promise<string> {
    const { stdout } = await run("docker", ["exec", machine.container, ...argv], { maxBuffer: 64 * 1024 * 1024 });
    return stdout;
}

/** The same for a command that reads a text. */
export async function insideWith(input: string, ...argv: string[]): Promise<string> {
    const running = run("docker", ["exec", "-i", machine.container, ...argv], { maxBuffer: 64 * 1024 * 1024 });
    running.child.stdin?.end(input);
    return (await running).stdout;
}

/** Writes a file in the machine; its folder is made. */
export async function write(path: string, text: string): Promise<void> {
    const script = "mkdir -p \"$(dirname \"$1\")\" && printf %s \"$2\" >\"$1\"";
    await inside("sh", "-c", script, "write", path, text);
}

/** A machine without apps; with `images: false` without images as well, so that everything is pulled. */
export async function reset({ images }: { images: boolean }): Promise<void> {
    await healRegistry();
    await run(join(scripts, "reset"), images ? [] : ["--images"]);
    // What the local registry refuses is not to be had from Docker Hub, with internet or without.
    await inside("sh", "-c", "grep -q docker.io /etc/hosts || echo 127.0.0.1 registry-1.docker.io >>/etc/hosts");
}

/** The last lines of the machine's journal. */
export async function journal(): Promise<string> {
    return inside("journalctl", "--no-pager", "-n", "200", "-o", "short-precise");
}

/** See test/machine/registry-proxy.mjs. */
interface Faults {
    absent?: boolean;
    bytesPerSecond?: number;
    status?: number;
}

export async function spoilRegistry(faults: Faults): Promise<void> {
    const answer = await fetch(`${machine.registryControl}/faults`, { method: "PUT", body: JSON.stringify(faults) });
    if (!answer.ok)
        throw new Error(await answer.text());
}

export async function healRegistry(): Promise<void> {
    await fetch(`${machine.registryControl}/faults`, { method: "DELETE" });
}

const counted = z.object({ blobs: z.record(z.string(), z.object({ bytes: z.number() })) });

/** Bytes of layers that the registry has sent since it was started. */
export async function servedBytes(): Promise<number> {
    const { blobs } = counted.parse(await (await fetch(machine.registryControl)).json());
    return Object.values(blobs).reduce((sum, { bytes }) => sum + bytes, 0);
}
