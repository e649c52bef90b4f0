// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Folders of a library that mean harm, one kind each: none of them keeps the others from the store, and of none anything
 * is read or copied that is not its own.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { linkSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, symlinkSync, truncateSync,
    writeFileSync } from "node:fs";
import { join } from "node:path";
import { HostileLibrary } from "./hostile-library";
import { machine } from "./tried-library";
import type { Host } from "../../src/apps/host/host";
import { claimName } from "../../src/apps/install/claim";
import { pathsBelow, type Paths } from "../../src/apps/paths";
import type { BrokenReason } from "../../src/library/definition";
import { findApp } from "../../src/library/folder";
import { readCatalogue } from "../../src/library/library";
import { readLogo } from "../../src/library/logo";
import { emptyHost } from "../library/empty-host";
import { plainVariables } from "../library/made-library";

jest.setTimeout(60_000);

let host: Host;
let library: HostileLibrary;
beforeAll(async () => { host = await emptyHost(machine); });
beforeEach(() => { library = new HostileLibrary(host); });
afterEach(() => {
    library.expectUnharmed();
    library.remove();
});

/** As an installation copies the app named "app". */
async function copyApp(paths: Paths): Promise<void> {
    const app = await findApp(machine, [library.folder], "app", { withDigest: true });
    if (!app)
        throw new Error("there is no app to copy");
    await claimName(machine, paths, "blog", app, { env: "W9_ID=blog\n", override: "" });
}

/** What the catalogue says of those that are broken. */
async function reasons(): Promise<Record<string, BrokenReason>> {
    const { broken } = await library.catalogue();
    return Object.fromEntries(broken.map(({ name, reason }) => [name, reason]));
}

test.each([
    "UPPER", "-rf", "a b", "a;touch pwned", "$(touch pwned)", "`touch pwned`", "a\nb", "ü", "..a", "a'b", "a\"b", "*",
    "a\\b", "x".repeat(65),
])("a folder named %j", async name => {
    library.add(name);
    const broken = await reasons();
    expect(broken).toEqual(name.startsWith(".") ? {} : { [name]: { is: "bad-name" } });
});

test("a folder whose name is no UTF-8", async () => {
    const folder = library.add("bytes");
    renameSync(folder, Buffer.concat([Buffer.from(`${library.folder}/`), Buffer.from([0xff, 0xfe])]));
    expect(Object.values(await reasons())).toEqual([{ is: "bad-name" }]);
});

test("folders that are links, to a real app and to nowhere", async () => {
    symlinkSync(join(library.folder, "good"), join(library.folder, "link"));
    symlinkSync("/nowhere", join(library.folder, "dangling"));
    symlinkSync("/etc", join(library.folder, "etc"));
    const link = { is: "leaves-folder", file: "" };
    expect(await reasons()).toEqual({ link, dangling: link, etc: link });
});

test.each(["variables.json", ".env", "docker-compose.yml"])("%s is a link to a file outside the library", async file => {
    const folder = library.add("bad", {
        ...file === "variables.json" && { variables: null }, ...file === ".env" && { env: null },
        ...file === "docker-compose.yml" && { compose: null },
    });
    symlinkSync(library.secret, join(folder, file));
    expect(await reasons()).toEqual({ bad: { is: "leaves-folder", file } });
});

test.each(["variables.json", ".env", "docker-compose.yml"])("%s is not there, a folder, or a pipe", async file => {
    const without = {
        ...file === "variables.json" && { variables: null }, ...file === ".env" && { env: null },
        ...file === "docker-compose.yml" && { compose: null },
    };
    library.add("none", without);
    mkdirSync(join(library.add("folder", without), file));
    execFileSync("mkfifo", [join(library.add("pipe", without), file)]);
    const missing = { is: "missing-file", file };
    expect(await reasons()).toEqual({ none: missing, folder: missing, pipe: missing });
});

test.each(["variables.json", ".env", "docker-compose.yml"])("%s is huge", async file => {
    truncateSync(join(library.add("bad"), file), 5 * 1024 ** 3);
    expect(await reasons()).toEqual({ bad: { is: "too-large", file } });
});

test("a description that is not UTF-8, not JSON, not an object, or has the wrong types", async () => {
    library.add("latin", { variables: Buffer.from([0x7b, 0xe9, 0x7d]) });
    library.add("comma", { variables: JSON.stringify(plainVariables).replace(/\}$/, ",}") });
    library.add("list", { variables: "[]" });
    library.add("nothing", { variables: "" });
    library.add("zero", { variables: "\0" });
    library.add("types", { variables: { edition: "1.0" } });
    library.add("numbers", { variables: { requirements: { cpu: "many", memory: "1", disk: "1" } } });
    library.add("version", { variables: { edition: [{ dist: "x", version: ["1.0; touch pwned"] }] } });
    library.add("versions", { variables: { edition: [] } });
    library.add("deep", { variables: `{"name":${"[".repeat(100_000)}${"]".repeat(100_000)}}` });
    library.add("proto", { variables: "{\"__proto__\":{\"release\":true}}" });
    const broken = await reasons();
    expect(Object.fromEntries(Object.entries(broken).map(([name, { is }]) => [name, is]))).toEqual({
        latin: "not-text", comma: "not-json", list: "bad-shape", nothing: "not-json", zero: "not-json",
        types: "bad-shape", numbers: "bad-shape", version: "bad-shape", versions: "no-versions", deep: "bad-shape",
        proto: "bad-shape",
    });
    expect(broken.numbers).toMatchObject({ path: "requirements.cpu" });
});

test("texts that would be markup, and addresses that would be scripts", async () => {
    library.add("page", {
        variables: { website: "javascript:alert(1)", documentation: "http://x", title: { en: "<script>" } },
        files: { "logo.svg": "<svg onload=\"alert(1)\"/>" },
    });
    const { apps } = await readCatalogue(machine, [library.folder]);
    expect(apps.find(({ name }) => name === "page"))
        .toMatchObject({ website: "", documentation: "http://x", title: { en: "<script>" } });
    // An image only: it is nowhere put into the page as text.
    expect(await readLogo(machine, join(library.folder, "page")))
        .toBe(`data:image/svg+xml;base64,${btoa("<svg onload=\"alert(1)\"/>")}`);
});

test.each<[string, (folder: string) => void]>([
    ["a link in a folder of its own", folder => { symlinkSync(library.secret, join(folder, "src/link")); }],
    ["a link to a folder", folder => { symlinkSync("/", join(folder, "src/link")); }],
    ["a link to the folder itself", folder => { symlinkSync("..", join(folder, "src/link")); }],
    ["a link to nowhere", folder => { symlinkSync("nowhere", join(folder, "src/link")); }],
    ["a pipe", folder => { execFileSync("mkfifo", [join(folder, "src/link")]); }],
    ["a device", folder => { execFileSync("mknod", [join(folder, "src/link"), "c", "1", "5"]); }],
    ["a socket", folder => {
        // Node takes it away again, unless it is killed.
        const listen = "require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))";
        spawnSync(process.execPath, ["-e", listen, join(folder, "src/link")]);
    }],
])("%s among the app's files", async (_what, make) => {
    make(library.add("bad", { files: { "src/a.txt": "" } }));
    expect(await library.checksOf("bad")).toEqual([
        { is: "library-folder", level: "stop", fault: { is: "foreign-file", file: "src/link" } },
    ]);
});

test("files that would fill the disk", async () => {
    truncateSync(join(library.add("bad", { files: { "src/a.bin": "" } }), "src/a.bin"), 3 * 1024 ** 4);
    expect(await library.checksOf("bad")).toEqual([
        { is: "library-folder", level: "stop", fault: { is: "too-large", file: "" } },
    ]);
});

test.each([".env", "docker-compose.yml"])("%s that is not UTF-8", async file => {
    writeFileSync(join(library.add("bad"), file), Buffer.from([0x41, 0x3d, 0xff, 0x0a]));
    expect(await library.checksOf("bad")).toEqual([
        { is: "library-folder", level: "stop", fault: { is: "not-text", file } },
    ]);
});

test("a copy has the app's files only, and no program of it has run", async () => {
    const files = { "-rf": "", "src/after_up.sh": "touch pwned", "a b;$(touch pwned)": "" };
    const folder = library.add("app", { files });
    const paths = pathsBelow(join(library.outside, "data"));
    await copyApp(paths);
    expect(readdirSync(paths.app("blog")).sort()).toEqual(readdirSync(folder).sort());
    expect(readFileSync(join(paths.app("blog"), ".env"), "utf8")).toBe("W9_ID=blog\n");
});

test("a copy shares no file with anybody: what an app writes to its own stays there", async () => {
    const folder = library.add("app", { files: { "src/a.txt": "a" } });
    linkSync(library.secret, join(folder, "src/hard"));
    const paths = pathsBelow(join(library.outside, "data"));
    await copyApp(paths);
    const copy = join(paths.app("blog"), "src/hard");
    expect(statSync(copy).nlink).toBe(1);
    writeFileSync(copy, "mine");
    expect(readFileSync(library.secret, "utf8")).toBe("TOKEN=of-somebody-else\n");
});

test("names within a folder that no path can be made of", async () => {
    const folder = library.add("app", { files: { "a\nf 1 .env": "", "\u202Egpj.sh": "", [`${"x".repeat(255)}`]: "" } });
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe])]), "");
    expect(await library.checksOf("app")).toEqual([]);
    const paths = pathsBelow(join(library.outside, "data"));
    await copyApp(paths);
    expect(readdirSync(paths.app("blog"), "buffer").length).toBe(readdirSync(folder, "buffer").length);
});

test("a folder with more files than an app can have", async () => {
    const folder = library.add("bad", { files: { "src/0": "" } });
    execFileSync("sh", ["-c", "cd \"$1\" && seq 50001 | xargs touch", "fill", join(folder, "src")]);
    expect(await library.checksOf("bad")).toEqual([
        { is: "library-folder", level: "stop", fault: { is: "too-large", file: "" } },
    ]);
});

test("folders within folders without end", async () => {
    const folder = library.add("bad");
    execFileSync("sh", ["-c", "cd \"$1\" && for i in $(seq 2000); do mkdir d && cd d; done", "dig", folder]);
    expect(await library.checksOf("bad")).toEqual([]);
});

test("a library that is nothing at all is empty, and one that is a file is named", async () => {
    const { apps, broken } = await readCatalogue(machine, ["/nowhere", "-rf", library.secret, library.folder]);
    expect(broken).toMatchObject([{ folder: library.secret, reason: { is: "unreadable" } }]);
    expect(apps.map(({ name }) => name)).toEqual(["good"]);
});
