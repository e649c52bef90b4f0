// SPDX-License-Identifier: LGPL-2.1-or-later
import { definitionOf } from "./definition";
import { largestFile, type ScannedFolder } from "./scan";

const whole = {
    name: "web", trademark: "Web ", release: true, edition: [{ dist: "community", version: ["1.0", "2.0"] }],
    requirements: { cpu: "2", memory: "0.5", disk: "10", url: "https://example.org" },
};

function scanned(variables: unknown, changes: Partial<ScannedFolder> = {}): ScannedFolder {
    const bytes = variables instanceof Uint8Array
        ? variables
        : new TextEncoder().encode(typeof variables === "string" ? variables : JSON.stringify(variables));
    return {
        name: "web", folder: "/lib/web", isLink: false,
        entries: new Map(["variables.json", "docker-compose.yml", ".env"].map(file => [file, { type: "f", size: 10 }])),
        contents: new Map([["variables.json", bytes]]),
        ...changes,
    };
}

function appOf(variables: object) {
    const result = definitionOf(scanned(variables));
    if (!result || !("app" in result))
        throw new Error(JSON.stringify(result));
    return result.app;
}

function reasonOf(folder: ScannedFolder) {
    const result = definitionOf(folder);
    return result && "broken" in result ? result.broken.reason : undefined;
}

test("an app with what the format asks for", () => {
    expect(appOf(whole)).toEqual({
        name: "web", trademark: "Web", folder: "/lib/web",
        editions: [{ version: "1.0", dist: "community" }, { version: "2.0", dist: "community" }],
        requirements: { cpu: 2, memory: 0.5 * 1024 ** 3, disk: 10 * 1024 ** 3 },
        title: { en: "Web" }, summary: { en: "" }, description: { en: "" }, categories: [],
        website: "", documentation: "", hasLogo: false, settingLabels: {},
    });
});

test("an app with all that the format may have", () => {
    const app = appOf({
        ...whole, title: { en: "Web", zh_CN: "网", de: 5 }, summary: "A web", categories: ["websites"],
        website: "https://example.org", documentation: "javascript:alert(1)", settings: { W9_X_SET: { en: "X" } }, other: {},
    });
    expect(app).toMatchObject({
        title: { en: "Web", zh_CN: "网" }, summary: { en: "A web" }, categories: ["websites"],
        website: "https://example.org", documentation: "", settingLabels: { W9_X_SET: { en: "X" } },
    });
    expect(app.title).not.toHaveProperty("de");
});

test("the folder's name is the app's, whatever the file says", () => {
    expect(appOf({ ...whole, name: "something else" }).name).toBe("web");
});

test("a version of two editions is the first's", () => {
    const edition = [{ dist: "community", version: ["1.0"] }, { dist: "enterprise", version: ["1.0", "1.0-ee"] }];
    expect(appOf({ ...whole, edition }).editions).toEqual([
        { version: "1.0", dist: "community" }, { version: "1.0-ee", dist: "enterprise" },
    ]);
});

test("what is not released is no app, whole or not", () => {
    expect(definitionOf(scanned({ ...whole, release: false }))).toBeNull();
    expect(definitionOf(scanned({ ...whole, release: false }, { entries: new Map() }))).toBeNull();
});

test.each([
    [{ ...whole, name: "" }, "name"], [{ ...whole, trademark: 5 }, "trademark"], [{ ...whole, release: 1 }, "release"],
    [{ ...whole, edition: "1.0" }, "edition"], [{ ...whole, requirements: {} }, "requirements.cpu"],
    [{ ...whole, requirements: { cpu: "1", memory: "lots", disk: "1" } }, "requirements.memory"],
    [{ ...whole, requirements: { cpu: "1", memory: "1", disk: "-1" } }, "requirements.disk"],
    [{ ...whole, edition: [{ dist: "it's", version: ["1"] }] }, "edition.0.dist"],
    [{ ...whole, edition: [{ dist: "a\nb", version: ["1"] }] }, "edition.0.dist"],
])("%j: %s is not as it has to be", (variables, path) => {
    expect(reasonOf(scanned(variables))).toMatchObject({ is: "bad-shape", path });
});

test.each(["a b", "../x", "$(id)", "'", "", "-1", "x".repeat(200)])("%j is no version", version => {
    expect(reasonOf(scanned({ ...whole, edition: [{ dist: "c", version: [version] }] }))?.is).toBe("bad-shape");
});

test.each([
    "Web", "..", ".git", "a b", "a/b", "-x", "", "$(id)", "__proto__", "x".repeat(65),
])("%j is no app's name", name => {
    expect(reasonOf(scanned(whole, { name }))).toEqual({ is: "bad-name" });
});

test("says what is wrong with a folder", () => {
    const files = [...scanned(whole).entries];
    const reasonWith = (file: string, type: string, size = 1) =>
        reasonOf(scanned(whole, { entries: new Map([...files, [file, { type, size }]]) }));
    const reasonWithout = (file: string) =>
        reasonOf(scanned(whole, { entries: new Map(files.filter(([name]) => name !== file)) }));
    expect(reasonOf(scanned("{"))?.is).toBe("not-json");
    expect(reasonOf(scanned(Uint8Array.from([0xff])))).toEqual({ is: "not-text", file: "variables.json" });
    expect(reasonOf(scanned({ ...whole, edition: [] }))).toEqual({ is: "no-versions" });
    expect(reasonOf(scanned(whole, { isLink: true }))).toEqual({ is: "leaves-folder", file: "" });
    for (const file of ["variables.json", "docker-compose.yml", ".env"]) {
        expect(reasonWithout(file)).toEqual({ is: "missing-file", file });
        expect(reasonWith(file, "d")).toEqual({ is: "missing-file", file });
        expect(reasonWith(file, "l")).toEqual({ is: "leaves-folder", file });
        expect(reasonWith(file, "f", largestFile)).toEqual({ is: "too-large", file });
    }
});
