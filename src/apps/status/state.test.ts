// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../../test/fakes/machine";
import { anApp } from "../../../test/fakes/manager";
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

const services = { web: { restart: "always", oneShot: false, healthcheck: false, image: "x", scale: 1 } };

it.each([
    ["a start that may lie in the future", "Up Less than a second", 1, "2026-11-27T12:00:00.5+01:00", true],
    ["a start in the future", "Up Less than a second", 1, "2026-11-27T11:00:00+01:00", false],
    ["a start of an engine that tells no time", "Up Less than a second", 1, undefined, true],
    ["a first start", "Up Less than a second", 0, null, true],
    ["a start some seconds ago", "Up 3 seconds", 1, null, true],
])("judges %s by the engine's clock, which it asks for only then", async (_what, Status, RestartCount, SystemTime, hasStarted) => {
    const { record } = anApp("blog", { record: { services } });
    machine.says.set("survey", { stdout: `\napps.json\n${JSON.stringify({ version: 1, apps: { blog: record } })}` });
    const asked: string[] = [];
    const answers: Record<string, unknown> = {
        "/containers/json?all=1": [{
            Id: "c0ffee", Names: ["/blog-web-1"], Image: "x", State: "running", Status, Created: 1, Ports: [], Labels: {
                "com.docker.compose.project": "blog", "com.docker.compose.service": "web",
                "com.docker.compose.project.working_dir": machine.context.paths.app("blog"),
            },
        }],
        "/containers/c0ffee/json": { RestartCount, State: { StartedAt: "2026-11-27T11:00:00.123456789Z" } },
        "/info": { SystemTime },
    };
    machine.request = (_socket, { path }) => {
        asked.push(path);
        return Promise.resolve({ status: 200, body: JSON.stringify(answers[path]) });
    };
    const [container] = (await readState(machine.context)).containersOf.get("blog") ?? [];
    expect(container?.inspection?.started !== null).toBe(hasStarted);
    expect(asked.includes("/info")).toBe(SystemTime !== null);
});
