// SPDX-License-Identifier: LGPL-2.1-or-later
import { aJob } from "../../../test/fakes/job";
import type { Job } from "../../jobs/job";
import { promisedPorts } from "../install/checks/ports";
import { changingPart, recordNow } from "./change";
import type { AppRecord } from "./record";

const record: AppRecord = {
    app_id: "blog", name: "wordpress", customer_name: "blog", trade_mark: "WordPress", version: "7.0", official: true,
    library: "/library", created: "2026-01-01T00:00:00.000Z", wish: "running", services: {}, ports: { P: 9001 },
    published: [{ address: "", first: 9001, last: 9001, protocol: "tcp" }], network: null,
    access: { port: 9001, url: "", admin_url: "", user_name: "", password: "" }, probe: null, image_url: "",
};
const since = "2026-11-01T00:00:00.000Z";
const now = Date.parse(since) + 1000;
const part = changingPart({ ...record, version: "7.1", ports: { P: 9002 }, published: undefined });
const next = { part, since, staged: "staged-2" };
const job = (phase: Job["phase"], staged = "staged-2") => aJob("blog", { kind: "update", phase, staged });
const changing: AppRecord = { ...record, next };

it.each(["queued", "checking", "pulling", "staged", "stopping", "saving", "undoing", "cancelled"] as const)(
    "is what it was while a change is %s", phase => {
        expect(recordNow(changing, job(phase), now)).toBe(changing);
    });

it.each(["switching", "starting", "watching", "done"] as const)("is what it will be once a change is %s", phase => {
    const read = recordNow(changing, job(phase), now);
    expect(read).toMatchObject({ version: "7.1", ports: { P: 9002 }, former: { part: { version: "7.0" }, since } });
    expect(read.next).toBeUndefined();
    // Nothing of before shines through.
    expect(read.published).toBeUndefined();
});

it("remembers that a change brought other images under the same names", () => {
    expect(recordNow({ ...changing, next: { ...next, images: true } }, job("done"), now).former).toMatchObject({ images: true });
    expect(recordNow(changing, job("done"), now).former).not.toHaveProperty("images");
});

it.each(["failed", "restored", "undo-failed"] as const)("forgets a change that is %s", phase => {
    expect(recordNow(changing, job(phase), now)).toEqual(record);
});

it.each(["done", "restored", "failed", "watching"] as const)("waits for its own job after one that is %s", phase => {
    expect(recordNow(changing, job(phase, "staged-1"), now)).toBe(changing);
    expect(recordNow(changing, job(phase, "staged-1"), now + 3_600_000)).toEqual(record);
});

it("forgets a change that never began, but not at once", () => {
    expect(recordNow(changing, aJob("blog"), now)).toBe(changing);
    expect(recordNow(changing, aJob("blog"), now + 3_600_000)).toEqual(record);
});

it("goes back when a rollback is done, and keeps the way back as long as it may be tried again", () => {
    const changed: AppRecord = { ...record, version: "7.1", former: { part: changingPart(record), since } };
    expect(recordNow(changed, aJob("blog", { kind: "rollback", phase: "done" }), now)).toEqual(record);
    expect(recordNow(changed, aJob("blog", { kind: "rollback", phase: "undo-failed" }), now)).toBe(changed);
    expect(recordNow(changed, aJob("blog", { kind: "restart", phase: "done" }), now)).toBe(changed);
    expect(recordNow(changed, aJob("blog"), now + 8 * 86_400_000).former).toBeUndefined();
});

it("keeps the ports of before and after for the app", () => {
    const all: AppRecord = { ...changing, former: { part: changingPart({ ...record, ports: { P: 9003 }, published: [] }), since } };
    expect(promisedPorts(all).map(({ first }) => first)).toEqual([9001, 9002, 9003]);
});
