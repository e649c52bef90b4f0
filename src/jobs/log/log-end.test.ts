// SPDX-License-Identifier: LGPL-2.1-or-later
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeMachine } from "../../machine/node";
import { readLogEnds } from "./log-end";

const root = mkdtempSync(join(tmpdir(), "log-end-"));
afterAll(() => rmSync(root, { recursive: true }));

function write(id: string, log: string) {
    mkdirSync(join(root, "jobs", id), { recursive: true });
    writeFileSync(join(root, "jobs", id, "log"), log);
}

it("reads the last 64 KiB of each job's log, without NUL", async () => {
    write("blog", `first\n${"x".repeat(70_000)}\nla\0st\n`);
    write("shop", "one\ntwo\n");
    mkdirSync(join(root, "jobs", "bare"));
    const ends = await readLogEnds(nodeMachine(), root, ["blog", "shop", "bare", "gone"]);
    expect([...ends.keys()]).toEqual(["blog", "shop", "bare", "gone"]);
    expect(ends.get("blog")).toMatch(/^x+\nlast\n$/);
    expect(ends.get("blog")?.length).toBe(65_535);
    expect([ends.get("shop"), ends.get("bare"), ends.get("gone")]).toEqual(["one\ntwo\n", "", ""]);
});

it("finds nothing where there is no data yet", async () => {
    expect(await readLogEnds(nodeMachine(), join(root, "none"), ["blog"])).toEqual(new Map([["blog", ""]]));
});
