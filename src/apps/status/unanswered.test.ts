// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../../test/fakes/machine";
import { aJob } from "../../../test/fakes/job";
import { anApp } from "../../../test/fakes/manager";
import { followUnanswered } from "./unanswered";

let machine: FakeMachine;
beforeEach(() => {
    jest.useFakeTimers();
    machine = new FakeMachine();
    machine.says.set("probe", { status: 1 });
});
afterEach(() => {
    jest.useRealTimers();
    machine.remove();
});

const app = (id: string, detail: string, status: "running" | "stop" = "running") =>
    anApp(id, { job: aJob(id, { detail }), state: { status } });
const probed = () => machine.ran.filter(({ name }) => name === "probe").map(({ args }) => args[1]);

it("probes those that have not answered, twice a minute, until they are gone from the list", async () => {
    const { follow, end } = followUnanswered(machine.context, () => false);
    follow([app("blog", "unanswered"), app("shop", ""), app("wiki", "unanswered", "stop")]);
    await jest.advanceTimersByTimeAsync(61_000);
    expect(probed()).toEqual(["blog", "blog"]);
    follow([app("blog", "")]);
    await jest.advanceTimersByTimeAsync(120_000);
    expect(probed()).toHaveLength(2);
    end();
});

it("does not probe while the page is hidden, or after its end", async () => {
    let isHidden = true;
    const { follow, end } = followUnanswered(machine.context, () => isHidden);
    follow([app("blog", "unanswered")]);
    await jest.advanceTimersByTimeAsync(61_000);
    expect(probed()).toEqual([]);
    isHidden = false;
    end();
    await jest.advanceTimersByTimeAsync(61_000);
    expect(probed()).toEqual([]);
});
