// SPDX-License-Identifier: LGPL-2.1-or-later
import { existsSync } from "node:fs";
import { aJob } from "../../test/fakes/job";
import { FakeMachine } from "../../test/fakes/machine";
import type { Job } from "../jobs/job";
import type { AppRecord } from "./records/record";
import { parseRecords } from "./records/store";
import { formatRecords } from "./records/update-records";
import { resumeJobs, unfinishedWork } from "./resume";

function record(app_id: string, wish: AppRecord["wish"] = "running"): AppRecord {
    return {
        app_id, name: "web", customer_name: app_id, trade_mark: "", version: "1", official: true, library: "",
        created: "2026-01-01T00:00:00Z", wish, services: {}, ports: {}, network: null, probe: null, image_url: "",
        access: { port: null, url: "", admin_url: "", user_name: "", password: "" },
    };
}

function work(records: AppRecord[], jobs: Job[]): string[] {
    const byId = Object.fromEntries(records.map(one => [one.app_id, one]));
    return unfinishedWork(byId, new Map(jobs.map(one => [one.id, one]))).map(({ app_id }) => app_id);
}

const working = ["queued", "pulling", "creating", "starting", "stopping", "removing", "cancelled"] as const;

it.each(working)("resumes a job that died while %s", phase => {
    expect(work([record("blog")], [aJob("blog", { phase })])).toEqual(["blog"]);
});

it.each(working)("leaves a job alone that is %s and alive", phase => {
    expect(work([record("blog")], [aJob("blog", { phase, alive: true })])).toEqual([]);
});

it.each(["done", "failed", "removed"] as const)("leaves a job alone that is %s", phase => {
    expect(work([record("blog")], [aJob("blog", { phase })])).toEqual([]);
});

it("resumes the removal of an app whose data is kept", () => {
    expect(work([record("blog", "uninstalled")], [aJob("blog", { phase: "removing" })])).toEqual(["blog"]);
});

it("leaves a job without an app alone", () => {
    expect(work([], [aJob("blog", { phase: "queued" }), aJob("constructor", { phase: "queued" })])).toEqual([]);
});

it("keeps the order of the queue", () => {
    const jobs = [
        aJob("a", { phase: "queued", ticket: 30 }), aJob("b", { phase: "pulling", ticket: 10 }),
        aJob("c", { phase: "queued", ticket: 20 }),
    ];
    expect(work(["a", "b", "c"].map(id => record(id)), jobs)).toEqual(["b", "c", "a"]);
});

describe("on a host", () => {
    let machine: FakeMachine;
    beforeEach(() => {
        machine = new FakeMachine();
        machine.write("data/apps.json", formatRecords({ one: record("one"), two: record("two") }));
        machine.says.set("resume", {});
    });
    afterEach(() => { machine.remove(); });

    it("resumes the others when one job can't be resumed, and says so", async () => {
        for (const id of ["one", "two"]) {
            machine.write(`data/apps/${id}/.env`, "");
            machine.setJob(id, "pulling", false);
        }
        machine.says.set("start-job", { status: 1, stderr: "no space left on device" });
        await expect(resumeJobs(machine.context)).rejects.toThrow("no space left on device");
        expect(machine.ran.filter(({ name }) => name === "start-job").map(({ args }) => args[1])).toEqual(["one", "two"]);
    });

    it("forgets an app that is gone, and only that", async () => {
        machine.setJob("one", "removed", false, "uninstall gone running");
        machine.setJob("two", "done", false);
        machine.write("data/locks/one", "");
        for (const id of ["one", "two"])
            machine.write(`data/backups/app-${id}/when`, "daily\n");
        await resumeJobs(machine.context);
        expect(parseRecords(await machine.read(machine.paths.records), "")).toEqual({ two: record("two") });
        expect(existsSync(machine.paths.job("one"))).toBe(false);
        expect(existsSync(machine.paths.job("two"))).toBe(true);
        expect(["one", "two"].map(id => existsSync(`${machine.paths.plans}/app-${id}`))).toEqual([false, true]);
    });
});
