// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeMachine } from "../machine/node";
import { readOwnFile, readOwnFiles } from "./own-files";

let folder = "";
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "own-files-")); });
afterEach(() => rmSync(folder, { recursive: true }));

const read = (...files: string[]) => readOwnFiles(nodeMachine(), folder, files);

it("reads regular files, each as it is", async () => {
    writeFileSync(join(folder, "a"), "1\n\n");
    writeFileSync(join(folder, "-b"), "+é\0x");
    writeFileSync(join(folder, "empty"), "");
    expect(await read("a", "none", "-b", "empty")).toEqual(["1\n\n", null, "+éx", ""]);
    expect(await readOwnFile(nodeMachine(), folder, "a")).toBe("1\n\n");
});

it("follows no link, waits for no FIFO, and opens nothing else than files", async () => {
    symlinkSync("/etc/passwd", join(folder, "link"));
    mkdirSync(join(folder, "folder"));
    execFileSync("mkfifo", [join(folder, "fifo")]);
    expect(await read("link", "folder", "fifo", "a")).toEqual([null, null, null, null]);
    for (const file of ["link", "folder", "fifo"])
        await expect(readOwnFile(nodeMachine(), folder, file)).rejects.toThrow(`${folder}/${file}: no such file`);
});

it("refuses a file that would fill the memory", async () => {
    writeFileSync(join(folder, "a"), "");
    truncateSync(join(folder, "a"), 1024 ** 4);
    execFileSync("sh", ["-c", 'head -c 262145 /dev/zero | tr "\\0" x >"$1"', "sh", join(folder, "b")]);
    // A sparse file is nothing but NUL.
    expect(await read("a")).toEqual([""]);
    await expect(read("b")).rejects.toThrow("larger than 262144 bytes");
});
