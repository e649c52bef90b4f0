// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../../test/fakes/machine";
import { anApp } from "../../../test/fakes/manager";
import { readState } from "./state";

let machine: FakeMachine;
/** The daemon's process, as its file says it. */
let docker = "";
/** What was asked, in order. */
let asked: string[] = [];

beforeEach(() => {
    machine = new FakeMachine();
    docker = "100";
    asked = [];
    machine.read = () => Promise.resolve(`${docker}\n`);
    machine.says.set("survey", { stdout: "docker 100\n\n" });
    const [run, request] = [machine.run.bind(machine), machine.request.bind(machine)];
    machine.run = async (...args) => {
        const result = await run(...args);
        asked.push("survey");
        return result;
    };
    machine.request = async (...args) => {
        const result = await request(...args);
        asked.push(args[1].path.includes("/json?") ? "list" : "inspection");
        return result;
    };
});
afterEach(() => machine.remove());

/** The first list takes so long; `meanwhile` happens on the host. */
function slowList(milliseconds: number, meanwhile: () => void = () => undefined) {
    const request = machine.request;
    machine.request = async (...args) => {
        machine.request = request;
        await new Promise(resolve => setTimeout(resolve, milliseconds));
        meanwhile();
        return request(...args);
    };
}

it("asks once where docker has been there for long", async () => {
    expect((await readState(machine.context)).resuming).toBe(false);
    expect(asked.sort()).toEqual(["list", "survey"]);
});

it("asks once of a host that is slow", async () => {
    slowList(600);
    await readState(machine.context);
    expect(asked).toEqual(["survey", "list"]);
});

it("surveys again after docker has held the question back until its start", async () => {
    slowList(600, () => {
        docker = "200";
        machine.says.set("survey", { stdout: "docker 200\nyoung\nresuming\n\n" });
    });
    expect((await readState(machine.context)).resuming).toBe(true);
    expect(asked).toEqual(["survey", "list", "list", "survey", "list"]);
});

it("lists the containers after the survey while docker is young", async () => {
    machine.says.set("survey", { stdout: "docker 100\nyoung\n\n" });
    await readState(machine.context);
    expect(asked.filter(what => what === "survey")).toHaveLength(1);
    expect(asked.filter(what => what === "list")).toHaveLength(2);
    expect(asked.at(-1)).toBe("list");
});

it("gives up on a docker that keeps coming back", async () => {
    machine.read = () => Promise.resolve(`${Math.random()}\n`);
    slowList(600);
    await readState(machine.context);
    expect(asked.filter(what => what === "list")).toHaveLength(4);
});

it("inspects 300 containers that have just started 16 at a time", async () => {
    machine.write("data/apps.json", JSON.stringify({ version: 1, apps: {} }));
    const services = { web: { restart: "always", oneShot: false, healthcheck: false, image: "web", scale: 300 } };
    const record = {
        app_id: "blog", name: "web", customer_name: "blog", trade_mark: "", version: "1", official: true, library: "",
        created: "", wish: "running", services, ports: {}, network: null, image_url: "",
        access: { port: null, url: "", admin_url: "", user_name: "", password: "" },
    };
    const records = JSON.stringify({ version: 1, apps: { blog: record } });
    machine.says.set("survey", { stdout: `docker 100\n\napps.json\n${records}` });
    machine.containers = Array.from({ length: 300 }, (_value, at) =>
        ({ id: `c${at}`, project: "blog", service: "web", state: "running", status: "Up 3 seconds" }));
    let [asking, most] = [0, 0];
    const request = machine.request;
    machine.request = async (...args) => {
        most = Math.max(most, ++asking);
        await new Promise(resolve => setTimeout(resolve, 1));
        return request(...args).finally(() => { asking--; });
    };
    await readState(machine.context);
    expect(asked.filter(what => what === "inspection")).toHaveLength(300);
    expect(most).toBe(16);
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
        const plain = path.replace(/^\/v[\d.]+/, "");
        asked.push(plain);
        return Promise.resolve({ status: 200, body: JSON.stringify(answers[plain]) });
    };
    const [container] = (await readState(machine.context)).containersOf.get("blog") ?? [];
    expect(container?.inspection?.started !== null).toBe(hasStarted);
    expect(asked.includes("/info")).toBe(SystemTime !== null);
});
