// SPDX-License-Identifier: LGPL-2.1-or-later
/** An app's version and settings are changed, undone, taken back and confirmed, on a real Docker. */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import * as z from "zod";
import { parseRecords } from "../../src/apps/records/store";
import { survey } from "../../src/jobs/folder";
import { resume } from "../../src/jobs/jobs";
import { rawValue } from "../../src/library/environment";
import { freePort, World } from "./world";

jest.setTimeout(240_000);

const world = new World("change");
const image = `appmanage-test/change${process.pid}`;
const broken = "2.0";
const bin = join(world.folder, "bin");

beforeAll(() => {
    process.env.APPMANAGE_TRIAL = "3";
    sh('for tag; do docker image inspect "busybox:$tag" || docker pull "busybox:$tag"; done >/dev/null', older, newer);
    for (const tag of [older, newer, broken])
        sh('docker tag "busybox:$1" "$2:$3"', tag === broken ? newer : tag, image, tag);
    // Copies take their time while the file is there.
    mkdirSync(bin);
    writeFileSync(join(bin, "cp"), `#!/bin/sh\n[ ! -e '${world.folder}/hold' ] || sleep 1\nexec /bin/cp "$@"\n`);
    chmodSync(join(bin, "cp"), 0o755);
    process.env.PATH = `${bin}:${process.env.PATH ?? ""}`;
});
afterAll(async () => {
    await world.end();
    sh('docker image ls --format "{{.Repository}}:{{.Tag}}" "$1" | xargs -r docker image rm', image);
});

const key = "W9_HTTP_PORT_SET";
const tags = readFileSync(join(__dirname, "../images/busybox/tags"), "utf8").trim().split(/\s+/);
const [older = "", newer = ""] = [tags[1], tags[2]];
/** Waits on its port, and keeps what each version wrote, in a volume and in a folder of the app. */
const compose = (more: string) => `
services:
  main:
    image: $W9_REPO:$W9_VERSION
    command:
      - sh
      - -c
      - |
        echo $W9_VERSION >>/data/log; echo $W9_VERSION >>/site/log
        ${more}
        mkdir -p /www; echo "$W9_VERSION" >/www/index.html
        exec httpd -f -p 80 -h /www
    init: true
    stop_signal: SIGKILL
    restart: unless-stopped
    ports: ["$${key}:80"]
    volumes: [data:/data, "./site:/site"]
volumes:
  data:
networks:
  default:
    name: $W9_NETWORK
    external: true
`;

const fails = "if [ $W9_VERSION = 2.0 ]; then rm -f /data/note; echo half >/data/half; echo bad >/site/note; exit 3; fi";
function library(name: string, versions: string[], text: string) {
    world.addApp(name, image, versions, text);
    const own = `W9_ID=${name}\nW9_REPO=${image}\nW9_VERSION=${versions[0] ?? ""}\n`;
    writeFileSync(join(world.library, name, ".env"), `${own}W9_POWER_PASSWORD=x\nW9_NETWORK=websoft9\n${key}=9001\n`);
}

const record = (id: string) => parseRecords(readFileSync(world.paths.records, "utf8"), world.paths.records)[id];
const env = (id: string) => readFileSync(`${world.paths.app(id)}/.env`, "utf8");
const jobOf = async (id: string) => (await survey(world.context().machine, world.paths.root)).jobs.get(id);
const sh = (script: string, ...args: string[]) => execFileSync("sh", ["-c", script, "sh", ...args], { encoding: "utf8" });
const inside = (id: string, script: string) => sh('docker exec "$1" sh -c "$2"', `${id}-main-1`, script);

/** As the file says it: asking for it properly takes a process, many times a second. */
function phaseOf(id: string): string {
    const file = join(world.paths.job(id), "phase");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split(" ")[0] ?? "" : "";
}

const ends = ["done", "failed", "removed", "restored", "undo-failed"];

async function over(id: string, phase: string) {
    for (const end = Date.now() + 90_000; ;) {
        const job = ends.includes(phaseOf(id)) || Date.now() > end ? await jobOf(id) : undefined;
        if (job && !job.alive && ends.includes(job.phase)) {
            const log = readFileSync(join(world.paths.job(id), "log"), "utf8").slice(-3000);
            expect({ ...job, log: job.phase === phase ? "" : log }).toMatchObject({ phase, log: "" });
            return job;
        }
        if (Date.now() > end)
            throw new Error(`${id} is ${JSON.stringify(job)}`);
        await new Promise(resolve => setTimeout(resolve, 100));
    }
}

async function reaches(id: string, phases: string[]) {
    for (const end = Date.now() + 60_000; Date.now() < end;) {
        if (phases.includes(phaseOf(id)))
            return;
        await new Promise(resolve => setTimeout(resolve, 10));
    }
    throw new Error(`${id} is ${JSON.stringify(await jobOf(id))}`);
}

/** Every file of the app's data and definition, with its content, mode, owner and time. */
function state(id: string): string {
    const volume = sh("docker volume inspect --format '{{.Mountpoint}}' \"$1_data\"", id).trim();
    return sh(`cd "$1" && find . -printf '%p %y %m %U %G %T@ %l\\n' | sort; find . -type f -exec sha256sum {} + | sort
        cd "$2" && find . -printf '%p %y %m %U %G\\n' | sort; find . -type f -exec sha256sum {} + | sort`,
    volume, world.paths.app(id));
}

/** Without what each start writes. */
const rest = (text: string) => text.split("\n").filter(line => !/\/log\b/.test(line) && !/^\. d /.test(line)).join("\n");

const volumes = (id: string) => sh('docker volume ls -q --filter "name=$1"', id).trim();
const undoTags = (id: string) => sh('docker image ls --format "{{.Repository}}:{{.Tag}}" "appmanage-undo/$1"', id).trim();

async function installed(name: string, versions = [newer, older, broken], text = compose(fails)) {
    library(name, versions, text);
    const id = world.id(name);
    const port = await freePort();
    await world.install(name, id, older, { [key]: String(port) });
    await world.reaches(id, "running");
    inside(id, "echo precious >/data/note; ln -s /etc/passwd /data/link; mkfifo /data/fifo; echo mine >/site/note");
    return { id, port };
}

const preview = z.looseObject({
    app_id: z.string(), recreated: z.array(z.string()),
    saves: z.object({ bytes: z.number().nullable(), seconds: z.number().nullable() }).optional(),
    free_bytes: z.number(), refusals: z.array(z.looseObject({ code: z.string() })),
    images: z.array(z.object({ service: z.string(), old: z.string(), new: z.string() })),
    settings: z.array(z.object({ key: z.string(), old: z.string().nullable(), new: z.string().nullable() })),
});

test("it changes a port, and goes back", async () => {
    const { id, port } = await installed("port");
    const other = String(await freePort());
    const before = state(id);

    const told = preview.parse(await world.ok("AppUpdate", { app_id: id, settings: { [key]: other }, dry_run: true }));
    expect(told).toMatchObject({
        app_id: id, version: { old: older, new: older }, recreated: ["main"], refusals: [],
        settings: [{ key, old: String(port), new: other }],
    });
    expect(told.saves).toBeUndefined();
    expect(state(id)).toBe(before);
    expect(readdirSync(world.paths.job(id)).filter(name => name.startsWith("staged"))).toEqual([]);

    expect(await world.ok("AppUpdate", { app_id: id, settings: { [key]: other } })).toEqual({ app_id: id });
    await over(id, "done");
    expect(await world.status(id)).toBe("running");
    expect(await world.docker("port", `${id}-main-1`)).toContain(`80/tcp -> 0.0.0.0:${other}`);
    expect(rawValue(env(id), key)).toBe(other);
    expect((await world.list("port"))[0]?.running_info?.port).toBe(Number(other));
    expect(inside(id, "cat /data/note")).toBe("precious\n");

    const { error } = await world.ask("AppUpdate", { app_id: id, settings: { [key]: other } });
    expect(error?.Code).toBe("Update.None");
    expect(await world.ok("AppRollback", { app_id: id })).toEqual({ app_id: id, lost_since: null });
    await over(id, "done");
    expect(await world.docker("port", `${id}-main-1`)).toContain(`80/tcp -> 0.0.0.0:${port}`);
    expect(rawValue(env(id), key)).toBe(String(port));
    await world.ok("AppRestart", { app_id: id });
    expect(record(id)).toMatchObject({ ports: { [key]: port } });
    expect((await world.ask("AppRollback", { app_id: id })).error?.Code).toBe("Update.NoRollback");
    expect(undoTags(id)).toBe("");
});

test("it updates to the newest version, keeps the data, and goes back to the data of before", async () => {
    const { id } = await installed("version", [newer, older]);
    sh("docker stop \"$1\"", `${id}-main-1`);
    const before = state(id);
    sh("docker start \"$1\"", `${id}-main-1`);
    await world.reaches(id, "running");

    const told = preview.parse(await world.ok("AppUpdate", { app_id: id, dry_run: true }));
    expect(told).toMatchObject({ version: { old: older, new: newer }, refusals: [] });
    expect(told.images).toEqual([{ service: "main", old: `${image}:${older}`, new: `${image}:${newer}` }]);
    expect(told.saves?.bytes).toBeGreaterThan(0);
    expect(told.saves?.seconds).toBeGreaterThan(0);
    await world.ok("AppUpdate", { app_id: id });
    await over(id, "done");
    expect(await world.status(id)).toBe("running");
    expect(inside(id, "cat /data/note; tail -n 1 /data/log")).toBe(`precious\n${newer}\n`);
    expect(undoTags(id)).toBe(`appmanage-undo/${id}:main`);
    await world.ok("AppRestart", { app_id: id });
    expect(record(id)).toMatchObject({ version: newer, former: { part: { version: older } } });

    inside(id, "echo lost >/data/note");
    const back = await world.ok("AppRollback", { app_id: id });
    expect(back).toEqual({ app_id: id, lost_since: expect.stringMatching(/^\d{4}-.*Z$/) as string });
    await over(id, "done");
    expect(inside(id, "cat /data/note; cat /site/note; tail -n 1 /data/log")).toBe(`precious\nmine\n${older}\n`);
    await world.ok("AppStop", { app_id: id });
    expect(record(id)).toMatchObject({ version: older });
    expect(record(id)?.former).toBeUndefined();
    expect(rest(state(id))).toBe(rest(before));
});

test("a version that does not become ready is undone by itself, with the data byte for byte as before", async () => {
    const { id } = await installed("undone");
    await world.ok("AppStop", { app_id: id });
    const before = state(id);
    await world.ok("AppStart", { app_id: id });
    const log = inside(id, "cat /data/log");

    await world.ok("AppUpdate", { app_id: id, app_version: broken });
    expect(await over(id, "restored")).toMatchObject({ kind: "update", detail: expect.any(String) as string });
    expect(await world.status(id)).toBe("running");
    expect(rest(state(id))).toBe(rest(before));
    expect(inside(id, "cat /data/log")).toBe(`${log}${older}\n`);
    expect(await world.docker("inspect", "--format", "{{.Config.Image}}", `${id}-main-1`)).toEqual([`${image}:${older}`]);
    expect(existsSync(join(world.paths.job(id), "change"))).toBe(false);
    expect(undoTags(id)).toBe("");
    await world.ok("AppRestart", { app_id: id });
    expect(record(id)).toMatchObject({ version: older });
    expect(record(id)?.next).toBeUndefined();
    expect((await world.ask("AppRollback", { app_id: id })).error?.Code).toBe("Update.NoRollback");
});

/** Everything that works for the job is killed at once. */
function kill(id: string) {
    sh(`while workers=$(grep -lzsx "APPMANAGE_JOB=$1" /proc/[0-9]*/environ | cut -d / -f 3) && [ -n "$workers" ]; do
        kill -9 $workers 2>/dev/null || true
    done`, id);
}

test("a change that is killed in any phase continues, and so does the way back", async () => {
    const { id } = await installed("killed", [newer, older]);
    const go = async (operation: string, phase: string, end = "done") => {
        if (phase !== "starting")
            writeFileSync(join(world.folder, "hold"), "");
        await world.ok(operation, { app_id: id });
        await reaches(id, [phase]);
        kill(id);
        rmSync(join(world.folder, "hold"), { force: true });
        expect(await jobOf(id)).toMatchObject({ phase });
        await resume(world.context().machine, world.paths.root);
        await over(id, end);
        expect(await world.status(id)).toBe("running");
    };
    await go("AppUpdate", "saving");
    expect(inside(id, "cat /data/note; tail -n 1 /data/log")).toBe(`precious\n${newer}\n`);
    inside(id, "echo lost >/data/note");
    await go("AppRollback", "undoing");
    expect(inside(id, "cat /data/note /site/note; tail -n 1 /data/log")).toBe(`precious\nmine\n${older}\n`);
    await go("AppUpdate", "starting");
    expect(inside(id, "cat /data/note; tail -n 1 /data/log")).toBe(`precious\n${newer}\n`);

    expect(await world.ok("AppConfirm", { app_id: id })).toEqual({ app_id: id });
    expect(undoTags(id)).toBe("");
    expect(existsSync(join(world.paths.job(id), "undo"))).toBe(false);
    expect(record(id)).toMatchObject({ version: newer });
    expect(record(id)?.former).toBeUndefined();
    for (const operation of ["AppConfirm", "AppRollback"])
        expect((await world.ask(operation, { app_id: id })).error?.Code).toBe("Update.NoRollback");
});

test("what fails or is canceled before the app stops changes nothing, and the app runs meanwhile", async () => {
    const absent = "8.0";
    const { id } = await installed("before", [absent, newer, older]);
    const before = rest(state(id));
    const container = await world.docker("ps", "-q", "--no-trunc", "--filter", `name=${id}-main-1`);
    const release = await world.holdQueue();
    await world.ok("AppUpdate", { app_id: id });
    await reaches(id, ["queued"]);
    expect(await world.status(id)).toBe("running");
    expect((await world.ask("AppUpdate", { app_id: id })).error?.Code).toBe("APP.Busy");
    expect(await world.ok("AppCancel", { app_id: id })).toEqual({ app_id: id });
    expect(await over(id, "restored")).toMatchObject({ detail: "cancel 0" });
    release();
    await world.ok("AppUpdate", { app_id: id });
    expect((await over(id, "failed")).detail).toMatch(/^pull /);
    expect(await world.status(id)).toBe("running");
    expect(rest(state(id))).toBe(before);
    expect(await world.docker("ps", "-q", "--no-trunc", "--filter", `name=${id}-main-1`)).toEqual(container);
    expect(readdirSync(world.paths.job(id)).filter(name => /^(?:staged-|change|undo)/.test(name))).toEqual([]);

    const { error } = await world.ask("AppUpdate", { app_id: id, app_version: "0.1" });
    expect(error?.Code).toBe("Param.AppVersion.NotExis");
});

test("it refuses what it can't know, and keeps what the admin changed", async () => {
    const { id } = await installed("merge", [newer, older]);
    const folder = join(world.library, "merge");
    writeFileSync(join(folder, "docker-compose.yml"), `${compose(fails)}# of the library\n`);
    writeFileSync(join(world.paths.app(id), ".env"), `${env(id)}MY_OWN="a $W9_VERSION"\n`);
    const changes = async () => {
        const { error } = await world.ask("AppUpdate", { app_id: id });
        expect(error?.Code).toBe("APP.DefinitionChanged");
        return /^\+\+\+ (.*)$/m.exec(error?.Detail ?? "")?.[1];
    };
    await world.ok("AppRestart", { app_id: id, allow_changes: await changes() });

    const own = readFileSync(join(world.paths.app(id), "docker-compose.yml"), "utf8");
    writeFileSync(join(world.paths.app(id), "docker-compose.yml"), `# mine\n${own}`);
    const { error } = await world.ask("AppUpdate", { app_id: id });
    expect(error).toMatchObject({ Code: "Update.Conflict", Detail: "docker-compose.yml" });
    expect(preview.parse(await world.ok("AppUpdate", { app_id: id, dry_run: true })).refusals)
        .toEqual([{ code: "Update.Conflict", detail: "docker-compose.yml" }]);

    writeFileSync(join(world.paths.app(id), "docker-compose.yml"), own);
    writeFileSync(join(world.paths.app(id), ".env"), `${env(id)}MY_OTHER=b\n`);
    const allow = { app_id: id, allow_changes: await changes() };
    expect(preview.parse(await world.ok("AppUpdate", { ...allow, dry_run: true })).refusals).toEqual([]);
    await world.ok("AppUpdate", allow);
    await over(id, "done");
    expect(rawValue(env(id), "MY_OTHER")).toBe("b");
    expect(readFileSync(join(world.paths.app(id), "docker-compose.yml"), "utf8")).toContain("# of the library");
    expect(env(id)).toContain('MY_OWN="a $W9_VERSION"');
    expect(rawValue(env(id), "W9_VERSION")).toBe(newer);
    // Purging takes the way back along.
    expect(undoTags(id)).not.toBe("");
    await world.ok("AppUninstall", { app_id: id, purge: true });
    expect(undoTags(id)).toBe("");
    expect(volumes(id)).toBe("");
});

test("an app that is stopped is tried, and is stopped again", async () => {
    const { id } = await installed("stopped");
    await world.ok("AppStop", { app_id: id });
    const before = rest(state(id));
    await world.ok("AppUpdate", { app_id: id, app_version: broken });
    await over(id, "restored");
    expect(await world.status(id)).toBe("stop");
    expect(rest(state(id))).toBe(before);
    await world.ok("AppUpdate", { app_id: id, app_version: newer });
    await over(id, "done");
    expect(await world.status(id)).toBe("stop");
    await world.ok("AppStart", { app_id: id });
    expect(inside(id, "cat /data/note; tail -n 1 /data/log")).toBe(`precious\n${newer}\n`);

    // The way back is there for a week.
    const undo = join(world.paths.job(id), "undo");
    expect([existsSync(undo), undoTags(id)]).toEqual([true, `appmanage-undo/${id}:main`]);
    sh('touch -d "8 days ago" "$1/time"', undo);
    await world.ok("AppRestart", { app_id: id });
    expect([existsSync(undo), undoTags(id)]).toEqual([false, ""]);
    expect((await world.ask("AppRollback", { app_id: id })).error?.Code).toBe("Update.NoRollback");
});

test("a change that fails after another leaves the way back from that one", async () => {
    const { id } = await installed("chain");
    await world.ok("AppUpdate", { app_id: id, app_version: newer });
    await over(id, "done");
    await world.ok("AppUpdate", { app_id: id, app_version: broken });
    await reaches(id, ["checking", "staged", "stopping", "saving"]);
    expect(record(id)).toMatchObject({ version: newer, former: { part: { version: older } }, next: { part: { version: broken } } });
    await over(id, "restored");
    await world.reaches(id, "running");
    await world.ok("AppRestart", { app_id: id });
    expect(record(id)).toMatchObject({ version: newer, former: { part: { version: older } } });
    expect(record(id)?.next).toBeUndefined();
    await world.ok("AppRollback", { app_id: id });
    await over(id, "done");
    await world.ok("AppRestart", { app_id: id });
    expect(record(id)).toMatchObject({ version: older });
    expect(inside(id, "cat /data/note; tail -n 1 /data/log")).toBe(`precious\n${older}\n`);
});

test("an undo that fails says so, lets nothing start over the data, and is tried again", async () => {
    const { id, port } = await installed("twice");
    writeFileSync(join(world.folder, "hold"), "");
    await world.ok("AppUpdate", { app_id: id, app_version: newer });
    await reaches(id, ["saving"]);
    // Neither version gets its port.
    const other = createServer().listen(port, "0.0.0.0");
    await once(other, "listening");
    const before = rest(state(id));
    rmSync(join(world.folder, "hold"));
    await over(id, "undo-failed");
    expect(await world.status(id)).toBe("error");
    expect((await world.ask("AppUpdate", { app_id: id, app_version: newer })).error?.Code).toBe("Update.Refused");
    expect((await world.ask("AppStart", { app_id: id })).error).toMatchObject({ Code: "Container.CommandError" });

    other.close();
    await once(other, "close");
    await world.ok("AppRetry", { app_id: id });
    await over(id, "restored");
    await world.reaches(id, "running");
    expect(record(id)).toMatchObject({ version: older });
    expect(rest(state(id))).toBe(before);
    expect(undoTags(id)).toBe("");
});
