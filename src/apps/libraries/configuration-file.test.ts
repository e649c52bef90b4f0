// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, symlinkSync,
    writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeMachine } from "../../machine/node";
import { changeLibraries, withLibraries } from "./configuration-file";
import { parseConfiguration } from "./configuration";

test.each([
    // What there was, the libraries, what there is then.
    [null, ["/a"], "{\n    \"libraries\": [\n        \"/a\"\n    ]\n}\n"],
    ["{}", ["/a"], "{\n    \"libraries\": [\n        \"/a\"\n    ]\n}\n"],
    ["{\"libraries\": [\"/a\"]}", ["/a", "/b"], "{\"libraries\": [\"/a\", \"/b\"]}"],
    ["{\"libraries\": [\"/a\"]}", [], "{\"libraries\": []}"],
    ["{\"libraries\":[]}", ["/a"], "{\"libraries\":[\"/a\"]}"],
    [
        "{\n  \"libraries\": [\n    \"/a\"\n  ],\n  \"network\": \"x\"\n}\n", ["/a", "/b"],
        "{\n  \"libraries\": [\n    \"/a\",\n    \"/b\"\n  ],\n  \"network\": \"x\"\n}\n",
    ],
    ["{\"network\":\"x\"}", ["/a"], "{\"network\":\"x\", \"libraries\": [\"/a\"]}"],
    [
        "{\n\t\"network\": \"x\"\n}\n", ["/a"],
        "{\n\t\"network\": \"x\",\n\t\"libraries\": [\"/a\"]\n}\n",
    ],
])("%j with %j", (text, libraries, written) => {
    expect(withLibraries(text, libraries)).toBe(written);
});

test.each([
    "{\"b\": 1, \"10\": {\"libraries\": [\"/x\"]}, \"libraries\": [\"/a\"], \"2\": 12345678901234567, \"a\": [\"}\", \"\\\"]\"]}",
    "{\"libraries\": [\"/first\"], \"network\": \"x\", \"libraries\"\n :[ \"/a\" ]\t, \"z\": 1e999}\n\n",
    "{\"\\u006cibraries\": [\"/a\"], \"deep\": [[{\"libraries\": []}]]}",
    " {\"text\": \"\\\"libraries\\\": [1]\", \"libraries\": [\"/with \\\"quotes\\\", and ] too\"]} ",
])("%s: every other byte stays", text => {
    const before = parseConfiguration(text, "file");
    const changed = withLibraries(text, [...before.libraries, "/new \"one\""]);
    expect(parseConfiguration(changed, "file")).toEqual({ ...before, libraries: [...before.libraries, "/new \"one\""] });
    expect(changed.replace(/,\s*"\/new \\"one\\""/, "")).toBe(text);
    expect(withLibraries(changed, before.libraries)).toBe(text);
});

describe("changeLibraries", () => {
    const folder = mkdtempSync(join(tmpdir(), "configuration-"));
    const file = join(folder, "etc/appmanage.json");
    const add = (library: string) => changeLibraries(nodeMachine(), file, libraries => [...libraries, library]);
    beforeEach(() => { mkdirSync(join(folder, "etc")); });
    afterEach(() => { rmSync(join(folder, "etc"), { recursive: true }); });
    afterAll(() => { rmSync(folder, { recursive: true }); });

    it("makes the file, then keeps its mode and the rest of it", async () => {
        expect(await add("/a")).toBe(true);
        writeFileSync(file, "{\"libraries\": [\"/a\"], \"network\": \"n\"}\n\n");
        chmodSync(file, 0o640);
        expect(await add("/b")).toBe(true);
        expect(readFileSync(file, "utf8")).toBe("{\"libraries\": [\"/a\", \"/b\"], \"network\": \"n\"}\n\n");
        expect(statSync(file).mode & 0o777).toBe(0o640);
        expect(await changeLibraries(nodeMachine(), file, () => undefined)).toBe(false);
        expect(readdirSync(join(folder, "etc"))).toEqual(["appmanage.json"]);
    });

    it("keeps a link, and replaces what it leads to", async () => {
        const target = join(folder, "etc/real.json");
        writeFileSync(target, "{}");
        symlinkSync(target, file);
        await add("/a");
        expect(readlinkSync(file)).toBe(target);
        expect(JSON.parse(readFileSync(target, "utf8"))).toEqual({ libraries: ["/a"] });
    });

    it.each([
        ["FIFO", "appmanage.json", (path: string) => execFileSync("mkfifo", [path])],
        ["folder", "appmanage.json", (path: string) => mkdirSync(path)],
        ["FIFO", ".appmanage.json.new", (path: string) => execFileSync("mkfifo", [path])],
        ["link", ".appmanage.json.new", (path: string) => { symlinkSync(join(folder, "victim"), path); }],
    ])("refuses a %s in the place of %s by its name", async (_thing, place, make) => {
        make(join(folder, "etc", place));
        await expect(add("/a")).rejects.toMatchObject({ message: `${join(folder, "etc", place)}: not a regular file` });
        expect(existsSync(join(folder, "victim"))).toBe(false);
    });

    it("leaves nothing behind on a full disk", async () => {
        execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "appmanage-test", join(folder, "etc")]);
        try {
            writeFileSync(file, "{}");
            spawnSync("sh", ["-c", 'exec cat /dev/zero >"$0" 2>/dev/null', join(folder, "etc/filler")]);
            await expect(add("/a")).rejects.toThrow("No space left on device");
            expect(readFileSync(file, "utf8")).toBe("{}");
            expect(readdirSync(join(folder, "etc")).sort()).toEqual(["appmanage.json", "filler"]);
        } finally {
            execFileSync("umount", [join(folder, "etc")]);
        }
    });
});
