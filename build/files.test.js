// SPDX-License-Identifier: LGPL-2.1-or-later
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fallbackImage } from "../src/apps/records/image";
import { copyFiles } from "./files.js";

const dist = mkdtempSync(join(tmpdir(), "dist-"));
beforeEach(() => copyFiles(".", dist));
afterEach(() => rmSync(dist, { recursive: true }));

test("ships the image of apps without a logo where records say", () => {
    const [, name = ""] = /^\.\.\/appmanage\/(.+)$/.exec(fallbackImage) ?? [];
    expect(readFileSync(join(dist, name), "utf8")).toMatch(/<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^]*<\/svg>\n$/);
});

test("ships page, manifest and every app of the library", () => {
    expect(readdirSync(dist).sort()).toEqual(["app.svg", "index.html", "library", "manifest.json"]);
    const apps = readdirSync(join(dist, "library/apps"));
    expect(apps.length).toBeGreaterThan(5);
    for (const app of apps)
        expect([app, existsSync(join(dist, "library/apps", app, "variables.json"))]).toEqual([app, true]);
});
