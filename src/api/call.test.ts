// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../test/fakes/machine";
import { formatRecords } from "../apps/records/update-records";
import { call } from "./call";

it.each([
    ["timeout", "Docker is not answering. Check the Docker service on this server, then try again.", /no reply/],
    ["refused", "Docker is not running on this server. Start it, then try again.", /no process listens/],
    ["not-found", "Docker is not installed or not running on this server. Start it, then try again.", /does not exist/],
] as const)("says why docker can't be asked: %s", async (problem, message, detail) => {
    const machine = new FakeMachine();
    machine.problems.set("request", problem);
    const { status, body } = await call(machine.context, "AppList", { Version: "1.0", Language: "en" }, {});
    expect([status, body.ResponseData, body.Error?.Code]).toEqual([404, [], "Container.CommandError"]);
    expect(body.Error?.Message).toBe(message);
    expect(body.Error?.Detail).toMatch(detail);
    machine.remove();
});

it.each([
    ["AppStop", "start-job", "done", "running running"], ["AppCancel", "cancel-job", "pulling", "running none"],
])("leaves %s to its job to record once the job has started", async (operation, script, phase, wishes) => {
    const machine = new FakeMachine();
    machine.write("data/apps.json", formatRecords({ blog: {
        app_id: "blog", name: "web", customer_name: "blog", trade_mark: "", version: "1", official: true, library: "",
        created: "2026-01-01T00:00:00Z", wish: "running", services: {}, ports: {}, network: null, probe: null, image_url: "",
        access: { port: null, url: "", admin_url: "", user_name: "", password: "" },
    } }));
    machine.setJob("blog", phase, false, `install ${wishes}`);
    machine.says.set(script, {});
    machine.says.set("await-job", { status: 137 });
    const { body } = await call(machine.context, operation, { Version: "1.0", Language: "en" }, { app_id: "blog" });
    expect(body.Error).toMatchObject({ Code: "SystemError", Detail: expect.stringContaining("no answer") as string });
    expect(machine.ran.map(({ name }) => name)).not.toContain("logger");
    machine.remove();
});

it("lets the journal say that changes of an app's files were allowed, and takes nothing but a digest for that", async () => {
    const machine = new FakeMachine();
    machine.write("data/apps.json", formatRecords({ blog: {
        app_id: "blog", name: "web", customer_name: "blog", trade_mark: "", version: "1", official: true, library: "",
        created: "2026-01-01T00:00:00Z", wish: "running", services: {}, ports: {}, network: null, probe: null, image_url: "",
        access: { port: null, url: "", admin_url: "", user_name: "", password: "" },
    } }));
    machine.says.set("start-job", {});
    machine.says.set("await-job", { stdout: "done\n" });
    const digest = "ab".repeat(32);
    for (const allow of [digest, "yes", true, undefined])
        await call(machine.context, "AppStart", { Version: "1.0", Language: "en" }, { app_id: "blog", allow_changes: allow });
    const started = machine.ran.filter(({ name }) => name === "start-job").map(({ args }) => args);
    const fileOf = (args: readonly string[], name: string) => args[args.indexOf(name) + 1];
    expect(started.map(args => fileOf(args, "allow"))).toEqual([digest, "", "", ""]);
    const line = "user=tester operation=AppStart app=blog";
    expect(started.map(args => fileOf(args, "audit"))).toEqual([`${line} definition=allowed`, line, line, line]);
    machine.remove();
});
