// SPDX-License-Identifier: LGPL-2.1-or-later
import type { AppRecord } from "./record";
import { copyLine, parseCopies } from "./record-copy";

function record(app_id: string, created = "2026-01-01T00:00:00Z"): AppRecord {
    return {
        app_id, name: "web", customer_name: app_id, trade_mark: "a \"b\" \\ c\n", version: "1", official: true,
        library: "", created, wish: "running", services: {}, ports: {}, network: null, probe: null, image_url: "",
        access: { port: null, url: "", admin_url: "", user_name: "", password: "p'$(x) \u2028" },
    };
}

const line = (one: AppRecord) => copyLine([one.app_id, one]);

test("what was written is read again", () => {
    const blog = record("blog");
    expect(line(blog).split("\n")).toHaveLength(2);
    expect(parseCopies(line(blog))).toEqual({ blog });
});

test("the order is that of installing", () => {
    const text = line(record("a", "2026-02-02T00:00:00Z")) + line(record("b", "2026-01-01T00:00:00Z"));
    expect(Object.keys(parseCopies(text))).toEqual(["b", "a"]);
});

test.each([
    ["nothing", ""],
    ["half a line", line(record("blog")).slice(0, 40)],
    ["another's record", `shop ${JSON.stringify(record("blog"))}\n`],
    ["no record", "blog {}\n"],
    ["no JSON", "blog \0\n"],
])("%s is no record, and does not hide the others", (_what, text) => {
    expect(Object.keys(parseCopies(`${text}\n${line(record("other"))}`))).toEqual(["other"]);
});
