// SPDX-License-Identifier: LGPL-2.1-or-later
import {
    existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainVariables } from "../../../test/library/made-library";
import { nodeMachine } from "../../machine/node";
import { pathsBelow } from "../paths";
import { findApp } from "../../library/folder";
import { brokenClaims, claimName, LibraryChanged, NameTaken, releaseName } from "./claim";

const folder = mkdtempSync(join(tmpdir(), "claim-"));
const library = join(folder, "library");
const shop = join(library, "shop");
const machine = nodeMachine();
let paths = pathsBelow(join(folder, "data"));
let round = 0;

beforeEach(() => {
    paths = pathsBelow(join(folder, `data${++round}`));
    mkdirSync(shop, { recursive: true });
    writeFileSync(join(shop, "docker-compose.yml"), "services: {}\n");
    writeFileSync(join(shop, ".env"), "W9_ID=x\n");
    writeFileSync(join(shop, "variables.json"), JSON.stringify({ ...plainVariables, name: "shop" }));
});
afterAll(() => {
    rmSync(folder, { recursive: true });
});

async function read() {
    const app = await findApp(machine, [library], "shop", { withDigest: true });
    if (!app)
        throw new Error("there is no app to copy");
    return app;
}

const copy = (app: Awaited<ReturnType<typeof read>>) =>
    claimName(machine, paths, "blog", app, { env: "W9_ID=blog\n", override: "services: {}\n" });
const claim = async () => copy(await read());

it("copies the library's folder with the new .env, queued", async () => {
    await claim();
    expect(readFileSync(join(paths.app("blog"), ".env"), "utf8")).toBe("W9_ID=blog\n");
    expect(readFileSync(join(paths.app("blog"), "docker-compose.yml"), "utf8")).toBe("services: {}\n");
    expect(readFileSync(join(paths.job("blog"), "phase"), "utf8")).toBe("queued\n");
});

it.each<[string, () => void]>([
    ["another compose file", () => { writeFileSync(join(shop, "docker-compose.yml"), "services: {web: {privileged: true}}\n"); }],
    ["one more file", () => { writeFileSync(join(shop, "more.sh"), ""); }],
    ["a link", () => { symlinkSync("/etc/shadow", join(shop, "link")); }],
    ["a file of another name", () => { renameSync(join(shop, "data\n.txt"), join(shop, "data .txt")); }],
])("copies nothing that differs from what was read: %s", async (_what, change) => {
    writeFileSync(join(shop, "data\n.txt"), "");
    const app = await read();
    change();
    await expect(copy(app)).rejects.toThrow(LibraryChanged);
    expect([paths.app("blog"), paths.job("blog")].filter(existsSync)).toEqual([]);
    rmSync(shop, { recursive: true });
});

it("gives a name to one of two who want it", async () => {
    const results = await Promise.allSettled([claim(), claim()]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(claim()).rejects.toThrow(NameTaken);
});

it("gives a name back, with its folders", async () => {
    await claim();
    await releaseName(machine, paths, "blog");
    expect([paths.app("blog"), paths.job("blog")].filter(existsSync)).toEqual([]);
    await claim();
});

it.each(["run", "record.json"])("spares an installation that has begun meanwhile: %s", async file => {
    await claim();
    writeFileSync(join(paths.job("blog"), file), "");
    await releaseName(machine, paths, "blog", "unbegun");
    expect(existsSync(paths.app("blog"))).toBe(true);
});

describe("what a claim left that never became an installation", () => {
    const claimedAt = (line: string) => { writeFileSync(join(paths.job("blog"), "claimed"), `${line}\n`); };
    const [boot = "", seconds = 0] = [
        readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(), Number.parseFloat(readFileSync("/proc/uptime", "utf8")),
    ];

    it("is found after two minutes, or after a reboot, whatever the clock says", async () => {
        await claim();
        expect(await brokenClaims(machine, paths)).toEqual([]);
        utimesSync(paths.app("blog"), 0, 0);
        expect(await brokenClaims(machine, paths)).toEqual([]);
        claimedAt(`${boot} ${Math.floor(seconds) - 130}`);
        expect(await brokenClaims(machine, paths)).toEqual(["blog"]);
        claimedAt(`${"0".repeat(36)} ${Math.floor(seconds)}`);
        expect(await brokenClaims(machine, paths)).toEqual(["blog"]);
        claimedAt("");
        expect(await brokenClaims(machine, paths)).toEqual(["blog"]);
    });

    it("is never a folder that has lost its job, or that someone put there", async () => {
        mkdirSync(paths.app("blog"), { recursive: true });
        mkdirSync(paths.job("other"), { recursive: true });
        utimesSync(paths.app("blog"), 0, 0);
        expect(await brokenClaims(machine, paths)).toEqual([]);
        await releaseName(machine, paths, "blog", "unbegun");
        expect(existsSync(paths.app("blog"))).toBe(true);
    });
});
