// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * What every app of the shipped library promises in its own files.
 * What compose makes of them: test/integration/shipped-library.test.ts.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { assignments, rawValue } from "./environment";

const library = join(__dirname, "../../library/apps");
const apps = readdirSync(library);

const categories = [
    "analytics", "automation", "communication", "databases", "development", "files", "media", "monitoring",
    "networking", "productivity", "security", "websites",
] as const;

const chinese = /\p{Script=Han}/u;
const text = z.string().min(1).refine(value => value === value.trim(), "has blanks around it");
const inBoth = z.strictObject({ en: text, zh_CN: text });
const translated = inBoth.refine(({ en, zh_CN }) => !chinese.test(en) && chinese.test(zh_CN), "is not translated");
const summary = translated.refine(({ en, zh_CN }) => en.length <= 90 && zh_CN.length <= 45 && !/[.。]$/.test(en + zh_CN),
    "is one short line without a full stop");
const link = z.url({ protocol: /^https$/ });
const number = z.string().regex(/^(0|[1-9]\d*)(\.\d+)?$/);
/** An exact version, so that an app installed today is the one that was tried. */
const version = z.string().regex(/^v?\d+(\.\d+)+$/);

const variables = z.strictObject({
    name: z.string().regex(/^[a-z0-9]+$/),
    trademark: text,
    release: z.literal(true),
    fork_url: link,
    version_from: link,
    edition: z.tuple([z.strictObject({ dist: z.literal("community"), version: z.array(version).min(1).max(3) })]),
    requirements: z.strictObject({ cpu: number, memory: number, disk: number, url: link }),
    title: inBoth,
    summary,
    description: translated,
    categories: z.array(z.enum(categories)).min(1).max(2),
    website: link,
    documentation: link,
    settings: z.record(z.string().regex(/^W9_[A-Z0-9_]+_SET$/), translated),
});

const file = (app: string, name: string) => readFileSync(join(library, app, name), "utf8");
const variablesOf = (app: string) => variables.parse(JSON.parse(file(app, "variables.json")));

test("there are twenty apps, and every category has one", () => {
    expect(apps.length).toBeGreaterThanOrEqual(20);
    expect(new Set(apps.flatMap(app => variablesOf(app).categories))).toEqual(new Set(categories));
});

describe.each(apps)("%s", app => {
    const env = file(app, ".env");

    test("describes itself in both languages", () => {
        expect(variablesOf(app).name).toBe(app);
    });

    test("offers the version that its .env names, newest first", () => {
        const versions = variablesOf(app).edition[0].version;
        const order = new Intl.Collator("en", { numeric: true });
        expect(versions).toEqual([...versions].sort((a, b) => order.compare(b, a)));
        expect(rawValue(env, "W9_VERSION")).toBe(versions[0]);
    });

    test("labels every variable that the admin may set, and no other", () => {
        const settable = assignments(env).map(({ key }) => key).filter(key => key.endsWith("_SET"));
        expect(settable.length).toBeGreaterThan(0);
        expect(Object.keys(variablesOf(app).settings).sort()).toEqual(settable.sort());
    });

    test("has the keys of the format once each, and no secret of its own", () => {
        const keys = assignments(env).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys).toEqual(expect.arrayContaining(["W9_REPO", "W9_DIST", "W9_VERSION", "W9_ID", "W9_NETWORK"]));
        expect(rawValue(env, "W9_ID")).toBe(app);
        expect(keys.includes("W9_HTTP_PORT")).toBe(keys.includes("W9_HTTP_PORT_SET"));
        expect(keys.includes("W9_URL")).toBe(keys.includes("W9_HTTP_PORT_SET"));
        expect([undefined, "replaced-at-install"]).toContain(rawValue(env, "W9_POWER_PASSWORD"));
        expect([undefined, "$W9_POWER_PASSWORD"]).toContain(rawValue(env, "W9_LOGIN_PASSWORD"));
    });

    test("gives no container the whole .env", () => {
        expect(file(app, "docker-compose.yml")).not.toMatch(/env_file/);
    });

    test("has a small drawing of paths for a logo, which loads and runs nothing", () => {
        const logo = file(app, "logo.svg");
        expect(statSync(join(library, app, "logo.svg")).size).toBeLessThan(2048);
        const tags = [...logo.replace(/<!--.*?-->/s, "").matchAll(/<\/?([a-zA-Z]+)/g)].map(match => match[1]);
        expect(new Set(tags)).toEqual(new Set(["svg", "path"]));
        const attributes = [...logo.matchAll(/\s([a-zA-Z:-]+)="/g)].map(match => match[1] ?? "");
        expect([
            "xmlns", "width", "height", "viewBox", "d", "fill",
            "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
        ]).toEqual(expect.arrayContaining(attributes));
        expect(logo).toContain("viewBox=\"0 0 64 64\"");
        expect(logo).not.toMatch(/[&]|url\(|<!(?!--)|<\?/);
    });
});
