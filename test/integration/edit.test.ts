// SPDX-License-Identifier: LGPL-2.1-or-later
/** The compose file and `.env` of an app are edited, on a real Docker. */
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { createAppManager } from "../../src/api/appmanager";
import { digestIn } from "../../src/apps/definition/digest";
import { survey } from "../../src/jobs/folder";
import { freePort, World } from "./world";

jest.setTimeout(240_000);

const world = new World("edit");
const image = `appmanage-test/edit${process.pid}`;
const [, tag = ""] = readFileSync(join(__dirname, "../images/busybox/tags"), "utf8").trim().split(/\s+/);
const key = "W9_HTTP_PORT_SET";
const sh = (script: string, ...args: string[]) => execFileSync("sh", ["-c", script, "sh", ...args], { encoding: "utf8" });

beforeAll(() => {
    process.env.APPMANAGE_TRIAL = "3";
    sh('docker image inspect "busybox:$1" >/dev/null 2>&1 || docker pull -q "busybox:$1" && docker tag "busybox:$1" "$2:$1"',
        tag, image);
    world.addApp("pair", image, [tag], `
services:
  main:
    image: $W9_REPO:$W9_VERSION
    command: httpd -f -p 80 -h /data
    environment:
      GREETING: hello
    init: true
    stop_signal: SIGKILL
    restart: unless-stopped
    ports: ["$${key}:80"]
    volumes: [data:/data]
  side:
    image: $W9_REPO:$W9_VERSION
    command: [sleep, "1000000"]
    stop_signal: SIGKILL
    restart: unless-stopped
volumes:
  data:
networks:
  default:
    name: $W9_NETWORK
    external: true
`);
    writeFileSync(join(world.library, "pair", ".env"),
        `W9_ID=pair\nW9_REPO=${image}\nW9_VERSION=${tag}\nW9_POWER_PASSWORD=x\nW9_NETWORK=websoft9\n${key}=9001\n`);
});
afterAll(async () => {
    await world.end();
    sh('docker image rm "$1" >/dev/null', `${image}:${tag}`);
});

const files = (id: string) => createAppManager(world.context()).files(id);
const own = (id: string, file: string) => readFileSync(join(world.paths.app(id), file), "utf8");
const container = (name: string, format = "{{.Id}}") => sh('docker inspect --format "$2" "$1"', name, format).trim();
const greeting = (id: string) => sh('docker exec "$1" sh -c "echo \\$GREETING"', `${id}-main-1`).trim();

async function over(id: string, phase: string) {
    for (const end = Date.now() + 90_000; ;) {
        const job = (await survey(world.context().machine, world.paths.root)).jobs.get(id);
        if (job && !job.alive && ["done", "failed", "restored", "undo-failed"].includes(job.phase)) {
            const log = readFileSync(join(world.paths.job(id), "log"), "utf8").slice(-3000);
            expect({ phase: job.phase, log: job.phase === phase ? "" : log }).toEqual({ phase, log: "" });
            return;
        }
        if (Date.now() > end)
            throw new Error(`${id} is ${JSON.stringify(job)}`);
        await new Promise(resolve => setTimeout(resolve, 200));
    }
}

async function installed(name: string): Promise<string> {
    const id = world.id(name);
    await world.install("pair", id, tag, { [key]: String(await freePort()) });
    await over(id, "done");
    await world.reaches(id, "running");
    sh('docker exec "$1" sh -c "echo precious >/data/note"', `${id}-main-1`);
    return id;
}

const previewed = z.looseObject({
    recreated: z.array(z.string()), settings: z.array(z.unknown()), diff: z.string(), refusals: z.array(z.unknown()),
});

test("an edit recreates the services that it concerns, keeps data and files that were not edited, and goes back", async () => {
    const id = await installed("one");
    const { compose, env, digest } = await files(id);
    expect(digest).toBe(sh('cd "$1" && cat docker-compose.yml .env | sha256sum', world.paths.app(id)).slice(0, 64));
    const mode = sh('stat -c %a "$1/docker-compose.yml"', world.paths.app(id));
    const [main, side] = [container(`${id}-main-1`), container(`${id}-side-1`)];
    const edited = `# mine\n${compose.replace("hello", "$MY_GREETING")}`;
    const body = { app_id: id, files: { compose: edited, env: `${env}MY_GREETING=bonjour\n`, base: digest } };

    const told = previewed.parse(await world.ok("AppUpdate", { ...body, dry_run: true }));
    expect(told).toMatchObject({
        recreated: ["main"], refusals: [], settings: [{ key: "MY_GREETING", old: null, new: "bonjour" }],
        diff: "@@ services.main @@\n-environment.GREETING: ***\n+environment.GREETING: ***\n@@ .env @@\n+MY_GREETING: ***",
    });
    expect([own(id, "docker-compose.yml"), own(id, ".env")]).toEqual([compose, env]);
    expect(readdirSync(world.paths.job(id)).filter(name => name.startsWith("staged"))).toEqual([]);

    expect(await world.ok("AppUpdate", body)).toEqual({ app_id: id });
    await over(id, "done");
    expect(greeting(id)).toBe("bonjour");
    expect(container(`${id}-main-1`)).not.toBe(main);
    expect(container(`${id}-side-1`)).toBe(side);
    expect(own(id, "docker-compose.yml")).toBe(edited);
    expect(sh('stat -c %a "$1/docker-compose.yml"', world.paths.app(id))).toBe(mode);
    expect(sh('docker exec "$1" cat /data/note', `${id}-main-1`)).toBe("precious\n");
    // It is what was allowed from now on.
    await world.ok("AppRestart", { app_id: id });
    expect((await world.ask("AppUpdate", { app_id: id, files: { compose: edited } })).error?.Code).toBe("Update.None");

    // Someone else's edit is not overwritten.
    const { error } = await world.ask("AppUpdate", { ...body, files: { ...body.files, compose: `${compose}# late\n` } });
    expect(error).toMatchObject({ Code: "Update.Conflict", Detail: `files: ${(await files(id)).digest}` });
    expect(error?.Message).toContain("opened for editing");

    expect(await world.ok("AppRollback", { app_id: id })).toEqual({ app_id: id, lost_since: null });
    await over(id, "done");
    expect(await files(id)).toEqual({ compose, env, digest });
    expect(greeting(id)).toBe("hello");
});

test("an edit that is not valid says where, in Compose's words, without secrets; nothing changes", async () => {
    const id = await installed("two");
    const before = await files(id);
    const main = container(`${id}-main-1`);
    const refusal = async (edit: object) => {
        const { error } = await world.ask("AppUpdate", { app_id: id, files: edit });
        expect(error?.Code).toBe("Param.Files.FormatError");
        return error?.Detail ?? "";
    };
    expect(await refusal({ compose: "services:\n  main:\n    image: x\n   ports: 1\n" })).toMatch(/^docker-compose\.yml: .*line \d/);
    expect(await refusal({ compose: before.compose.replace("init: true", "intit: true") })).toMatch(/^docker-compose\.yml: .*intit/);
    expect(await refusal({ compose: before.compose.replace("hello", "${s3cr3t-word") })).not.toContain("s3cr3t");
    expect(await refusal({ env: `${before.env}MY_TOKEN="s3cr3t-word\n` })).toMatch(/^\.env: (?!.*s3cr3t)/s);
    expect(await refusal({ env: `${before.env}s3cr3t-word!\n` })).toMatch(/^\.env: line \d+: (?!.*s3cr3t)/s);
    expect(await refusal({ compose: `${before.compose}include: [/etc/passwd]\n` })).toContain("/etc/passwd");
    expect(await refusal({ env: before.env.replace(/^W9_ID=.*$/m, "W9_ID=other") })).toBe(".env: W9_ID can't be changed");
    expect(await files(id)).toEqual(before);
    expect(container(`${id}-main-1`)).toBe(main);
    expect(readdirSync(world.paths.job(id)).filter(name => name.startsWith("staged"))).toEqual([]);
});

test("an edit gives an app a right only where just that was allowed, together with what was changed on disk", async () => {
    const id = await installed("three");
    const { compose } = await files(id);
    const edit = { app_id: id, files: { compose: compose.replace("init: true", "init: true\n    privileged: true") } };
    const asked = async (body: object) => {
        const { error } = await world.ask("AppUpdate", body);
        expect(error?.Code).toBe("APP.DefinitionChanged");
        return error?.Detail ?? "";
    };
    const first = await asked(edit);
    expect(first.split("\n").slice(2)).toEqual(["+ main: privileged"]);
    expect(await asked({ ...edit, dry_run: true })).toBe(first);
    // Meanwhile .env is changed by hand, or by a container.
    appendFileSync(join(world.paths.app(id), ".env"), "MINE=1\n");
    const both = await asked({ ...edit, allow_changes: digestIn(first) });
    expect(both).toContain("+ main: privileged\n@@ .env @@\n+MINE: ***");
    await world.ok("AppUpdate", { ...edit, allow_changes: digestIn(both) });
    await over(id, "done");
    expect(container(`${id}-main-1`, "{{.HostConfig.Privileged}}")).toBe("true");
    expect(own(id, ".env")).toContain("MINE=1");
    await world.ok("AppRestart", { app_id: id });
});

test("an edit whose container exits is undone by itself, with the files of before", async () => {
    const id = await installed("four");
    const before = await files(id);
    await world.ok("AppUpdate", { app_id: id, files: { compose: before.compose.replace("httpd -f", "exit-now") } });
    await over(id, "restored");
    expect(await files(id)).toEqual(before);
    expect(await world.status(id)).toBe("running");
    expect(sh('docker exec "$1" cat /data/note', `${id}-main-1`)).toBe("precious\n");
    expect(existsSync(join(world.paths.job(id), "change"))).toBe(false);
});
