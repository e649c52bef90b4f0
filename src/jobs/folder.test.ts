// SPDX-License-Identifier: LGPL-2.1-or-later
import { parseSurvey, places } from "./folder";

it("reads jobs, then the records", () => {
    const { jobs, records } = parseSurvey(
        "blog 17 1 update running staged-Ab1 pulling\nshop 18 0 stop stopped - failed stop 18\n\napps.json\n{}\n");
    expect([...jobs.values()]).toEqual([
        {
            id: "blog", ticket: 17, alive: true, kind: "update", wish: "running", staged: "staged-Ab1", phase: "pulling",
            detail: "",
        },
        { id: "shop", ticket: 18, alive: false, kind: "stop", wish: "stopped", staged: "", phase: "failed", detail: "stop 18" },
    ]);
    expect(records).toBe("{}\n");
});

it("tells that Docker has just started, and that the service is at work", () => {
    const survey = parseSurvey("blog 17 0 install running - done\nyoung\nresuming\n\napps.json\n{}\n");
    expect(survey).toMatchObject({ young: true, resuming: true, records: "{}\n" });
    expect(parseSurvey("blog 17 0 install - - done\nyoung\n\napps.json\nresuming\n"))
        .toMatchObject({ young: true, resuming: false });
});

it("knows which apps have a folder", () => {
    expect([...parseSurvey("docker 7\napp apps/blog/\napp apps/shop2/\n\n").folders]).toEqual(["blog", "shop2"]);
    expect([...parseSurvey("app apps/*/\napp apps/../\n\n").folders]).toEqual([]);
});

it("tells no records from empty ones", () => {
    expect(parseSurvey("\n").records).toBeNull();
    expect(parseSurvey("\napps.json\n").records).toBe("");
});

it.each(["blog 17 0 install - - ", "blog 17 0 install - - pul", "blog 17 0 \0 \0 - \0"])(
    "takes a job whose files a power cut spoiled for an unfinished installation: %j", line => {
        expect(parseSurvey(`${line}\n\n`).jobs.get("blog"))
            .toMatchObject({ kind: "install", wish: undefined, phase: "queued", alive: false });
    });

it("knows a job that is done though the app did not answer", () => {
    expect(parseSurvey("blog 0 0 install running - done unanswered\n\n").jobs.get("blog"))
        .toMatchObject({ phase: "done", detail: "unanswered" });
});

it("counts places in the queue by ticket, without the dead and without other jobs", () => {
    const { jobs } = parseSurvey([
        "a 30 1 install running - queued", "b 10 1 install running - pulling", "c 20 1 install running - queued",
        "d 5 0 install running - queued", "e 6 1 stop stopped - queued", "", "",
    ].join("\n"));
    expect(places(jobs.values())).toEqual(new Map([["c", 1], ["a", 2]]));
});
