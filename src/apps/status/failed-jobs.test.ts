// SPDX-License-Identifier: LGPL-2.1-or-later
import { aJob } from "../../../test/fakes/job";
import { FakeMachine } from "../../../test/fakes/machine";
import { anApp } from "../../../test/fakes/manager";
import { failedJobs } from "./failed-jobs";
import type { AppOverview } from "./overview";

let machine: FakeMachine;

beforeEach(() => {
    machine = new FakeMachine();
});
afterEach(() => machine.remove());

function failed(id: string, ticket = 1, detail = "pull 18"): AppOverview {
    const job = aJob(id, { phase: "failed", detail, ticket });
    return anApp(id, { state: { status: "error", reason: { is: "job-failed", detail } }, job });
}

const says = (id: string, text: string) => machine.write(`data/jobs/${id}/log`, text);
const reads = () => machine.ran.map(({ args }) => args.slice(2));

it("reads the logs of all that failed with one process, and each of them once", async () => {
    says("blog", "Error response from daemon: lookup hub.example on 9.9.9.9:53: no such host\n");
    says("wiki", "Error response from daemon: write /var/lib/docker/x: no space left on device\n");
    const jobs = failedJobs(machine.context);
    const apps = [failed("blog"), anApp("shop"), failed("wiki")];
    const explained = await jobs.explain(apps);
    expect(explained.map(({ cause }) => cause?.id)).toEqual(["name-not-resolved", undefined, "disk-full"]);
    await jobs.explain(apps);
    expect(reads()).toEqual([["blog", "wiki"]]);
});

it("reads again what was tried again, and nothing of what has failed before", async () => {
    says("blog", "no space left on device\n");
    says("wiki", "no space left on device\n");
    const jobs = failedJobs(machine.context);
    await jobs.explain([failed("blog"), failed("wiki")]);
    says("blog", "no space left on device\n--- run 2\nlookup hub.example on 9.9.9.9:53: no such host\n");
    const [blog] = await jobs.explain([failed("blog", 2), failed("wiki")]);
    expect(blog?.cause).toMatchObject({ id: "name-not-resolved", args: ["hub.example"] });
    expect(reads()).toEqual([["blog", "wiki"], ["blog"]]);
});

it("says what the exit status tells where there is no log, or nothing in it", async () => {
    machine.write("data/jobs/blog/phase", "failed pull 137\n");
    says("wiki", "\0\n");
    const apps = await failedJobs(machine.context).explain([
        failed("blog", 1, "pull 137"), failed("wiki", 1, "pull 1"), failed("gone", 1, "folder 1"),
    ]);
    expect(apps.map(({ cause }) => cause?.id)).toEqual(["killed", "unknown", "folder-missing"]);
});

it("explains a change that failed or was undone, though the app runs", async () => {
    says("blog", "Error response from daemon: write /var/lib/docker/x: no space left on device\n");
    const running = { state: { status: "running" } } as const;
    const apps = await failedJobs(machine.context).explain([
        anApp("blog", { ...running, job: aJob("blog", { kind: "update", phase: "restored", detail: "create 1" }) }),
        anApp("wiki", { ...running, job: aJob("wiki", { kind: "update", phase: "restored", detail: "cancel 0" }) }),
        anApp("shop", { ...running, job: aJob("shop", { kind: "update" }) }),
    ]);
    expect(apps.map(({ cause }) => cause?.id)).toEqual(["disk-full", undefined, undefined]);
});

it("looks at the end of a long log only", async () => {
    says("blog", `${"x".repeat(99)}\n`.repeat(20_000) + "no space left on device\n");
    const [blog] = await failedJobs(machine.context).explain([failed("blog")]);
    expect(blog?.cause?.id).toBe("disk-full");
    const first = blog?.cause?.raw[0] ?? "";
    expect(first.length).toBeLessThan(700);
});

it("starts nothing while nothing has failed", async () => {
    await failedJobs(machine.context).explain([anApp("shop")]);
    expect(machine.ran).toEqual([]);
});
