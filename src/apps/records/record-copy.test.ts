// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { nodeMachine } from "../../machine/node";
import { pathsBelow } from "../paths";
import { fallbackImage } from "./image";
import type { AppRecord } from "./record";
import { copyLine, parseCopies, readRecordCopies } from "./record-copy";

function record(app_id: string, created = "2026-01-01T00:00:00Z"): AppRecord {
    return {
        app_id, name: "web", customer_name: app_id, trade_mark: "a \"b\" \\ c\n", version: "1", official: true,
        library: "", created, wish: "running", services: {}, ports: {}, network: null, probe: null, image_url: "",
        access: { port: null, url: "", admin_url: "", user_name: "", password: "p'$(x) \u2028" },
    };
}

const line = (one: AppRecord) => copyLine([one.app_id, one]);

describe("parseCopies", () => {
    it("reads what was written, fields of a later version too", () => {
        const blog = { ...record("blog"), later: { x: [1] } };
        expect(line(blog).split("\n")).toHaveLength(2);
        expect(parseCopies(line(blog))).toEqual({ blog });
    });

    it("keeps the order of installing", () => {
        const text = line(record("a", "2026-02-02T00:00:00Z")) + line(record("b", "2026-01-01T00:00:00Z"));
        expect(Object.keys(parseCopies(text))).toEqual(["b", "a"]);
    });

    it.each([
        ["nothing", ""],
        ["half a line", line(record("blog")).slice(0, 40)],
        ["another app's record", `shop ${JSON.stringify(record("blog"))}\n`],
        ["an empty object", "blog {}\n"],
        ["not JSON", "blog \0\n"],
    ])("leaves out %s, and nothing else", (_what, text) => {
        expect(Object.keys(parseCopies(`${text}\n${line(record("other"))}`))).toEqual(["other"]);
    });
});

describe("readRecordCopies", () => {
    const root = mkdtempSync(join(tmpdir(), "record-copies-"));
    const read = () => readRecordCopies(nodeMachine(), pathsBelow(root));
    const write = (path: string, text: string) => {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
    };
    afterEach(() => { rmSync(root, { recursive: true, force: true }); });

    it("finds none where there is no data folder", async () => {
        rmSync(root, { recursive: true });
        expect(await read()).toEqual({});
    });

    it("prefers the copy of the job to the one of an earlier version", async () => {
        write("jobs/blog/record.json", JSON.stringify({ ...record("blog"), version: "2" }));
        write("apps/blog/.appmanage.json", JSON.stringify(record("blog")));
        write("apps/old/.appmanage.json", JSON.stringify({ ...record("old"), image_url: `data:${"x".repeat(700_000)}` }));
        const found = await read();
        expect(found.blog?.version).toBe("2");
        expect(found.old?.image_url).toBe(fallbackImage);
    });

    it("takes the earlier copy where the job's can't be read", async () => {
        write("jobs/blog/record.json", "{");
        write("apps/blog/.appmanage.json", JSON.stringify(record("blog"), null, 2));
        expect(await read()).toEqual({ blog: record("blog") });
    });

    it("follows no link, waits for no FIFO, and reads no more than a record has", async () => {
        write("jobs/good/record.json", JSON.stringify(record("good")));
        write("secret", JSON.stringify(record("link")));
        for (const id of ["link", "fifo", "folder", "large", "two"])
            mkdirSync(join(root, "apps", id), { recursive: true });
        symlinkSync(join(root, "secret"), join(root, "apps/link/.appmanage.json"));
        execFileSync("mkfifo", [join(root, "apps/fifo/.appmanage.json")]);
        mkdirSync(join(root, "apps/folder/.appmanage.json"));
        write("apps/large/.appmanage.json", " ".repeat(2 ** 20) + JSON.stringify(record("large")));
        write("apps/two/.appmanage.json", `{}\nforged ${JSON.stringify(record("forged"))}\n`);
        expect(Object.keys(await read())).toEqual(["good"]);
    });
});
