// SPDX-License-Identifier: LGPL-2.1-or-later
import { newest, snapshotsIn } from "./snapshot";

const id = "0ea850f7e887bf86f8503e4643d9500935aab3c5698d4f5297bfb893c44d0d85";
const tags = ["appmanage", "app:blog", "name:wordpress", "version:6.5", "reason:schedule", "bytes:1234"];
const made = { time: "2026-11-28T10:43:14.774806245+01:00", paths: ["/x"], hostname: "vm", username: "root", tags, id };

it("tells what the tags say", () => {
    expect(snapshotsIn(JSON.stringify([made]))).toEqual([{
        backup_id: id, app_id: "blog", app_name: "wordpress", version: "6.5", time: "2026-11-28T09:43:14.774Z", size: 1234,
        reason: "schedule", unsaved: [], host: "vm",
    }]);
});

it("tells what the backup lacks, by names that can do no harm", () => {
    const lacks = ["data", "/srv/photos__all", "<b>", "a\u202eb", "x".repeat(201)].map(name => `unsaved:${name}`);
    const many = Array.from({ length: 30 }, (_one, at) => `unsaved:v${at}`);
    const [some, most] = snapshotsIn(JSON.stringify([lacks, many].map(more => ({ ...made, tags: [...tags, ...more] }))));
    expect(some?.unsaved).toEqual(["data", "/srv/photos__all"]);
    expect(most?.unsaved).toHaveLength(20);
});

it.each([
    ["another's snapshot", { ...made, tags: ["app:blog", "reason:manual"] }],
    ["no tags", { ...made, tags: null }],
    ["no app", { ...made, tags: ["appmanage", "reason:manual"] }],
    ["a path for an app", { ...made, tags: ["appmanage", "app:../blog", "reason:manual"] }],
    ["an unknown reason", { ...made, tags: ["appmanage", "app:blog", "reason:whim"] }],
    ["an id that is an option", { ...made, id: "--help" }],
    ["no time", { ...made, time: "soon" }],
    ["not an object", 7],
])("leaves out %s, and nothing else", (_what, other) => {
    expect(snapshotsIn(JSON.stringify([other, made]))).toHaveLength(1);
});

it.each(["", "null", "{}", "[", "Fatal: x"])("finds none in %j", text => {
    expect(snapshotsIn(text)).toEqual([]);
});

it("does not know a size that is not a number", () => {
    const sizes = ["bytes:", "bytes:-1", "bytes:1e9", `bytes:${"9".repeat(16)}`].map(tag =>
        ({ ...made, tags: [...tags.slice(0, 5), tag] }));
    expect(snapshotsIn(JSON.stringify(sizes)).map(({ size }) => size)).toEqual([null, null, null, null]);
});

it("knows the newest", () => {
    const earlier = { ...made, time: "2026-11-28T09:50:00Z" };
    expect(newest(snapshotsIn(JSON.stringify([made, earlier])))).toBe("2026-11-28T09:50:00.000Z");
    expect(newest([])).toBeNull();
});
