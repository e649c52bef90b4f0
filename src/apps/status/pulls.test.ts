// SPDX-License-Identifier: LGPL-2.1-or-later
import { aJob } from "../../../test/fakes/job";
import { FakeMachine } from "../../../test/fakes/machine";
import { anApp } from "../../../test/fakes/manager";
import { MachineError, type RunOptions } from "../../machine/machine";
import { followPulls } from "./pulls";

it("follows a log once, though the one of before takes its time to end", async () => {
    const machine = new FakeMachine();
    const tails: { signal: AbortSignal | undefined }[] = [];
    machine.run = (_argv, { signal }: RunOptions = {}) => new Promise((_resolve, reject) => {
        tails.push({ signal });
        signal?.addEventListener("abort", () => setTimeout(() => { reject(new MachineError("cancelled")); }, 40));
    });
    const pulls = followPulls(machine.context, () => undefined);
    const pulling = [anApp("blog", { state: { status: "pulling" } })];
    pulls.follow(pulling);
    pulls.follow([]);
    pulls.follow(pulling);
    await new Promise(resolve => setTimeout(resolve, 80));
    pulls.follow(pulling);
    expect(tails).toHaveLength(2);
    pulls.end();
    expect(tails.map(({ signal }) => signal?.aborted)).toEqual([true, true]);
    machine.remove();
});

it.each([
    [1, { kind: "update", phase: "pulling", alive: true }], [0, { kind: "update", phase: "pulling", alive: false }],
    [0, { kind: "update", phase: "watching", alive: true }],
] as const)("follows %d log of an app that runs, with the job %j", (count, job) => {
    const machine = new FakeMachine();
    const run = jest.spyOn(machine, "run").mockReturnValue(new Promise(() => undefined));
    const pulls = followPulls(machine.context, () => undefined);
    pulls.follow([anApp("blog", { job: aJob("blog", job) })]);
    expect(run).toHaveBeenCalledTimes(count);
    pulls.end();
    machine.remove();
});
