// SPDX-License-Identifier: LGPL-2.1-or-later
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { nodeMachine } from "../machine/node";
import { readingOf, type FolderFault } from "./folder";
import { largestFile } from "./scan";

const root = mkdtempSync(join(tmpdir(), "appmanage-folder-"));
afterAll(() => { rmSync(root, { recursive: true }); });

let made = 0;

/** Of an app with these files, by path, besides its compose file and `.env`. */
async function faultWith(
    compose: string, files: Readonly<Record<string, string | Uint8Array>> = {}, env = "",
): Promise<FolderFault | undefined> {
    const folder = join(root, String(made++));
    const all = { ".env": env, "docker-compose.yml": compose, ...files };
    const entries = new Set<string>();
    for (const [path, content] of Object.entries(all)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
        for (let at = path; at !== "."; at = dirname(at))
            entries.add(at);
    }
    return (await readingOf(nodeMachine(), folder, { compose, env, entries })).fault;
}

const outside = { is: "reads-outside", file: "/x" };
const reading = "services: {app: {image: x, env_file: /x}}\n";

test.each<[string, string, Record<string, string>]>([
    ["a file that is included", "include: [src/more.yml]\n", { "src/more.yml": reading }],
    [
        "one by way of others", "include: [src/../a.yml]\n",
        { "a.yml": "include: [b/b.yml]\n", "b/b.yml": "include: [c.yml]\n", "b/c.yml": reading },
    ],
    [
        "one below another project directory", "include: [{path: a.yml, project_directory: b}]\n",
        { "a.yml": "include: [c.yml]\n", "b/c.yml": reading },
    ],
    ["a file that is extended", "services: {app: {extends: {file: base.yml, service: app}}}\n", { "base.yml": reading }],
    ["one that a variable names", "include: [\"${FILE}\"]\n", { "a.yml": reading }],
    ["one that a block of text names", "include:\n- |-\n  a\n", { "a": reading }],
])("looks at %s", async (_what, compose, files) => {
    expect(await faultWith(compose, files, "FILE=a.yml\n")).toEqual(outside);
});

test("looks at .env as a compose file where it is included as one", async () => {
    expect(await faultWith("include: [.env]\n", {}, reading)).toEqual(outside);
});

test("files of variables, labels and anything else need not be YAML", async () => {
    const compose = "include: [{path: a.yml, env_file: b.env}]\n" +
        "services: {app: {env_file: [.env, b.env], label_file: l, volumes: [./c:/c]}}\n";
    const files = { "a.yml": "services: {}\n", "b.env": "A='{'\nB: {", "l": "{", "c": "{" };
    expect(await faultWith(compose, files, "A={\n")).toBeUndefined();
});

test("a variable of an included file may come from anywhere", async () => {
    expect(await faultWith("include: [a.yml]\n", { "a.yml": "services: {app: {env_file: $A}}\n" }, "A=a.env\n"))
        .toEqual({ is: "reads-outside", file: "$A" });
});

test("a service may extend another of the same file, with the same variables", async () => {
    const compose = "services: {a: {env_file: $A}, b: {extends: {file: docker-compose.yml, service: a}}}\n";
    expect(await faultWith(compose, {}, "A=.env\n")).toBeUndefined();
});

test.each<[string, string, Record<string, string | Uint8Array>, FolderFault]>([
    [
        "is not YAML", "{{{", {},
        { is: "unclear", file: "docker-compose.yml", why: "line 1: unexpected end of the stream within a flow collection" },
    ],
    [
        "includes what is not YAML", "include: [a.yml]\n", { "a.yml": "a: b\n!c d: e" },
        { is: "unclear", file: "a.yml", why: "line 2: tag !c" },
    ],
    ["includes a folder", "include: [a]\n", { "a/b": "" }, { is: "unclear", file: "a", why: "it can't be read" }],
    ["includes bytes", "include: [a.yml]\n", { "a.yml": new Uint8Array([0xFF, 0xFE, 0x61, 0]) }, { is: "not-text", file: "a.yml" }],
    ["includes too much", "include: [a.yml]\n", { "a.yml": "#".repeat(largestFile) }, { is: "too-large", file: "a.yml" }],
    [
        "includes too many", "include: [a.yml]\n",
        { "a.yml": JSON.stringify({ include: Array.from({ length: 101 }, (_one, at) => `${at}.yml`) }) },
        { is: "unclear", file: "a.yml", why: "too many files" },
    ],
])("refuses a file that %s", async (_what, compose, files, fault) => {
    expect(await faultWith(compose, files)).toEqual(fault);
});
