// SPDX-License-Identifier: LGPL-2.1-or-later
/** Tags that stand for other images by now: found out, updated to and taken back, on a real Docker with a registry. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { changePreview } from "../../src/api/change-preview";
import { imageReport } from "../../src/api/image-schemas";
import { survey } from "../../src/jobs/folder";
import { BadRegistry } from "./bad-registry";
import { World } from "./world";

jest.setTimeout(240_000);

const world = new World("tags");
const registry = new BadRegistry();
const name = `appmanage-test/tags${process.pid}`;
const direct = `127.0.0.1:${process.env.APPMANAGE_TEST_REGISTRY_PORT ?? 5050}/${name}:1.0`;
const sh = (script: string, ...args: string[]) =>
    execFileSync("sh", ["-c", script, "sh", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const image = () => `${registry.address}/${name}:1.0`;

/** The tag stands for this image from now on, in the registry. */
const move = (to: string) => sh('docker tag "$1" "$2" && docker push -q "$2" && docker rmi "$2"', `${name}:${to}`, direct);
const build = (tag: string, more: string) => sh(`printf 'FROM busybox:1.36\nLABEL is=%s\n%s\n' "$1" "$2" |
    DOCKER_BUILDKIT=0 docker build -q -t "$3" - 2>/dev/null`, tag, more, `${name}:${tag}`);
const idOf = (reference: string) => sh("docker image inspect --format '{{.Id}}' \"$1\"", reference).trim();
const runs = (id: string) => sh("docker inspect --format '{{.Image}}' \"$1\"", `${id}-main-1`).trim();
const inside = (id: string, script: string) => sh('docker exec "$1" sh -c "$2"', `${id}-main-1`, script);

const compose = `
services:
  main:
    image: $W9_REPO:$W9_VERSION
    command: [sh, -c, "mkdir -p /www; exec httpd -f -p 80 -h /www"]
    init: true
    stop_signal: SIGKILL
    restart: unless-stopped
    volumes: [data:/data]
volumes:
  data:
networks:
  default:
    name: $W9_NETWORK
    external: true
`;

beforeAll(async () => {
    process.env.APPMANAGE_TRIAL = "3";
    build("old", "");
    build("new", "");
    // Exits at once, whatever it is to run.
    build("broken", 'ENTRYPOINT ["false"]');
    await registry.open();
});
afterAll(async () => {
    await world.end();
    await registry.close();
    sh(`docker image ls --no-trunc --format '{{.Repository}} {{.ID}}' | grep -F -e "$1" -e "appmanage-undo/$2" | cut -d ' ' -f 2 |
        sort -u | xargs -r docker image rm -f >/dev/null`, name, world.prefix);
});

async function installed(app: string) {
    move("old");
    world.addApp(app, `${registry.address}/${name}`, ["1.0"], compose);
    const id = world.id(app);
    // Another app may have left the tag here as it was.
    sh('docker rmi -f "$1" 2>/dev/null || true', image());
    await world.install(app, id, "1.0");
    await world.reaches(id, "running");
    expect(runs(id)).toBe(idOf(`${name}:old`));
    inside(id, "echo precious >/data/note");
    return id;
}

async function found(operation: "ImageCheck" | "ImageStatus", id: string) {
    const { images } = imageReport.parse(await world.ok(operation, {}));
    const [state, ...more] = images.filter(({ app_id: app }) => app === id);
    expect(more).toEqual([]);
    return state;
}

async function over(id: string, phase: string) {
    const ends = ["done", "failed", "removed", "restored", "undo-failed"];
    for (const end = Date.now() + 90_000; Date.now() < end;) {
        const job = (await survey(world.context().machine, world.paths.root)).jobs.get(id);
        if (job && !job.alive && ends.includes(job.phase)) {
            const log = readFileSync(join(world.paths.job(id), "log"), "utf8").slice(-3000);
            expect({ ...job, log: job.phase === phase ? "" : log }).toMatchObject({ phase, log: "" });
            return job;
        }
        await new Promise(resolve => setTimeout(resolve, 200));
    }
    throw new Error(`${id}: not over`);
}

test("a tag that stands for another image is told, updated to with the data kept, and taken back", async () => {
    const id = await installed("moved");
    expect(await found("ImageStatus", id)).toMatchObject({ outcome: "unknown", reason: "not-checked", image: image() });
    expect(await found("ImageCheck", id)).toMatchObject({ outcome: "current", reason: null });

    move("new");
    expect(await found("ImageStatus", id)).toMatchObject({ outcome: "current" });
    const moved = await found("ImageCheck", id);
    expect(moved).toMatchObject({ outcome: "moved", reason: null, service: "main", image: image() });
    expect(moved?.old).not.toBe(moved?.new);
    // Nothing was pulled by that.
    expect(idOf(image())).toBe(runs(id));

    expect((await world.ask("AppUpdate", { app_id: id })).error?.Code).toBe("Update.None");
    const asked = { app_id: id, new_images: true };
    const preview = changePreview.parse(await world.ok("AppUpdate", { ...asked, dry_run: true }));
    expect(preview).toMatchObject({ new_images: [moved], recreated: ["main"], refusals: [], version: { old: "1.0", new: "1.0" } });
    expect(preview.saves?.bytes).toBeGreaterThan(0);
    await world.ok("AppUpdate", asked);
    await over(id, "done");
    expect(runs(id)).toBe(idOf(`${name}:new`));
    expect(await world.status(id)).toBe("running");
    expect(inside(id, "cat /data/note")).toBe("precious\n");
    expect(await found("ImageStatus", id)).toMatchObject({ outcome: "current" });
    // It stays so: what it runs now is what it had.
    await world.ok("AppRestart", { app_id: id });
    expect(runs(id)).toBe(idOf(`${name}:new`));

    inside(id, "echo lost >/data/note");
    expect(await world.ok("AppRollback", { app_id: id })).toMatchObject({ lost_since: expect.any(String) as string });
    await over(id, "done");
    expect(runs(id)).toBe(idOf(`${name}:old`));
    expect(inside(id, "cat /data/note")).toBe("precious\n");
    await world.ok("AppStop", { app_id: id });
    await world.ok("AppStart", { app_id: id });
    expect(runs(id)).toBe(idOf(`${name}:old`));
    expect(await found("ImageCheck", id)).toMatchObject({ outcome: "moved" });
});

test("a registry that does not answer has not said that all is current, and nothing is changed without it", async () => {
    const id = await installed("away");
    await registry.close();
    try {
        expect(await found("ImageCheck", id)).toMatchObject({ outcome: "unknown", reason: "no-answer", new: null });
        const container = sh("docker ps -q --no-trunc --filter \"name=$1\"", `${id}-main-1`);
        await world.ok("AppUpdate", { app_id: id, new_images: true });
        expect((await over(id, "failed")).detail).toMatch(/^pull /);
        expect(sh("docker ps -q --no-trunc --filter \"name=$1\"", `${id}-main-1`)).toBe(container);
        expect(readdirSync(world.paths.job(id)).filter(file => /^(?:staged-|change|undo)/.test(file))).toEqual([]);
    } finally {
        await registry.open();
    }
    for (const [mood, reason] of [["no-tag", "no-tag"], ["no-image", "no-tag"]] as const) {
        registry.mood = mood;
        expect(await found("ImageCheck", id)).toMatchObject({ outcome: "unknown", reason });
    }
    registry.mood = "good";
    expect(await found("ImageCheck", id)).toMatchObject({ outcome: "current" });
});

test("a new image that does not work is undone by itself", async () => {
    const id = await installed("broken");
    move("broken");
    expect(await found("ImageCheck", id)).toMatchObject({ outcome: "moved" });
    await world.ok("AppUpdate", { app_id: id, new_images: true });
    await over(id, "restored");
    expect(runs(id)).toBe(idOf(`${name}:old`));
    expect(inside(id, "cat /data/note")).toBe("precious\n");
    expect(await world.status(id)).toBe("running");
    expect(existsSync(join(world.paths.job(id), "undo"))).toBe(false);
    // The tag is another image's here, too, by now: the app keeps its own.
    expect(idOf(image())).not.toBe(runs(id));
    await world.ok("AppRestart", { app_id: id });
    expect(runs(id)).toBe(idOf(`${name}:old`));
});
