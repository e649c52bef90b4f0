// SPDX-License-Identifier: LGPL-2.1-or-later
/** Logs of real containers: through restarts, of replicas, with lines of any length, from drivers that keep nothing. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { followLog, type AppLogLine, type LogState } from "../../src/apps/log";
import { longestLine } from "../../src/docker/log-stream";
import { World } from "./world";

jest.setTimeout(120_000);

const world = new World("logs");
const id = world.id("app");
const image = `appmanage-test/logs:${process.pid}`;
const containers: string[] = [];

beforeAll(() => {
    execFileSync(join(__dirname, "../images/busybox/build"), [image], { stdio: "ignore" });
});

afterAll(() => {
    containers.forEach(name => execFileSync("docker", ["rm", "-f", name], { stdio: "ignore" }));
    execFileSync("docker", ["rmi", image], { stdio: "ignore" });
});

/** A container as Compose would have made it. */
function start(service: string, replica: number, script: string, options: string[] = []): string {
    const name = `${id}-${service}-${replica}`;
    const labels = [`project=${id}`, `service=${service}`, `project.working_dir=${world.paths.app(id)}`];
    containers.push(name);
    execFileSync("docker", [
        "run", "-d", "--name", name, ...labels.flatMap(label => ["--label", `com.docker.compose.${label}`]),
        ...options, image, "sh", "-c", script,
    ]);
    return name;
}

function follow(service: string | undefined, tail = 1000) {
    const seen = { lines: [] as AppLogLine[], state: undefined as LogState | undefined, end: () => undefined as void };
    seen.end = followLog(world.context(), id, { is: "services", service }, tail, {
        lines: lines => { seen.lines.push(...lines); },
        state: state => { seen.state = state; },
    });
    return seen;
}

async function until(done: () => boolean): Promise<void> {
    for (const end = Date.now() + 30_000; !done();) {
        if (Date.now() > end)
            throw new Error("not within 30 s");
        await new Promise(resolve => { setTimeout(resolve, 100); });
    }
}

/** Each run and each of its lines has a number of its own. */
const counting = "run=$(cat /proc/sys/kernel/random/uuid); n=0; while :; do n=$((n + 1)); echo $run $n; sleep 0.02; done";
const textsOf = (lines: readonly AppLogLine[]) => lines.map(({ text }) => text);

it.each([[[]], [["--tty"]]])("repeats and loses no line of a container that is restarted (%j)", async options => {
    const name = start(`count${options.length}`, 1, counting, options);
    const log = follow(`count${options.length}`);
    await until(() => log.lines.length > 20);
    for (let restart = 0; restart < 2; restart++) {
        execFileSync("docker", ["restart", "-t", "0", name]);
        const before = log.lines.length;
        await until(() => log.lines.length > before + 20);
    }
    log.end();
    const printed = execFileSync("docker", ["logs", name], { encoding: "utf8" }).split(/\r?\n/);
    expect(textsOf(log.lines)).toEqual(printed.slice(0, log.lines.length));
});

it("follows a replica that is restarted while the other one runs", async () => {
    const first = start("scaled", 1, "echo begin; sleep 1000");
    start("scaled", 2, "while :; do echo tick; sleep 0.2; done");
    const log = follow("scaled");
    const begun = () => log.lines.filter(({ source, text }) => source === "scaled-1" && text === "begin").length;
    await until(() => begun() === 1);
    execFileSync("docker", ["restart", "-t", "0", first]);
    await until(() => begun() === 2);
    log.end();
});

it.each([[[]], [["--tty"]]])("cuts a line of 3 MB and keeps those around it (%j)", async options => {
    const service = `long${options.length}`;
    start(service, 1, "echo first; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo after", options);
    const log = follow(service);
    await until(() => log.lines.some(({ text }) => text === "after"));
    log.end();
    expect(log.lines.map(({ text, isCut }) => [text.slice(0, 10), text.length, isCut]))
            .toEqual([["first", 5, false], ["xxxxxxxxxx", longestLine, true], ["after", 5, false]]);
});

it("says that a driver keeps nothing, and shows none of docker's answer", async () => {
    start("none", 1, "echo hidden; sleep 1000", ["--log-driver", "none"]);
    const log = follow("none");
    await until(() => log.state !== undefined);
    expect(log.state).toMatchObject({ unkept: ["none-1"], isAllUnkept: true });
    await new Promise(resolve => { setTimeout(resolve, 3000); });
    log.end();
    expect(log.lines).toEqual([]);
});

it("tells of earlier lines", async () => {
    start("early", 1, "for i in 1 2 3 4 5; do echo line $i; done");
    const log = follow("early", 3);
    await until(() => log.state?.isRead === true && log.lines.length >= 3);
    log.end();
    expect(textsOf(log.lines)).toEqual(["line 3", "line 4", "line 5"]);
    expect(log.state?.hasEarlier).toBe(true);
});
