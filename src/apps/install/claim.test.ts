// SPDX-License-Identifier: LGPL-2.1-or-later
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeMachine } from "../../machine/node";
import { pathsBelow } from "../paths";
import { claimName, NameTaken, releaseName } from "./claim";

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
