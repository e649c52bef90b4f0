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

test("an unreleased app is not offered, whether complete or not", () => {
    expect(definitionOf(scanned({ ...whole, release: false }))).toBeNull();
    expect(definitionOf(scanned({ ...whole, release: false }, { entries: new Map() }))).toBeNull();
});

test.each([
    [{ ...whole, name: [] }, "name"], [{ ...whole, trademark: {} }, "trademark"],
    [{ ...whole, release: 2 }, "release"], [{ ...whole, release: undefined }, "release"],
    [{ ...whole, release: null }, "release"], [{ ...whole, release: "" }, "release"],
    [{ ...whole, edition: "1.0" }, "edition.0"], [{ ...whole, edition: true }, "edition.0"],
    [{ ...whole, edition: ["1.0"] }, "edition.0"],
    [{ ...whole, edition: [{ dist: "c", version: ["1.0", {}] }] }, "edition.0.version.1"],
    [{ ...whole, requirements: "2" }, "requirements"],
    [{ ...whole, requirements: { cpu: [], memory: "1", disk: "1" } }, "requirements.cpu"],
    [{ ...whole, requirements: { cpu: "1", memory: "lots", disk: "1" } }, "requirements.memory"],
    [{ ...whole, requirements: { cpu: "1", memory: "1", disk: "-1" } }, "requirements.disk"],
    [{ ...whole, edition: [{ dist: "it's", version: ["1"] }] }, "edition.0.dist"],
    [{ ...whole, edition: [{ dist: "a\nb", version: ["1"] }] }, "edition.0.dist"],
])("%j: %s is not as it has to be", (variables, path) => {
    expect(reasonOf(scanned(variables))).toMatchObject({ is: "bad-shape", path });
});

test.each<[unknown, string[]]>([
    [["1.0", " 2.0 "], ["1.0", "2.0"]], ["1.0", ["1.0"]], [8.1, ["8.1"]], [[8, "7.4", 9.5], ["8", "7.4", "9.5"]],
    ["8.1, 9,latest", ["8.1", "9", "latest"]], [["8.1,9", "latest,"], ["8.1", "9", "latest"]],
    [["", null, "1.0", " "], ["1.0"]], [["1.0", "1.0"], ["1.0"]],
])("versions written as %j", (version, expected) => {
    const versionsOf = (variables: object) => appOf(variables).editions.map(one => one.version);
    expect(versionsOf({ ...whole, edition: [{ dist: "community", version }] })).toEqual(expected);
    expect(versionsOf({ ...whole, edition: { version } })).toEqual(expected);
    expect(versionsOf({ ...whole, edition: undefined, version })).toEqual(expected);
});

test.each([null, undefined, [], "", [""], [null]])("no version at all: %j", version => {
    const none = { is: "no-versions" };
    expect(reasonOf(scanned({ ...whole, edition: [{ dist: "community", version }] }))).toEqual(none);
    expect(reasonOf(scanned({ ...whole, edition: undefined, version }))).toEqual(none);
    const edition = [{ dist: "community", version }, { dist: null, version: "2.0" }];
    expect(appOf({ ...whole, edition }).editions).toEqual([{ version: "2.0", dist: "" }]);
});

test.each<[unknown, number]>([
    ["2", 2], [2, 2], ["0.5", 0.5], [" 2 ", 2], ["4GB", 4], ["4 GiB", 4], ["4g", 4], ["512MB", 0.5], ["1 TB", 1024],
    ["", 0], [null, 0], [undefined, 0],
])("memory written as %j", (memory, gibibytes) => {
    expect(appOf({ ...whole, requirements: { ...whole.requirements, memory } }).requirements.memory)
        .toBe(gibibytes * 1024 ** 3);
});

test("what the format has and an app can do without", () => {
    expect(appOf({ ...whole, requirements: undefined }).requirements).toEqual({ cpu: 0, memory: 0, disk: 0 });
    expect(appOf({ ...whole, requirements: { cpu: "2 cores" } }).requirements).toEqual({ cpu: 2, memory: 0, disk: 0 });
    expect(appOf({ ...whole, trademark: " ", name: "Web server" }).trademark).toBe("Web server");
    expect(appOf({ ...whole, trademark: undefined, name: null }).title).toEqual({ en: "web" });
    expect(appOf({ ...whole, trademark: 7 }).trademark).toBe("7");
});

test.each([true, "true", "True", " TRUE ", 1, "1", "yes"])("released is %j", release => {
    expect(appOf({ ...whole, release }).name).toBe("web");
});

test.each([false, "false", "False", 0, "0", "no"])("not released is %j", release => {
    expect(definitionOf(scanned({ ...whole, release }))).toBeNull();
});

test("another program's words in the place of ours are left alone", () => {
    const app = appOf({
        ...whole, title: null, summary: 3, description: { zh: "网" }, categories: [{ key: "cms" }], settings: [],
        website: {}, documentation: 1,
    });
    expect(app).toEqual(appOf(whole));
});

test.each(["a b", "../x", "$(id)", "'", "-1", "x".repeat(200)])("%j is no version", version => {
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

test("texts of any length, with characters that can't be seen", () => {
    const long = `\u202E${"x".repeat(20_000)}`;
    const { title, summary, description, categories, trademark } = appOf({
        ...whole, trademark: long, title: { en: long, zh_CN: long }, summary: long, description: long,
        categories: [long, "constructor"],
    });
    expect([trademark, title.en, title.zh_CN, summary.en, description.en, ...categories].map(text => text?.length)).toEqual(
        [120, 120, 120, 1000, 10_000, 120, 11]);
    expect(JSON.stringify([title, summary, categories])).not.toContain("\u202E");
});
