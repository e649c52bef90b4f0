// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../test/fakes/machine";
import { retryApp } from "./lifecycle";
import { formatRecords } from "./records/store";

it.each([
    ["uninstall uninstalled running", "uninstall uninstalled uninstalled"],
    ["stop stopped running", "stop stopped stopped"],
    ["restart running stopped", "restart running stopped"],
    ["install running none", "install running none"],
])("retries what has failed: %s", async (failed, again) => {
    const machine = new FakeMachine();
    machine.write("data/apps.json", formatRecords({ blog: {
        app_id: "blog", name: "web", customer_name: "blog", trade_mark: "", version: "1", official: true, library: "",
        created: "2026-01-01T00:00:00Z", wish: "running", services: {}, ports: {}, network: null, probe: null, image_url: "",
        access: { port: null, url: "", admin_url: "", user_name: "", password: "" },
    } }));
    machine.setJob("blog", "failed step 1", false, failed);
    machine.containers = [{ id: "c1", project: "blog", service: "web", state: "running", status: "Up 1 second" }];
    machine.says.set("start-job", {});
    machine.says.set("await-job", { stdout: "done\n" });
    await retryApp(machine.context, "blog");
    expect(machine.ran.find(({ name }) => name === "start-job")?.args).toContain(again);
    machine.remove();
});
