// SPDX-License-Identifier: LGPL-2.1-or-later
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
