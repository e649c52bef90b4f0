// SPDX-License-Identifier: LGPL-2.1-or-later
/** Apps are backed up by a real restic, and restored: into the app, as a new app, and where nothing else is left. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { backup as backupShape } from "../../src/api/backup-schemas";
import { digestIn } from "../../src/apps/definition/digest";
import { parseRecords } from "../../src/apps/records/store";
import { survey } from "../../src/jobs/folder";
import { causeOf } from "../../src/jobs/log/failure";
import { resume } from "../../src/jobs/jobs";
import { freePort, World } from "./world";

jest.setTimeout(240_000);

const world = new World("backup");
/** Another server, as far as this program knows. */
const elsewhere = new World("else");
const place = "here";
const location = join(world.folder, "repository");
let password = "";
const key = "W9_HTTP_PORT_SET";
const tags = readFileSync(join(__dirname, "../images/busybox/tags"), "utf8").trim().split(/\s+/);
const [version = "", newer = ""] = [tags[1], tags[2]];

/** Data in a volume of its own name, in one without, and in a folder of the app; a second service keeps nothing. */
const compose = `
services:
  main:
    image: busybox:$W9_VERSION
    command: [sh, -c, "mkdir -p /www; cp /data/note /www/index.html; exec httpd -f -p 80 -h /www"]
    init: true
    stop_signal: SIGKILL
    restart: always
    ports: ["$${key}:80"]
    volumes: [data:/data, /nameless, "./site:/site", "./src/motd:/etc/motd:ro", "./made:/made"]
  helper:
    image: busybox:$W9_VERSION
    command: [sleep, "1000"]
    init: true
    stop_signal: SIGKILL
    restart: unless-stopped
    network_mode: "service:main"
volumes:
  data:
networks:
  default:
    name: $W9_NETWORK
    external: true
`;

const sh = (script: string, ...args: string[]) => execFileSync("sh", ["-c", script, "sh", ...args], { encoding: "utf8" });
const inside = (id: string, script: string) => sh('docker exec "$1" sh -c "$2"', `${id}-main-1`, script);
const jobOf = async (id: string) => (await survey(world.context().machine, world.paths.root)).jobs.get(id);
const logOf = (id: string) => readFileSync(join(world.paths.job(id), "log"), "utf8");
const phaseOf = (id: string) => readFileSync(join(world.paths.job(id), "phase"), "utf8").trim();
const ids = (id: string) => sh('docker ps -aq --no-trunc --filter "label=com.docker.compose.project=$1" | sort', id);

/** What its library brought, and its admin has changed. */
const motd = "welcome\n";

beforeAll(async () => {
    process.env.APPMANAGE_TRIAL = "3";
    sh('for tag; do docker image inspect "busybox:$tag" || docker pull "busybox:$tag"; done >/dev/null', version, newer);
    world.addApp("site", "busybox", [newer, version], compose);
    const folder = join(world.library, "site");
    writeFileSync(join(folder, ".env"),
        `W9_ID=site\nW9_REPO=busybox\nW9_VERSION=${newer}\nW9_POWER_PASSWORD=x\nW9_NETWORK=websoft9\n${key}=9001\n`);
    mkdirSync(join(folder, "src"));
    writeFileSync(join(folder, "src/motd"), "hello\n");
    const added = await world.ok("BackupPlaceAdd", { place, kind: "local", location });
    ({ password } = z.object({ place: z.literal(place), password: z.string().min(20) }).parse(added));
});
afterAll(async () => {
    await world.end();
    await elsewhere.end();
});

async function over(id: string, phase: string) {
    for (const end = Date.now() + 90_000; ;) {
        const job = await jobOf(id);
        if (job && !job.alive && /^(done|failed|removed|restored|undo-failed)/.test(job.phase)) {
            expect({ ...job, log: job.phase === phase ? "" : logOf(id).slice(-3000) }).toMatchObject({ phase, log: "" });
            return job;
        }
        if (Date.now() > end)
            throw new Error(`${id} is ${JSON.stringify(job)}\n${logOf(id).slice(-2000)}`);
        await new Promise(resolve => setTimeout(resolve, 100));
    }
}

async function reaches(id: string, phase: string) {
    for (const end = Date.now() + 60_000; Date.now() < end;) {
        if (phaseOf(id).startsWith(phase))
            return;
        await new Promise(resolve => setTimeout(resolve, 5));
    }
    throw new Error(`${id} is ${phaseOf(id)}`);
}

async function installed(name: string) {
    const id = world.id(name);
    const port = await freePort();
    await world.install("site", id, version, { [key]: String(port) });
    await world.reaches(id, "running");
    write(id, "precious");
    writeFileSync(join(world.paths.app(id), "src/motd"), motd);
    return { id, port };
}

/** Files as apps have them: other owners and modes, links, names with blanks and line breaks. */
function write(id: string, text: string) {
    inside(id, `for to in data nameless site made; do rm -rf /$to/*; echo ${text} >/$to/note
        chown 70:70 /$to/note; chmod 640 /$to/note
        ln -s /etc/shadow /$to/link; mkfifo /$to/fifo; mkdir -p '/$to/a b'; printf x >'/$to/a b/c
d'; done`);
}

/** Content, modes and owners of all that the app has written. */
function data(id: string): string {
    return inside(id, `for to in data nameless site made; do cd /$to; find . | sort | xargs -I {} stat -c '%n %F %a %u %g' {} 2>&1
        find . -type f -exec sha256sum {} + | sort; done; cat /etc/motd`);
}

const backup = (id: string, more = {}) => world.ok("AppBackup", { app_id: id, place, ...more });
const backups = async (id?: string) => z.array(backupShape).parse(
    await world.ok("BackupList", { place, ...id !== undefined && { app_id: id } }));

async function newest(id: string) {
    const [first] = await backups(id);
    if (!first)
        throw new Error(`no backup of ${id}`);
    return first.backup_id;
}

test("an app is backed up while it runs, and changed, and becomes again what it was", async () => {
    const { id, port } = await installed("one");
    const before = data(id);
    const containers = ids(id);
    await backup(id);
    await over(id, "done");
    expect(ids(id)).toBe(containers);
    await world.reaches(id, "running");
    expect(data(id)).toBe(before);
    expect(existsSync(join(world.paths.job(id), "upload"))).toBe(false);
    expect(await backups(id)).toEqual([expect.objectContaining({
        place, app_id: id, app_name: "site", version, reason: "manual", size: expect.any(Number) as number,
    })]);

    write(id, "spoiled");
    await world.ok("AppUpdate", { app_id: id });
    await over(id, "done");
    expect(data(id)).not.toBe(before);
    const backupId = await newest(id);
    await world.ok("BackupRestore", { place, backup_id: backupId, customer_app_name: id });
    await over(id, "done");
    await world.reaches(id, "running");
    expect(data(id)).toBe(before);
    expect(await world.docker("port", `${id}-main-1`)).toContain(`80/tcp -> 0.0.0.0:${port}`);
    expect(sh("docker inspect --format '{{.Config.Image}}' \"$1\"", `${id}-main-1`)).toBe(`busybox:${version}\n`);

    // What was there before can be gone back to.
    const [first] = await backups(id);
    const records = () => parseRecords(readFileSync(world.paths.records, "utf8"), world.paths.records);
    await world.ok("AppStop", { app_id: id });
    expect(records()[id]?.former?.backup).toBe(first?.time);
    await world.ok("AppStart", { app_id: id });
    await world.ok("AppRollback", { app_id: id });
    await over(id, "done");
    expect(inside(id, "cat /data/note")).toBe("spoiled\n");
});

test("a backup becomes a new app with ports and a network of its own, beside the old one", async () => {
    const { id, port } = await installed("two");
    const before = data(id);
    await backup(id, { method: "pause" });
    await over(id, "done");
    const copy = world.id("copy");
    await world.ok("BackupRestore", { place, backup_id: await newest(id), customer_app_name: copy });
    await over(copy, "done");
    await world.reaches(copy, "running");
    expect(data(copy)).toBe(before);
    expect(data(id)).toBe(before);
    const [published = ""] = await world.docker("port", `${copy}-main-1`, "80/tcp");
    expect(published).not.toBe("");
    expect(published).not.toContain(`:${port}`);
    inside(copy, "echo other >/data/note");
    expect(inside(id, "cat /data/note")).toBe("precious\n");
    expect((await world.list("site")).map(({ app_id: one }) => one)).toEqual(expect.arrayContaining([id, copy]));
});

test("an app that is deleted comes back from its backup alone", async () => {
    const { id } = await installed("three");
    const before = data(id);
    await world.ok("AppStop", { app_id: id });
    await backup(id, { method: "stop" });
    await over(id, "done");
    expect(await world.status(id)).toBe("stop");
    await world.ok("AppUninstall", { app_id: id, purge: true });
    expect(await world.belongings(id)).toEqual([]);
    await world.ok("BackupRestore", { place, backup_id: await newest(id), customer_app_name: id });
    await over(id, "done");
    await world.reaches(id, "running");
    expect(data(id)).toBe(before);
});

test("an app runs again whatever happens to its backup", async () => {
    const { id } = await installed("four");
    const before = data(id);
    const { machine } = world.context();
    for (const phase of ["stopping", "saving", "starting", "uploading"]) {
        await backup(id);
        await reaches(id, phase);
        sh('pkill -KILL -f "jobs/$1/run" || :', id);
        // What the job had started has its lock for a while.
        for (let job = await jobOf(id); job && !/^(done|failed)/.test(job.phase); job = await jobOf(id))
            await resume(machine, world.paths.root);
        await over(id, "done");
        await world.reaches(id, "running");
        expect(data(id)).toBe(before);
    }
    await backup(id, { method: "stop" });
    await reaches(id, "saving");
    await world.ok("AppCancel", { app_id: id });
    expect(await over(id, "restored")).toMatchObject({ detail: "cancel 0" });
    await world.reaches(id, "running");
    expect(data(id)).toBe(before);
});

test("another server restores an app from the place and its password alone", async () => {
    const { id } = await installed("seven");
    const before = data(id);
    await backup(id);
    await over(id, "done");
    const backupId = await newest(id);
    await world.ok("AppUninstall", { app_id: id, purge: true });

    const wrong = { place: "found", kind: "local", location, password: "wrong" };
    expect((await elsewhere.ask("BackupPlaceAdd", wrong)).error?.Code).toBe("Backup.WrongPassword");
    expect(await elsewhere.ok("BackupPlaceAdd", { ...wrong, password })).toEqual({ place: "found" });
    expect(await elsewhere.ok("BackupList", { app_id: id })).toEqual([expect.objectContaining({ backup_id: backupId })]);
    const there = elsewhere.id("seven");
    await elsewhere.ok("BackupRestore", { backup_id: backupId, customer_app_name: there });
    await elsewhere.reaches(there, "running");
    expect(data(there)).toBe(before);
    await elsewhere.ok("AppRestart", { app_id: there });
    expect(data(there)).toBe(before);
});

test("a rehearsal restores a backup as an app that goes again", async () => {
    const { id } = await installed("five");
    await backup(id);
    await over(id, "done");
    const rehearsed = world.id("show");
    const backupId = await newest(id);
    await world.ok("BackupRestore", { place, backup_id: backupId, customer_app_name: rehearsed, rehearse: true });
    await over(rehearsed, "removed");
    expect(await world.belongings(rehearsed)).toEqual([]);
    expect((await backups(id))[0]?.rehearsed).toEqual({ time: expect.stringMatching(/^\d{4}-\S+Z$/) as string, ok: true });
    expect((await world.list("site")).map(({ app_id: one }) => one)).not.toContain(rehearsed);
});

test("an app that gave itself rights before it was backed up gets none of them without a word", async () => {
    const { id } = await installed("nine");
    sh("sed -i 's/^    init: true/&\\n    privileged: true/' \"$1/docker-compose.yml\"", world.paths.app(id));
    await backup(id);
    await over(id, "done");
    const copy = world.id("rights");
    const request = { place, backup_id: await newest(id), customer_app_name: copy };
    for (const customer_app_name of [copy, id]) {
        const { error } = await world.ask("BackupRestore", { ...request, customer_app_name, allow_changes: "0".repeat(64) });
        expect(error?.Code).toBe("APP.DefinitionChanged");
        expect(error?.Detail).toContain("+ main: privileged");
    }
    expect(existsSync(world.paths.app(copy))).toBe(false);
    const { error } = await world.ask("BackupRestore", request);
    await world.ok("BackupRestore", { ...request, allow_changes: digestIn(error?.Detail ?? "") });
    await over(copy, "done");
    expect(sh("docker inspect --format '{{.HostConfig.Privileged}}' \"$1\"", `${copy}-main-1`)).toBe("true\n");
});

test.each([
    ["definition", "rm -rf definition && ln -s /etc definition"],
    ["record", "ln -sf /etc/shadow record.json"],
    ["volume", 'name=$(ls data/volumes | head -n 1) && rm -rf "data/volumes/$name" && ln -s /etc "data/volumes/$name"'],
    ["volumes", "rm -rf data/volumes && ln -s /etc data/volumes"],
    ["name", 'printf "x y//;w%s\\n" "$PWD/../written" >keys'],
    ["folder", 'printf "%s\\n" ../../../outside >folders'],
])("a repository can't make use of a %s that leads elsewhere", async (what, script) => {
    const { id } = await installed("evil");
    await backup(id);
    await over(id, "done");
    const folder = join(world.paths.places, place);
    const raw = join(world.folder, `tampered-${what}`);
    const restic = 'restic --repository-file "$1/repository" --password-file "$1/password"';
    const source = `${raw}${world.paths.job(id)}/upload/tree`;
    sh(`${restic} restore -q "$2" --target "$3"; cd "$4" && ${script}
        ${restic} backup -q --tag "appmanage,app:$5,name:site,version:$6,reason:manual,bytes:1" "$4"`,
    folder, await newest(id), raw, source, id, version);
    const copy = world.id("evilcp");
    const { error } = await world.ask("BackupRestore", { place, backup_id: await newest(id), customer_app_name: copy });
    if (!error) {
        const { detail } = await over(copy, "failed");
        expect(detail).toMatch(/^(restore|load) 1$/);
        await world.ok("AppUninstall", { app_id: copy, purge: true });
    } else {
        expect(error.Code).toMatch(/^Backup\./);
    }
    expect(existsSync(join(source, "../written"))).toBe(false);
    expect(existsSync(join(world.folder, "outside"))).toBe(false);
    expect(await world.belongings(copy)).toEqual([]);
    await world.ok("AppUninstall", { app_id: id, purge: true });
});

test("an app is backed up as it was before an update, and the update holds without its backup", async () => {
    const { id } = await installed("ten");
    const before = data(id);
    await world.ok("AppUpdate", { app_id: id, backup_to: place });
    expect(await over(id, "done")).toMatchObject({ detail: "" });
    expect(sh("docker inspect --format '{{.Config.Image}}' \"$1\"", `${id}-main-1`)).toBe(`busybox:${newer}\n`);
    expect(await backups(id)).toEqual([expect.objectContaining({ version, reason: "update" })]);
    expect(existsSync(join(world.paths.job(id), "upload"))).toBe(false);
    write(id, "after");
    const copy = world.id("tencp");
    await world.ok("BackupRestore", { place, backup_id: await newest(id), customer_app_name: copy });
    await over(copy, "done");
    await world.reaches(copy, "running");
    expect(data(copy)).toBe(before);
    await world.ok("AppRollback", { app_id: id });
    await over(id, "done");
    await world.reaches(id, "running");
    expect(data(id)).toBe(before);

    expect((await world.ask("AppUpdate", { app_id: id, backup_to: "nowhere" })).error?.Code).toBe("Param.Place.NotExis");
    await world.ok("AppUpdate", { app_id: id, backup_to: place });
    // What the place has is gone in the middle.
    await reaches(id, "watching");
    sh('mv "$1" "$1.away"', location);
    try {
        expect(await over(id, "done")).toMatchObject({ detail: "backup-failed" });
    } finally {
        sh('mv "$1.away" "$1"', location);
    }
    expect(sh("docker inspect --format '{{.Config.Image}}' \"$1\"", `${id}-main-1`)).toBe(`busybox:${newer}\n`);
});

test("a place that is full, and one that someone else uses", async () => {
    const { id } = await installed("eight");
    const small = join(world.folder, "small");
    sh('mkdir "$1" && mount -t tmpfs -o size=4m tmpfs "$1"', small);
    try {
        await world.ok("BackupPlaceAdd", { place: "small", kind: "local", location: join(small, "repository") });
        inside(id, "head -c 8000000 /dev/urandom >/data/large");
        await world.ok("AppBackup", { app_id: id, place: "small" });
        expect(await over(id, "failed")).toMatchObject({ detail: "upload 1" });
        expect(causeOf(logOf(id), "upload", 1).id).toBe("place-full");
        await world.reaches(id, "running");
        expect(existsSync(join(world.paths.job(id), "upload"))).toBe(false);
    } finally {
        sh('umount -l "$1"', small);
    }

    // Someone checks the repository, and takes their time.
    const folder = join(world.paths.places, place);
    const checking = spawn("restic", [
        "--repository-file", join(folder, "repository"), "--password-file", join(folder, "password"), "check",
    ], { stdio: "ignore" });
    const exited = once(checking, "exit");
    while (sh('ls "$1"', join(location, "locks")) === "") { /* until it has its lock */ }
    checking.kill("SIGSTOP");
    try {
        await backup(id);
        await reaches(id, "uploading");
        for (const end = Date.now() + 30_000; !logOf(id).includes("already locked") && Date.now() < end;)
            await new Promise(resolve => setTimeout(resolve, 100));
        expect(logOf(id)).toContain("already locked");
    } finally {
        checking.kill("SIGCONT");
        await exited;
    }
    await over(id, "done");
    expect(await backups(id)).toHaveLength(1);
});

test("a place that is gone is told before the app is stopped", async () => {
    const { id } = await installed("six");
    const lost = "lost";
    await world.ok("BackupPlaceAdd", { place: lost, kind: "local", location: join(world.folder, "lost") });
    sh('rm -rf "$1"', join(world.folder, "lost"));
    const started = sh("docker inspect --format '{{.State.StartedAt}}' \"$1\"", `${id}-main-1`);
    await world.ok("AppBackup", { app_id: id, place: lost });
    expect(await over(id, "failed")).toMatchObject({ detail: "place 1" });
    expect(causeOf(logOf(id), "place", 1).id).toBe("place-gone");
    expect(sh("docker inspect --format '{{.State.StartedAt}}' \"$1\"", `${id}-main-1`)).toBe(started);
    expect(await world.status(id)).toBe("running");
    mkdirSync(join(world.folder, "lost"));
});
