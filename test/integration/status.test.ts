// SPDX-License-Identifier: LGPL-2.1-or-later
/** Statuses against a real Docker: every situation of situations.ts is brought about, all at once. */
import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../../src/apps/context";
import { statusIn } from "../../src/apps/status/list";
import { pathsBelow } from "../../src/apps/paths";
import type { AppRecord } from "../../src/apps/records/record";
import { serviceRecords } from "../../src/apps/status/services";
import { readState } from "../../src/apps/status/state";
import type { AppStatus } from "../../src/apps/status/status";
import { formatRecords } from "../../src/apps/records/update-records";
import { composeConfigFrom } from "../../src/docker/compose-config";
import { justStarted } from "../../src/docker/container";
import { listContainers } from "../../src/docker/engine";
import type { Machine } from "../../src/machine/machine";
import { nodeMachine } from "../../src/machine/node";
import { situations, type Situation } from "./situations";

/** The words of `bring`. Arguments: the app's id, its folder, the image. */
const words = `
set -e
id=$1 folder=$2 image=$3
cd "$folder"
compose() { docker compose -p "$id" "$@"; }
labels=com.docker.compose
of() { docker ps -aq --filter "label=$labels.project=$id" --filter "label=$labels.service=$1"; }
ready() { until docker logs "$(of "$1")" 2>&1 | grep -q ready; do sleep 0.1; done; }
# The kernel may be too busy to freeze it at once.
pause() { until docker pause "$(of "$1")"; do sleep 0.1; done; }
fails() { if "$@"; then return 1; fi; }
# A file that can't be deleted, so that neither can the container.
stick() {
    docker inspect --format '{{.GraphDriver.Data.UpperDir}}/stuck' "$(of "$1")" >stuck
    touch "$(cat stuck)"
    chattr +i "$(cat stuck)"
}
hold() { docker run -d --rm --label "$labels.project=$id-holder" -p "127.0.0.1:$1:80" "$image" sleep 1000; }
# What compose in another folder makes of a project of the same name.
foreign() {
    docker run -d --network none --label "$labels.project=$id" --label "$labels.service=web" \\
        --label "$labels.oneoff=False" --label "$labels.project.working_dir=/srv/elsewhere" "$image" "$@"
}
`;

const clearScript = `
for stuck in "$1"/apps/*/stuck; do [ ! -e "$stuck" ] || chattr -i "$(cat "$stuck")"; done
docker ps -a --filter label=com.docker.compose.project --format '{{.ID}} {{.Label "com.docker.compose.project"}}' |
    sed -n "s/ $2.*//p" | xargs -r docker rm -f -v
docker rmi "$3"
`;

const atOnce = 6;
const patience = 60_000;

const root = mkdtempSync(join(tmpdir(), "status-"));
const prefix = `status${process.pid}x`;
const image = `appmanage-test/status:${process.pid}`;
const machine = nodeMachine();
const context: Context = {
    machine, user: "root", paths: pathsBelow(root), configurationFile: "", shippedLibraries: [], hostName: "localhost",
};
const all = Object.entries(situations).map(([title, situation], index) => ({ title, situation, id: prefix + index }));

const records: Record<string, AppRecord> = {};
const observed = new Map<string, AppStatus>();
const lastWords = new Map<string, string>();
const holders: ChildProcessWithoutNullStreams[] = [];

function writeRecords(kept: Readonly<Record<string, AppRecord>>): void {
    writeFileSync(`${root}/records.new`, formatRecords(kept));
    renameSync(`${root}/records.new`, context.paths.records);
}

function recordOf(id: string, situation: Situation, services: AppRecord["services"]): AppRecord {
    return {
        app_id: id, name: "test", customer_name: id, trade_mark: "Test", version: "1", official: true, library: "",
        created: "2026-01-01T00:00:00Z", wish: situation.wish ?? "running", services, ports: {}, network: null,
        access: { port: null, url: "", admin_url: "", user_name: "", password: "" }, probe: null, image_url: "",
    };
}

async function run(...argv: [string, ...string[]]): Promise<string> {
    const result = await machine.run(argv, { seconds: 120 });
    if (result.status !== 0)
        throw new Error(`${argv[0]} failed with ${result.status}: ${result.stderr}`);
    return result.stdout;
}

/** A job whose lock is held, if it is alive. */
async function pretendJob(id: string, { phase, alive, detail }: NonNullable<Situation["job"]>): Promise<void> {
    const folder = context.paths.job(id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/phase`, `${phase} ${detail ?? ""}`.trim() + "\n");
    if (alive) {
        const locks = `${context.paths.root}/locks`;
        mkdirSync(locks, { recursive: true });
        const holder = spawn("flock", [`${locks}/${id}`, "sh", "-c", "echo held; exec cat"]);
        holders.push(holder);
        await once(holder.stdout, "data");
    }
}

async function bringAbout(id: string, situation: Situation): Promise<void> {
    const folder = context.paths.app(id);
    mkdirSync(folder, { recursive: true });
    const services = Object.fromEntries(Object.entries(situation.services).map(([name, service]) =>
        [name, { image, network_mode: "none", ...service }]));
    // JSON is YAML.
    const file = `${folder}/docker-compose.yml`;
    writeFileSync(file, JSON.stringify({ services }));
    const config = await run("docker", "compose", "-p", id, "-f", file, "config", "--format", "json");
    const known = Object.entries(serviceRecords(composeConfigFrom(config)))
        .filter(([name]) => !situation.unknown?.includes(name));
    records[id] = recordOf(id, situation, Object.fromEntries(known));
    writeRecords(records);
    if (situation.job)
        await pretendJob(id, situation.job);
    await run("sh", "-c", words + situation.bring, "bring", id, folder, image);
}

/** Looks at all of them again and again, until each was seen in its situation. */
async function observe(brought: ReadonlySet<string>, isOver: () => boolean): Promise<void> {
    let deadline = Infinity;
    while (observed.size < all.length && Date.now() < deadline) {
        // Before the look: what is brought about in the middle of it may be seen half.
        const ready = all.filter(({ id }) => brought.has(id) && !observed.has(id));
        const state = await readState(context);
        for (const { id, situation } of ready) {
            const record = state.records[id];
            const containers = state.containersOf.get(id) ?? [];
            if (!record)
                continue;
            lastWords.set(id, containers.map(container => `${container.service}: ${container.statusText}`).join(", "));
            if (situation.when(containers))
                observed.set(id, statusIn(state, record));
        }
        if (isOver())
            deadline = Math.min(deadline, Date.now() + patience);
        await new Promise(resolve => setTimeout(resolve, 250));
    }
}

beforeAll(async () => {
    await run(join(__dirname, "../images/busybox/build"), image);
    const brought = new Set<string>();
    const queue = [...all];
    const workers = Array.from({ length: atOnce }, async () => {
        for (let next = queue.shift(); next; next = queue.shift()) {
            try {
                await bringAbout(next.id, next.situation);
                brought.add(next.id);
            } catch (error) {
                lastWords.set(next.id, String(error));
            }
        }
    });
    let isOver = false;
    await Promise.all([Promise.all(workers).then(() => { isOver = true; }), observe(brought, () => isOver)]);
}, 300_000);

afterAll(() => {
    for (const holder of holders)
        holder.stdin.end();
    execFileSync("sh", ["-c", clearScript, "clear", root, prefix, image]);
    rmSync(root, { recursive: true });
}, 120_000);

/** Docker's sentence about what it could not start, cut down to what matters of it. */
function brief(status: AppStatus | undefined): AppStatus | undefined {
    if (status?.reason?.is !== "not-started")
        return status;
    const error = /port is already allocated|no such file/.exec(status.reason.error)?.[0] ?? status.reason.error;
    return { ...status, reason: { ...status.reason, error } };
}

test.each(all)("$title", ({ id, situation }) => {
    expect(brief(observed.get(id)) ?? `never came about: ${lastWords.get(id) ?? ""}`).toEqual(situation.expected);
});

test("apps that are as they should be cost one call for all of them", async () => {
    const titles = ["up", "healthy", "three of three", "one-shot done", "one-shot retrying", "stopped as wished"];
    const steady = all.filter(({ title }) => titles.includes(title)).map(({ id }) => id);
    const paths: string[] = [];
    const counting: Machine = {
        ...machine,
        request: (socket, request) => {
            paths.push(request.path);
            return machine.request(socket, request);
        },
    };
    writeRecords(Object.fromEntries(Object.entries(records).filter(([id]) => steady.includes(id))));
    // One that has just started is asked once more: it may be between two crashes.
    const isSettled = async () => !(await listContainers(machine))
        .some(one => steady.includes(one.project) && justStarted(one) &&
            records[one.project]?.services[one.service]?.oneShot === false);
    while (!await isSettled())
        await new Promise(resolve => { setTimeout(resolve, 500); });
    const state = await readState({ ...context, machine: counting });
    writeRecords(records);
    expect([...state.containersOf.keys()].sort()).toEqual(steady.sort());
    expect(paths).toEqual(["/v1.44/containers/json?all=1"]);
}, 30_000);

describe("docker that cannot be read is an error, not an app that stopped", () => {
    const through = (socket: string): Context => ({
        ...context, machine: { ...machine, request: (_socket, request) => machine.request(socket, request) },
    });

    test("no socket", async () => {
        await expect(readState(through(`${root}/none.sock`))).rejects.toMatchObject({ problem: { is: "absent" } });
    });

    test("no service answers", async () => {
        const socket = `${root}/dead.sock`;
        const script = "net.createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))";
        await machine.run([process.execPath, "-e", script, socket]);
        await expect(readState(through(socket))).rejects.toMatchObject({ problem: { is: "stopped" } });
    });
});
