// SPDX-License-Identifier: LGPL-2.1-or-later
import { parseSurvey, places } from "./folder";

test("jobs, then the records", () => {
    const { jobs, records } = parseSurvey("blog 17 1 pulling\nshop 18 0 failed pull 18\n\napps.json\n{}\n");
    expect([...jobs.values()]).toEqual([
        { id: "blog", ticket: 17, alive: true, phase: "pulling", detail: "" },
        { id: "shop", ticket: 18, alive: false, phase: "failed", detail: "pull 18" },
    ]);
    expect(records).toBe("{}\n");
});

test("docker has just started, and the service is on its way", () => {
    const survey = parseSurvey("blog 17 0 done\nyoung\nresuming\n\napps.json\n{}\n");
    expect(survey).toMatchObject({ young: true, resuming: true, records: "{}\n" });
    expect(parseSurvey("blog 17 0 done\nyoung\n\napps.json\nresuming\n")).toMatchObject({ young: true, resuming: false });
});

test("no records are something else than empty ones", () => {
    expect(parseSurvey("\n").records).toBeNull();
    expect(parseSurvey("\napps.json\n").records).toBe("");
});

test.each(["blog 17 0 ", "blog 17 0 pul", "blog 17 0 \0"])("a phase that a power cut spoiled is unfinished", line => {
    expect(parseSurvey(`${line}\n\n`).jobs.get("blog")).toMatchObject({ phase: "queued", alive: false });
});

test("a removal that is under way can be told from a cancel", () => {
    const job = parseSurvey("blog 17 0 cancelled all\n\n").jobs.get("blog");
    expect(job).toMatchObject({ phase: "cancelled", detail: "all" });
});

test("places in the queue go by ticket, and the dead have none", () => {
    const { jobs } = parseSurvey("a 30 1 queued\nb 10 1 pulling\nc 20 1 queued\nd 5 0 queued\n\n");
    expect(places(jobs.values())).toEqual(new Map([["c", 1], ["a", 2]]));
});
