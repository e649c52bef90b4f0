// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../test/fakes/machine";
import type { Job } from "../jobs/job";
import type { AppRecord } from "./records/record";
import { formatRecords } from "./records/store";
import { resumeJobs, unfinishedWork } from "./resume";

function record(app_id: string, wish: AppRecord["wish"] = "running"): AppRecord {
    return {
        app_id, name: "web", customer_name: app_id, trade_mark: "", version: "1", official: true, library: "",
        created: "2026-01-01T00:00:00Z", wish, services: {}, ports: {}, network: null, probed_port: null, image_url: "",
        access: { port: null, url: "", admin_url: "", user_name: "", password: "" },
    };
}

function job(id: string, phase: Job["phase"], more: Partial<Job> = {}): Job {
    return { id, phase, detail: "", alive: false, ticket: 1, ...more };
}

function work(records: AppRecord[], jobs: Job[]): string[] {
    const byId = Object.fromEntries(records.map(one => [one.app_id, one]));
    return unfinishedWork(byId, new Map(jobs.map(one => [one.id, one])))
            .map(({ is, record: { app_id } }) => `${is} ${app_id}`);
}

const working = ["queued", "pulling", "creating", "starting"] as const;

test.each(working)("an installation that died while %s goes on", phase => {
    expect(work([record("blog")], [job("blog", phase)])).toEqual(["install blog"]);
});

test.each(working)("one that is %s and alive is let be", phase => {
    expect(work([record("blog")], [job("blog", phase, { alive: true })])).toEqual([]);
});

test.each(["done", "failed"] as const)("what is %s is no work", phase => {
    expect(work([record("blog")], [job("blog", phase)])).toEqual([]);
});

test("a cancel is finished, and so is a removal, which takes the data of a restored app too", () => {
    expect(work([record("a"), record("b")], [job("a", "cancelled"), job("b", "cancelled", { detail: "all" })]))
        .toEqual(["cancel a", "removal b"]);
});

test("an app whose data are kept stays as it is, unless they were being removed", () => {
    const kept = record("blog", "uninstalled");
    expect(work([kept], [job("blog", "cancelled")])).toEqual([]);
    expect(work([kept], [job("blog", "starting")])).toEqual([]);
    expect(work([kept], [job("blog", "cancelled", { detail: "all" })])).toEqual(["removal blog"]);
});

test("a job without an app is nobody's work", () => {
    expect(work([], [job("blog", "queued"), job("constructor", "queued")])).toEqual([]);
});

test("the queue's order is kept", () => {
    const jobs = [
        job("a", "queued", { ticket: 30 }), job("b", "pulling", { ticket: 10 }), job("c", "queued", { ticket: 20 }),
    ];
    expect(work(["a", "b", "c"].map(id => record(id)), jobs)).toEqual(["install b", "install c", "install a"]);
});

test("a cancel that can't be finished holds up no installation, and is told", async () => {
    const machine = new FakeMachine();
    machine.write("data/apps.json", formatRecords({ one: record("one"), two: record("two") }));
    for (const [id, phase] of [["one", "cancelled"], ["two", "pulling"]] as const) {
        machine.write(`data/apps/${id}/.env`, "");
        machine.setJob(id, phase, false);
    }
    machine.says.set("remove-belongings", { status: 1, stderr: "Cannot connect" });
    machine.says.set("resume", {});
    await expect(resumeJobs(machine.context)).rejects.toThrow("Container.CommandError");
    expect(machine.ran.filter(({ name }) => name === "start-job").map(({ args }) => args[1])).toEqual(["two"]);
    machine.remove();
});
