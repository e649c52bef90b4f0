// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../../test/fakes/machine";
import { readState } from "./state";

let machine: FakeMachine;

beforeEach(() => {
    machine = new FakeMachine();
});
afterEach(() => machine.remove());

function surveys(): number {
    return machine.ran.filter(({ name }) => name === "survey").length;
}

it("asks once where docker has been there for long", async () => {
    machine.says.set("survey", { stdout: "\n" });
    expect((await readState(machine.context)).resuming).toBe(false);
    expect(surveys()).toBe(1);
});

it("surveys again after docker has held the question back until its start", async () => {
    machine.says.set("survey", { stdout: "\n" });
    const request = machine.request.bind(machine);
    machine.request = async (socket, options) => {
        machine.request = request;
        await new Promise(resolve => setTimeout(resolve, 600));
        machine.says.set("survey", { stdout: "young\nresuming\n\n" });
        return request(socket, options);
    };
    expect((await readState(machine.context)).resuming).toBe(true);
    expect(surveys()).toBe(2);
});

it("lists the containers after the survey while docker is young", async () => {
    const order: string[] = [];
    machine.says.set("survey", { stdout: "young\n\n" });
    const [run, request] = [machine.run.bind(machine), machine.request.bind(machine)];
    machine.run = async (...args) => {
        const result = await run(...args);
        order.push("survey");
        return result;
    };
    machine.request = (...args) => {
        order.push("list");
        return request(...args);
    };
    await readState(machine.context);
    expect(order.slice(-2)).toEqual(["survey", "list"]);
    expect(order).toHaveLength(4);
});
