// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Machine } from "../machine/machine";
import { nodeMachine } from "../machine/node";
import { parseLogos, readLogo, readLogos } from "./logo";
import { largestFile } from "./scan";

const library = mkdtempSync(join(tmpdir(), "logos-"));
const folder = (name: string) => join(library, name);
const add = (name: string, text?: string) => {
    mkdirSync(folder(name), { recursive: true });
    if (text !== undefined)
        writeFileSync(join(folder(name), "logo.svg"), text);
    return folder(name);
};
const url = (text: string) => `data:image/svg+xml;base64,${Buffer.from(text).toString("base64")}`;
afterAll(() => { rmSync(library, { recursive: true }); });

it("reads the logos that are asked for, and no others", async () => {
    const one = add("one", "<svg>\u00e9</svg>");
    const empty = add("em pty", "");
    add("other", "<svg/>");
    const found = await readLogos(nodeMachine(), [one, add("without"), folder("missing"), empty]);
    expect(found).toEqual(new Map([[one, url("<svg>\u00e9</svg>")], [empty, url("")]]));
});

it("opens nothing but a regular file of a sensible size", async () => {
    writeFileSync(folder("secret"), "secret");
    symlinkSync(folder("secret"), join(add("link"), "logo.svg"));
    execFileSync("mkfifo", [join(add("fifo"), "logo.svg")]);
    mkdirSync(join(add("folder"), "logo.svg"));
    const large = add("large", "x".repeat(largestFile + 1));
    expect(await readLogos(nodeMachine(), ["link", "fifo", "folder"].map(folder).concat(large))).toEqual(new Map());
    expect(await readLogo(nodeMachine(), folder("link"))).toBeUndefined();
});

it("needs one process for 500 apps", async () => {
    const machine = nodeMachine();
    let processes = 0;
    const counting: Machine = { ...machine, run: (...given) => {
        processes++;
        return machine.run(...given);
    } };
    const one = add("one", "<svg/>");
    const folders = Array.from({ length: 1100 }, (_, at) => at === 1050 ? one : folder(`missing${at}`));
    expect([...(await readLogos(counting, folders)).keys()]).toEqual([one]);
    expect(processes).toBe(3);
});

it("does not cut what does not fit together", () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(parseLogos(bytes("3 /a/logo.svg\0\0abc"))?.get("/a")).toEqual(bytes("abc"));
    expect(parseLogos(bytes("3 /a/logo.svg\0\0ab"))).toBeUndefined();
    expect(parseLogos(bytes("3 /a/logo.svg\0\0abcd"))).toBeUndefined();
});
