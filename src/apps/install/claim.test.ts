// SPDX-License-Identifier: LGPL-2.1-or-later
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeMachine } from "../../machine/node";
import { pathsBelow } from "../paths";
import { brokenClaims, claimName, NameTaken, releaseName } from "./claim";

const folder = mkdtempSync(join(tmpdir(), "claim-"));
const library = join(folder, "library");
const machine = nodeMachine();
let paths = pathsBelow(join(folder, "data"));
let round = 0;

beforeEach(() => {
    paths = pathsBelow(join(folder, `data${++round}`));
    mkdirSync(library, { recursive: true });
    writeFileSync(join(library, "docker-compose.yml"), "services: {}\n");
    writeFileSync(join(library, ".env"), "W9_ID=x\n");
});
afterAll(() => {
    rmSync(folder, { recursive: true });
});

const claim = () => claimName(machine, paths, "blog", library, "W9_ID=blog\n", "services: {}\n");

it("copies the library's folder with the new .env, queued", async () => {
    await claim();
    expect(readFileSync(join(paths.app("blog"), ".env"), "utf8")).toBe("W9_ID=blog\n");
    expect(readFileSync(join(paths.app("blog"), "docker-compose.yml"), "utf8")).toBe("services: {}\n");
    expect(readFileSync(join(paths.job("blog"), "phase"), "utf8")).toBe("queued\n");
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
