// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an installation asks of the host, counted: processes, and questions to docker. */
import { FakeMachine } from "../../../test/fakes/machine";
import { installApp } from "./install";
import { checkInstall, draftOf } from "./preflight";

let machine: FakeMachine;
beforeEach(() => {
    machine = new FakeMachine();
    machine.addApp("shop");
});
afterEach(() => machine.remove());

async function asked(work: () => Promise<unknown>) {
    machine.ran = [];
    machine.asked = [];
    await work();
    return { processes: machine.ran.map(({ name }) => name).sort(), questions: machine.asked.length };
}

const request = { app_name: "shop", customer_app_name: "shop", app_version: "1.0", settings: { W9_HTTP_PORT_SET: "9001" } };
const round = ["find-app", "read-host", "resolve", "survey"];

it("asks once to open the form, and once to install, with Compose's version known from then on", async () => {
    const opened = await asked(() => draftOf(machine.context, "shop"));
    expect(opened).toEqual({ processes: ["docker", ...round], questions: 4 });
    expect(await asked(() => checkInstall(machine.context, request))).toEqual({ processes: round, questions: 4 });
    const order = { ...request, settings: () => request.settings };
    const { processes, questions } = await asked(() => installApp(machine.context, order));
    expect(questions).toBe(4);
    expect(processes.filter(name => round.includes(name))).toEqual(round);
});

it("asks no more of docker for 10,000 containers of others, stopped or running", async () => {
    const one = await asked(() => draftOf(machine.context, "shop"));
    machine.containers = Array.from({ length: 10_000 }, (_, at) => ({
        id: `c${at}`, project: `p${at}`, service: "web", state: at % 2 === 0 ? "exited" : "running", status: "Exited (0)",
    }));
    machine.bindings = Object.fromEntries(machine.containers.map(({ id }, at) => [id.replace("c", "a"), 20_000 + at]));
    const many = await asked(() => draftOf(machine.context, "shop"));
    expect(many.questions).toBe(one.questions);
    expect(many.processes).toEqual(round);
    expect(machine.asked.filter(path => path.endsWith("/json"))).toEqual([]);
    expect(machine.asked.every(path => !path.startsWith("/containers/json") || path.includes("filters="))).toBe(true);
});

it("asks who has a port only where it is in the way: a stopped container, or a program", async () => {
    machine.containers = [{ id: "a1", project: "", service: "", state: "exited", status: "Exited (0)" }];
    machine.bindings = { a1: 9001 };
    machine.listeners = [9002];
    const port = async (number: string) =>
        (await checkInstall(machine.context, { ...request, settings: { W9_HTTP_PORT_SET: number } })).checks;
    expect(await port("9001")).toContainEqual(expect.objectContaining({ is: "port", level: "stop", holder: "a1", free: 9003 }));
    expect(await port("9002")).toContainEqual(
        expect.objectContaining({ is: "port", level: "stop", holder: "", program: "nginx", free: 9003 }));
    expect((await asked(() => port("9003"))).processes).toEqual(round);
    // What docker's files have and docker does not know is in no way.
    machine.bindings = { a2: 9001 };
    expect(await port("9001")).toContainEqual(expect.objectContaining({ is: "port", level: "ok", port: 9001 }));
});

it("makes no secret for a question, and fresh ones for an installation", async () => {
    const passwords = async (work: () => Promise<unknown>) => {
        await asked(work);
        return machine.ran.filter(({ name }) => name === "resolve")
            .map(({ input }) => /W9_POWER_PASSWORD='(.*)'/.exec(input)?.[1] ?? "");
    };
    const [drafted] = await passwords(() => draftOf(machine.context, "shop"));
    expect(await passwords(() => checkInstall(machine.context, request))).toEqual([drafted]);
    const [installed] = await passwords(() => installApp(machine.context, { ...request, settings: () => request.settings }));
    expect(installed).toMatch(/^.{20}$/);
    expect(installed).not.toBe(drafted);
});
