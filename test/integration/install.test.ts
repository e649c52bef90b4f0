// SPDX-License-Identifier: LGPL-2.1-or-later
/** Apps from the request to running and gone again, on a real Docker and Compose, from a real registry. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { parseRecords } from "../../src/apps/records/store";
import { BadRegistry } from "./bad-registry";
import { freePort, World } from "./world";

// The machine may have other work to do.
jest.setTimeout(240_000);

let world: World;
let registry: BadRegistry;

beforeEach(async () => {
    world = new World("it");
    registry = new BadRegistry();
    await registry.open();
    world.addApp("tiny", "busybox", ["latest"]);
    // Of a registry with an address of its own: it has to be pulled.
    world.addApp("far", `${registry.address}/library/busybox`, ["latest"]);
});
afterEach(async () => {
    registry.release();
    await world.end();
    await world.docker("rmi", "-f", `${registry.address}/library/busybox:latest`).catch(() => undefined);
    await registry.close();
});

const records = () => parseRecords(readFileSync(world.paths.records, "utf8"), world.paths.records);
const logOf = (id: string) => readFileSync(`${world.paths.job(id)}/log`, "utf8");

async function purged(id: string) {
    await world.ok("AppUninstall", { app_id: id, purge: true });
    expect(await world.belongings(id)).toEqual([]);
    expect(existsSync(world.paths.app(id))).toBe(false);
    expect(existsSync(world.paths.job(id))).toBe(false);
    expect(Object.keys(records())).not.toContain(id);
}

describe("from the store to its address", () => {
    test("nginx answers where the list says", async () => {
        const id = world.id("web");
        const port = await freePort();
        await world.install("nginx", id, "1.30.4", { W9_HTTP_PORT_SET: String(port) });
        await world.reaches(id, "running");
        const [app] = await world.list("nginx");
        expect(app).toEqual({
            app_id: id, name: "nginx", customer_name: id, trade_mark: "nginx", status_code: "30", status: "running",
            official_app: true, image_url: "../appmanage/library/apps/nginx/logo.svg",
            running_info: {
                port, compose_file: `${world.paths.app(id)}/docker-compose.yml`, url: `http://127.0.0.1:${port}`,
                admin_url: "", user_name: "", password: "",
            },
        });
        expect((await fetch(app?.running_info?.url ?? "")).status).toBe(200);
        expect(await world.docker("inspect", "--format", "{{.Config.Image}}", id)).toEqual(["nginx:1.30.4"]);

        await world.ok("AppStop", { app_id: id });
        expect(await world.status(id)).toBe("stop");
        expect((await world.list("nginx"))[0]?.running_info).toBeNull();
        await world.ok("AppStart", { app_id: id });
        await world.reaches(id, "running");
        await purged(id);
    });

    test("redis opens with the password that the list shows, and no other", async () => {
        const id = world.id("db");
        await world.install("redis", id, "8.10.1", { W9_DB_PORT_SET: String(await freePort()) });
        await world.reaches(id, "running");
        const [app] = await world.list("redis");
        expect(app?.running_info).toMatchObject({ port: null, url: "", admin_url: "", user_name: "default" });
        const password = app?.running_info?.password ?? "";
        expect(password).toMatch(/^[\w-]{20}$/);
        const ping = (secret: string) => world.docker("exec", "-e", `REDISCLI_AUTH=${secret}`, id, "redis-cli", "ping");
        expect(await ping(password)).toEqual(["PONG"]);
        expect(await ping("replaced-at-install")).not.toContain("PONG");
        await purged(id);
    });

    test("WordPress finds its MariaDB and shows its own wizard", async () => {
        const id = world.id("blog");
        const port = await freePort();
        await world.install("wordpress", id, "7.1.0", { W9_HTTP_PORT_SET: String(port) });
        await world.reaches(id, "running", 200);
        const [app] = await world.list("wordpress");
        const url = `http://127.0.0.1:${port}`;
        expect(app?.running_info).toMatchObject({ port, url, admin_url: `${url}/wp-admin` });
        const page = await fetch(url, { redirect: "follow" });
        expect(page.url).toContain("/wp-admin/install.php");
        expect(await page.text()).toContain("WordPress");
        await purged(id);
    });
});

describe("a registry that can't be used is an error with its log, and a retry works once it can", () => {
    const moods = [
        ["unreachable", "absent", /connection refused/i],
        ["no such image", "no-image", /name unknown|not known|not found/i],
        ["no such tag", "no-tag", /manifest.*unknown|not found/i],
    ] as const;

    test.each(moods)("%s", async (_what, mood, words) => {
        const id = world.id("far");
        if (mood === "absent")
            await registry.close();
        else
            registry.mood = mood;
        await world.install("far", id, "latest");
        await world.reaches(id, "error");
        expect(logOf(id)).toMatch(words);
        expect(await world.belongings(id)).toEqual([]);
        expect(await world.list("far")).toMatchObject([{ app_id: id, status: "error", running_info: null }]);
        expect((await world.ask("AppCancel", { app_id: id })).error?.Code).toBe("APP.NotBusy");

        if (mood === "absent")
            await registry.open();
        registry.mood = "good";
        await world.ok("AppRetry", { app_id: id });
        await world.reaches(id, "running");
        expect(logOf(id)).toMatch(words);
        await purged(id);
    });
});

describe("the queue", () => {
    test("of two at once the second waits for its turn, and both come to run", async () => {
        const [one, two] = [world.id("first"), world.id("second")];
        registry.mood = "stalled";
        await world.install("far", one, "latest");
        await world.reaches(one, "pulling");
        await world.install("far", two, "latest");
        expect(await world.status(two)).toBe("queuing");
        const again = await world.ask("AppInstall", { app_name: "far", customer_app_name: two, app_version: "latest" });
        expect(again.error?.Code).toBe("Param.CustomerAppName.Wait");
        expect((await world.ask("AppStop", { app_id: two })).error?.Code).toBe("APP.Busy");
        registry.release();
        await world.reaches(one, "running");
        await world.reaches(two, "running");
        await purged(one);
        await purged(two);
    });

    test("a cancel in the middle of the pull leaves nothing, frees the name and lets the next one in", async () => {
        const [one, two] = [world.id("gone"), world.id("next")];
        registry.mood = "stalled";
        await world.install("far", one, "latest");
        await world.reaches(one, "pulling");
        await world.install("tiny", two, "latest");
        const begin = Date.now();
        expect(await world.ok("AppCancel", { app_id: one })).toEqual({ app_id: one });
        expect(Date.now() - begin).toBeLessThan(15_000);
        expect(await world.belongings(one)).toEqual([]);
        expect(existsSync(world.paths.app(one))).toBe(false);
        expect(existsSync(world.paths.job(one))).toBe(false);
        expect((await world.ask("AppStatus", { app_id: one })).error?.Code).toBe("APP.NotExis");
        await world.reaches(two, "running");
        registry.release();
        await world.install("far", one, "latest");
        await world.reaches(one, "running");
        await purged(one);
        await purged(two);
    });
});

describe("several at once", () => {
    test("of two callers with the same name one gets it", async () => {
        const id = world.id("same");
        const request = { app_name: "tiny", customer_app_name: id, app_version: "latest" };
        const answers = await Promise.all([0, 1].map(() => world.ask("AppInstall", request, world.context())));
        expect(answers.filter(({ error }) => error === undefined)).toHaveLength(1);
        expect(answers.flatMap(({ error }) => error?.Code ?? [])[0]).toMatch(/^Param\.CustomerAppName\.(Repeat|Wait)$/);
        await world.reaches(id, "running");
        await purged(id);
    });

    test("of twenty requests of two sessions, five names twice, none is lost and none is done twice", async () => {
        const release = await world.holdQueue();
        const names = (numbers: number[]) => numbers.map(number => world.id(`n${number}`));
        const both = names([1, 2, 3, 4, 5]);
        const sessions = [[...both, ...names([6, 7, 8, 9, 10])], [...both, ...names([11, 12, 13, 14, 15])]];
        const answers = await Promise.all(sessions.flatMap(ids => {
            const context = world.context();
            return ids.map(async id => {
                const { error } = await world.ask(
                    "AppInstall", { app_name: "tiny", customer_app_name: id, app_version: "latest" }, context);
                return { id, code: error?.Code };
            });
        }));
        const all = [...new Set(sessions.flat())].sort();
        expect(answers.filter(({ code }) => code === undefined).map(({ id }) => id).sort()).toEqual(all);
        const refused = answers.filter(({ code }) => code !== undefined);
        expect(refused.map(({ id }) => id).sort()).toEqual(both);
        for (const { code } of refused)
            expect(code).toMatch(/^Param\.CustomerAppName\.(Repeat|Wait)$/);

        expect(Object.keys(records()).sort()).toEqual(all);
        expect(readdirSync(`${world.paths.root}/apps`).sort()).toEqual(all);
        expect((await world.list("tiny")).map(({ status }) => status)).toEqual(all.map(() => "queuing"));
        const subnets = Object.values(records()).map(({ network }) => network?.subnet);
        expect(new Set(subnets).size).toBe(all.length);

        const [runs = "", ...cancelled] = all;
        await Promise.all(cancelled.map(id => world.ok("AppCancel", { app_id: id })));
        expect(Object.keys(records())).toEqual([runs]);
        expect(readdirSync(`${world.paths.root}/apps`)).toEqual([runs]);
        release();
        await world.reaches(runs, "running");
        await purged(runs);
        expect(await world.list()).toEqual([]);
        expect(await world.belongings(world.prefix)).toEqual([]);
    });
});

test("uninstalled with its data kept, an app comes back with them; purged, nothing of it is left", async () => {
    const id = world.id("keep");
    await world.install("tiny", id, "latest");
    await world.reaches(id, "running");
    await world.docker("exec", id, "sh", "-c", "echo precious >/data/file");
    const env = readFileSync(`${world.paths.app(id)}/.env`, "utf8");

    const answer = await world.ok("AppUninstall", { app_id: id });
    expect(answer).toMatchObject({
        app_id: id,
        removed: [{ kind: "container", name: id }, { kind: "network", name: `appmanage-${id}` }],
        kept: [{ kind: "volume", name: `${id}_data` }, { kind: "image" }, { kind: "folder" }, { kind: "folder" }],
    });
    expect(await world.belongings(id)).toEqual([`volume ${id}_data`]);
    expect(await world.list()).toEqual([]);
    expect((await world.ask("AppStatus", { app_id: id })).error?.Code).toBe("APP.NotExis");
    const again = await world.ask("AppInstall", { app_name: "tiny", customer_app_name: id, app_version: "latest" });
    expect(again.error?.Code).toBe("Param.CustomerAppName.Repeat");

    await world.ok("AppRestore", { app_id: id });
    await world.reaches(id, "running");
    expect(await world.docker("exec", id, "cat", "/data/file")).toEqual(["precious"]);
    expect(readFileSync(`${world.paths.app(id)}/.env`, "utf8")).toBe(env);
    await purged(id);
    expect((await world.ask("AppRestore", { app_id: id })).error?.Code).toBe("APP.NotExis");
});

test("an app whose containers and volumes were pruned does not start with empty ones unasked", async () => {
    const id = world.id("prune");
    await world.install("tiny", id, "latest");
    await world.reaches(id, "running");
    await world.ok("AppStop", { app_id: id });
    await world.docker("rm", id);
    // The volume is still there: nothing to ask.
    await world.ok("AppStart", { app_id: id });
    await world.ok("AppStop", { app_id: id });
    await world.docker("rm", id);
    await world.docker("volume", "rm", `${id}_data`);
    for (const operation of ["AppStart", "AppRestart"] as const)
        expect((await world.ask(operation, { app_id: id })).error).toMatchObject({ Code: "APP.DataGone", Detail: `${id}_data` });
    expect(await world.belongings(id)).toEqual([`network appmanage-${id}`]);
    await world.ok("AppStart", { app_id: id, accept_data_loss: true });
    await world.reaches(id, "running");
    await purged(id);
});

test("a restore that is cancelled leaves the data as they were", async () => {
    const id = world.id("back");
    await world.install("far", id, "latest");
    await world.reaches(id, "running");
    await world.docker("exec", id, "sh", "-c", "echo precious >/data/file");
    await world.ok("AppUninstall", { app_id: id });
    await world.docker("rmi", "-f", `${registry.address}/library/busybox:latest`);
    registry.mood = "stalled";
    await world.ok("AppRestore", { app_id: id });
    await world.reaches(id, "pulling");
    await world.ok("AppCancel", { app_id: id });
    expect(await world.belongings(id)).toEqual([`volume ${id}_data`]);
    expect(await world.list()).toEqual([]);
    registry.release();
    await world.ok("AppRestore", { app_id: id });
    await world.reaches(id, "running");
    expect(await world.docker("exec", id, "cat", "/data/file")).toEqual(["precious"]);
    await purged(id);
});

test("what compose can't read is its own words, and nothing has changed", async () => {
    world.addApp("broken", "busybox", ["latest"], "services:\n  main:\n\timage: x\n");
    world.addApp("empty", "busybox", ["latest"], "services: {}\n");
    for (const app of ["broken", "empty"]) {
        const id = world.id(app);
        const request = { app_name: app, customer_app_name: id, app_version: "latest" };
        const { error } = await world.ask("AppInstall", request);
        expect(error?.Code).toBe("Container.Command.Error");
        expect(error?.Detail).toMatch(/yml|services/);
        expect(existsSync(world.paths.app(id))).toBe(false);
    }
});

test("a port that a program of the host listens on is refused", async () => {
    // The registry of this test does.
    const [, port = ""] = registry.address.split(":");
    const { error } = await world.ask("AppInstall", {
        app_name: "nginx", customer_app_name: world.id("port"), app_version: "1.30.4",
        settings: { W9_HTTP_PORT_SET: port },
    });
    expect(error).toMatchObject({ Code: "Param.Settings.PortInUse" });
    expect(error?.Detail).toContain(port);
});
