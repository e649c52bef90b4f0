// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
    existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statfsSync, statSync,
    symlinkSync, truncateSync, writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeMachine } from "../../machine/node";
import { pathsBelow } from "../paths";
import { OperationError } from "../problem";
import { fallbackImage } from "./image";
import type { AppRecord } from "./record";
import { parseRecords } from "./store";
import { changeRecord, formatRecords, removeRecord, updateRecords } from "./update-records";
import { largestRecord, largestRecords } from "./weight";

jest.setTimeout(60_000);
const folder = mkdtempSync(join(tmpdir(), "update-records-"));
const root = join(folder, "data");
const paths = pathsBelow(root);
const machine = nodeMachine();

function record(app_id: string, change: object = {}): AppRecord {
    return {
        app_id, name: "web", customer_name: app_id, trade_mark: "Web", version: "1", official: true, library: "",
        created: "2026-01-01T00:00:00Z", wish: "running", services: {}, ports: {}, network: null, probe: null,
        image_url: "", access: { port: null, url: "", admin_url: "", user_name: "", password: "p'$(x) \u2028" }, ...change,
    };
}

const add = (one: AppRecord) => updateRecords(machine, paths, apps => ({ ...apps, [one.app_id]: one }));
const stop = (id: string) => changeRecord(machine, paths, id, { wish: "stopped" });
const textOf = (name: string) => readFileSync(join(root, name), "utf8");
const saved = () => parseRecords(textOf("apps.json"), "");
const files = () => readdirSync(root).sort();

beforeEach(() => {
    mkdirSync(join(root, "jobs", "blog"), { recursive: true });
    mkdirSync(join(root, "apps", "blog"), { recursive: true });
});
afterEach(() => { rmSync(root, { recursive: true, force: true }); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

it("keeps a copy with the job, the previous version, and nothing temporary", async () => {
    await add(record("blog"));
    await stop("blog");
    expect(saved().blog?.wish).toBe("stopped");
    expect(JSON.parse(textOf("jobs/blog/record.json"))).toEqual(saved().blog);
    expect(parseRecords(textOf("apps.json.bak"), "").blog?.wish).toBe("running");
    expect(files()).toEqual(["apps", "apps.json", "apps.json.bak", "apps.lock", "apps.spare", "jobs"]);
    expect(readdirSync(join(root, "jobs/blog"))).toEqual(["record.json"]);
    for (const file of ["apps.json", "apps.json.bak", "apps.spare", "jobs/blog/record.json"])
        expect([file, statSync(join(root, file)).mode & 0o777]).toEqual([file, 0o600]);
});

it("writes nothing into the app's own folder, whatever a container made there", async () => {
    const victim = join(folder, "victim");
    writeFileSync(victim, "untouched");
    symlinkSync(victim, join(root, "apps/blog/.appmanage.json.new"));
    execFileSync("mkfifo", [join(root, "apps/blog/.appmanage.json")]);
    await add(record("blog"));
    await stop("blog");
    expect(readFileSync(victim, "utf8")).toBe("untouched");
    expect(readdirSync(join(root, "apps/blog"))).toEqual([".appmanage.json", ".appmanage.json.new"]);
});

it("keeps what it can't read and what a later version added, in the copy too", async () => {
    const blog = { ...record("blog"), later: 1, access: { ...record("blog").access, totp: "x" } };
    const text = JSON.stringify({ version: 1, apps: { odd: { wish: "paused", n: 1.5 }, blog }, more: [null] });
    writeFileSync(join(root, "apps.json"), text);
    await stop("blog");
    expect(JSON.parse(textOf("apps.json"))).toEqual(JSON.parse(text.replace("\"running\"", "\"stopped\"")));
    expect(JSON.parse(textOf("jobs/blog/record.json"))).toEqual({ ...blog, wish: "stopped" });
    await removeRecord(machine, paths, "blog", "2026-01-01T00:00:00Z");
    expect(JSON.parse(textOf("apps.json"))).toEqual({ version: 1, apps: { odd: { wish: "paused", n: 1.5 } }, more: [null] });
});

it("gives the name of an app with an unreadable record to no other", async () => {
    writeFileSync(join(root, "apps.json"), '{"version":1,"apps":{"blog":{"x":1}}}');
    await expect(add(record("blog"))).rejects.toMatchObject({ problem: { code: "Param.CustomerAppName.Repeat" } });
    expect(textOf("apps.json")).toBe('{"version":1,"apps":{"blog":{"x":1}}}');
});

it("rebuilds a lost file from the copies", async () => {
    await add(record("blog"));
    rmSync(join(root, "apps.json"));
    expect(Object.keys(await updateRecords(machine, paths, apps => apps))).toEqual(["blog"]);
    expect(saved().blog).toEqual(record("blog"));
});

it("takes large images out of the records of earlier versions", async () => {
    const logo = `data:image/svg+xml,${"%20".repeat(250_000)}`;
    const apps = Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`app${at}`, record(`app${at}`, { image_url: logo })]));
    writeFileSync(join(root, "apps.json"), JSON.stringify({ version: 1, apps }));
    mkdirSync(join(root, "jobs/app4"));
    await updateRecords(machine, paths, apps => apps);
    expect(Object.values(saved()).map(({ image_url }) => image_url)).toEqual(Array(5).fill(fallbackImage));
    expect(textOf("apps.json").length).toBeLessThan(5000);
    expect(JSON.parse(textOf("jobs/app4/record.json"))).toMatchObject({ image_url: fallbackImage });
    const { mtimeMs } = statSync(join(root, "apps.json"));
    await updateRecords(machine, paths, apps => apps);
    expect(statSync(join(root, "apps.json")).mtimeMs).toBe(mtimeMs);
});

it("refuses a new record that is too large, and names its largest field", async () => {
    const large = record("blog", { trade_mark: "ä".repeat(largestRecord / 2) });
    const refused: unknown = await add(large).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OperationError);
    expect(refused).toMatchObject({ problem: { code: "SystemError", detail:
        "The record of blog would have 65 KB, and may have 64 KB. Its largest field is \"trade_mark\" with 65 KB." } });
    expect(existsSync(join(root, "apps.json"))).toBe(false);
});

it("stops and removes an app whose record is too large already", async () => {
    writeFileSync(join(root, "apps.json"), formatRecords({ blog: record("blog", { trade_mark: "x".repeat(100_000) }) }));
    await stop("blog");
    expect(saved().blog?.wish).toBe("stopped");
    await removeRecord(machine, paths, "blog", "2026-01-01T00:00:00Z");
    expect(saved()).toEqual({});
});

it("refuses a new record that makes the file too large, and lets go of one", async () => {
    const heavy = { trade_mark: "x".repeat(largestRecord - 1024) };
    const many = Array.from({ length: largestRecords / largestRecord + 4 }, (_, at) => `app${at}`);
    writeFileSync(join(root, "apps.json"), formatRecords(Object.fromEntries(many.map(id => [id, record(id, heavy)]))));
    await expect(add(record("blog"))).rejects.toThrow(/^SystemError: .*apps\.json would have \d+ KB, and may have 8192 KB\.$/);
    await removeRecord(machine, paths, "app0", "2026-01-01T00:00:00Z");
    expect(Object.keys(saved())).toHaveLength(many.length - 1);
});

describe("anything else in place of the file", () => {
    const places = ["apps.json", "apps.json.new", "apps.lock", "apps.spare", "jobs/blog/record.json", "jobs/blog/record.json.new"];
    const things: [string, (path: string) => void][] = [
        ["FIFO", path => { execFileSync("mkfifo", [path]); }],
        ["folder", path => { mkdirSync(path); }],
        ["link to a device", path => { symlinkSync("/dev/zero", path); }],
        ["link to a FIFO", path => {
            execFileSync("mkfifo", [join(folder, "fifo")]);
            symlinkSync(join(folder, "fifo"), path);
        }],
        ["link to a file", path => {
            writeFileSync(join(folder, "victim"), "untouched");
            symlinkSync(join(folder, "victim"), path);
        }],
    ];
    const cases = places.flatMap(place => things.map(([thing, make]) => [thing, place, make] as const))
        // A link in the place of apps.json leads to the records.
        .filter(([thing, place]) => place !== "apps.json" || thing !== "link to a file");
    afterEach(() => { rmSync(join(folder, "fifo"), { force: true }); });

    it.each(cases)("refuses a %s in the place of %s by its name", async (thing, place, make) => {
        await add(record("blog"));
        rmSync(join(root, place), { force: true });
        make(join(root, place));
        await expect(stop("blog")).rejects.toMatchObject({ message: `${join(root, place)}: not a regular file` });
        if (place !== "apps.json")
            expect(saved().blog?.wish).toBe("running");
        if (thing === "link to a file")
            expect(readFileSync(join(folder, "victim"), "utf8")).toBe("untouched");
        expect(lstatSync(join(root, place)).isFile()).toBe(false);
    });
});

it.each(["link", "link to a link", "link to nothing yet"])("keeps apps.json a %s", async kind => {
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere, { recursive: true });
    const target = join(elsewhere, "real.json");
    if (kind !== "link to nothing yet")
        writeFileSync(target, formatRecords({ blog: record("blog") }));
    if (kind === "link to a link")
        symlinkSync(target, join(elsewhere, "between.json"));
    const leadsTo = kind === "link to a link" ? join(elsewhere, "between.json") : target;
    symlinkSync(leadsTo, join(root, "apps.json"));
    await add(record("shop"));
    expect(readlinkSync(join(root, "apps.json"))).toBe(leadsTo);
    expect(lstatSync(target).isFile()).toBe(true);
    expect(Object.keys(saved())).toEqual(kind === "link to nothing yet" ? ["shop"] : ["blog", "shop"]);
    expect(readdirSync(elsewhere).filter(name => name.endsWith(".new"))).toEqual([]);
    rmSync(elsewhere, { recursive: true });
});

it("says who holds the lock too long", async () => {
    await add(record("blog"));
    const holder = spawn("flock", [join(root, "apps.lock"), "sleep", "60"], { detached: true, stdio: "ignore" });
    try {
        while (spawnSync("flock", ["-n", join(root, "apps.lock"), "true"]).status === 0);
        await expect(stop("blog")).rejects.toMatchObject({
            problem: "failed", message: `${join(root, "apps.lock")}: another process holds the lock`,
        });
    } finally {
        process.kill(-(holder.pid ?? 0));
    }
    expect(saved().blog?.wish).toBe("running");
}, 30_000);

describe("with a full disk", () => {
    let mounted = false;
    const mount = (options: string) => {
        rmSync(root, { recursive: true, force: true });
        mkdirSync(root, { recursive: true });
        execFileSync("mount", ["-t", "tmpfs", "-o", options, "appmanage-test", root]);
        mounted = true;
        for (const id of ["blog", "shop"])
            mkdirSync(join(root, "jobs", id), { recursive: true });
    };
    const fill = () => {
        try {
            execFileSync("sh", ["-c", 'exec cat /dev/zero >>"$0"', join(root, "filler")], { stdio: "ignore" });
        } catch { /* no space left */ }
        expect(statfsSync(root).bfree).toBe(0);
    };
    afterEach(() => {
        if (mounted)
            execFileSync("umount", [root]);
        mounted = false;
    });

    it("changes and removes records with no byte free, again and again", async () => {
        mount("size=256k,mode=0700");
        await add(record("blog"));
        await add(record("shop"));
        for (const wish of ["stopped", "running", "stopped", "running", "stopped"] as const) {
            fill();
            await changeRecord(machine, paths, "blog", { wish });
            expect(saved().blog?.wish).toBe(wish);
            expect(JSON.parse(textOf("jobs/blog/record.json"))).toEqual(saved().blog);
        }
        for (const id of ["blog", "shop"]) {
            fill();
            await removeRecord(machine, paths, id, "2026-01-01T00:00:00Z");
        }
        expect(saved()).toEqual({});
        expect(execFileSync("find", [root, "-name", "*.new", "-o", "-name", "*.seen"]).toString()).toBe("");
        truncateSync(join(root, "filler"), 0);
        await add(record("blog"));
        expect(statSync(join(root, "apps.spare")).size).toBeGreaterThan(8192);
    });

    it("changes and removes records with no inode free", async () => {
        mount("size=4m,nr_inodes=16,mode=0700");
        await add(record("blog"));
        await add(record("shop"));
        expect(() => {
            for (let at = 0; at < 100; at++)
                writeFileSync(join(root, `filler${at}`), "");
        }).toThrow("ENOSPC");
        await stop("blog");
        await removeRecord(machine, paths, "shop", "2026-01-01T00:00:00Z");
        expect(saved()).toEqual({ blog: record("blog", { wish: "stopped" }) });
        expect(files().filter(name => name.endsWith(".new"))).toEqual([]);
    });

    it("leaves the file as it was where nothing can be made room for", async () => {
        mount("size=64k,mode=0700");
        await add(record("blog"));
        rmSync(join(root, "apps.spare"));
        fill();
        const before = textOf("apps.json");
        const large = record("shop", { trade_mark: "x".repeat(40_000) });
        await expect(add(large)).rejects.toThrow("No space left on device");
        expect(textOf("apps.json")).toBe(before);
        expect(files().filter(name => name.endsWith(".new"))).toEqual([]);
    });
});
