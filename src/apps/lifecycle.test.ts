// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../test/fakes/machine";
import type { Context } from "./context";
import { restartApp, restoreApp, retryApp, startApp, uninstallApp } from "./lifecycle";
import type { AppRecord } from "./records/record";
import { formatRecords } from "./records/update-records";

const blog: AppRecord = {
    app_id: "blog", name: "web", customer_name: "blog", trade_mark: "", version: "1", official: true, library: "",
    created: "2026-01-01T00:00:00Z", wish: "running", services: {}, ports: {}, network: null, probe: null, image_url: "",
    access: { port: null, url: "", admin_url: "", user_name: "", password: "" },
};

it.each([
    ["uninstall uninstalled running", "uninstall uninstalled uninstalled"],
    ["stop stopped running", "stop stopped stopped"],
    ["restart running stopped", "restart running stopped"],
    ["install running none", "install running none"],
])("retries what has failed: %s", async (failed, again) => {
    const machine = new FakeMachine();
    machine.write("data/apps.json", formatRecords({ blog }));
    machine.setJob("blog", "failed step 1", false, failed);
    machine.containers = [{ id: "c1", project: "blog", service: "web", state: "running", status: "Up 1 second" }];
    machine.says.set("start-job", {});
    machine.says.set("await-job", { stdout: "done\n" });
    await retryApp(machine.context, "blog");
    expect(machine.ran.find(({ name }) => name === "start-job")?.args).toContain(again);
    machine.remove();
});

it("does not say that it started what someone canceled meanwhile", async () => {
    const machine = new FakeMachine();
    machine.write("data/apps.json", formatRecords({ blog }));
    machine.says.set("start-job", {});
    machine.says.set("await-job", { stdout: "done\nstop\n" });
    await expect(startApp(machine.context, "blog")).rejects.toMatchObject({
        problem: { code: "Container.CommandError", detail: "start: canceled" },
    });
    machine.remove();
});

it("knows that an app was uninstalled whose name someone has taken again", async () => {
    const machine = new FakeMachine();
    machine.write("data/apps.json", formatRecords({ blog }));
    machine.says.set("start-job", {});
    machine.says.set("await-job", { stdout: "queued\n\n" });
    await expect(uninstallApp(machine.context, "blog", { purge: true, images: false })).resolves.toBeDefined();
    await expect(startApp(machine.context, "blog")).rejects.toMatchObject({ problem: { code: "APP.NotExis" } });
    machine.write("data/apps.json", formatRecords({ blog }));
    await expect(startApp(machine.context, "blog")).rejects.toMatchObject({
        problem: { code: "Container.CommandError", detail: "blog: interrupted while queued" },
    });
    machine.remove();
});

describe("where the app's files are not those that were allowed", () => {
    const digest = "ab".repeat(32);
    const text = (privileged: string) => `{"services": {"web": {${privileged}}}}`;
    let machine: FakeMachine;

    beforeEach(() => {
        machine = new FakeMachine();
        machine.write("data/apps.json", formatRecords({ blog }));
        machine.says.set("start-job", {});
        machine.says.set("await-job", { stdout: "failed definition 1\n" });
        const changed = [digest, text(""), text('"privileged": true'), "A=1", "A=1", ""].join("\0");
        machine.says.set("definition-changes", { stdout: changed });
    });
    afterEach(() => machine.remove());

    const problem = {
        code: "APP.DefinitionChanged", detail: `--- allowed\n+++ ${digest}\n@@ services.web @@\n+privileged: true`,
    };
    const started = () => machine.ran.filter(({ name }) => name === "start-job");
    const allowedBy = (args: readonly string[] = []) => args[args.indexOf("allow") + 1];
    const uninstalled = { ...blog, wish: "uninstalled" as const };

    it.each([["start", startApp], ["restart", restartApp]])("a %s is refused with the diff by its job", async (_, operation) => {
        await expect(operation(machine.context, "blog")).rejects.toMatchObject({ problem });
        expect(started()).toHaveLength(1);
        expect(allowedBy(started()[0]?.args)).toBe("");
    });

    it.each([["start", startApp], ["restart", restartApp], ["retry", retry]])(
        "a %s tells its job what was allowed", async (_, operation) => {
            machine.says.set("await-job", { stdout: "done\n" });
            await operation(machine.context, "blog", digest);
            expect(allowedBy(started()[0]?.args)).toBe(digest);
        });

    it("an installation that failed is not retried before just that is allowed", async () => {
        machine.setJob("blog", "failed create 1", false);
        await expect(retry(machine.context, "blog", "")).rejects.toMatchObject({ problem });
        await expect(retry(machine.context, "blog", "cd".repeat(32))).rejects.toMatchObject({ problem });
        expect(started()).toEqual([]);
        expect(machine.ran.find(({ name }) => name === "definition-changes")?.args.at(-1)).toBe("none");
        await retry(machine.context, "blog", digest);
        expect(allowedBy(started()[0]?.args)).toBe(digest);
    });

    it("an app is not restored before just that is allowed", async () => {
        machine.write("data/apps.json", formatRecords({ blog: uninstalled }));
        machine.setJob("blog", "done", false, "uninstall uninstalled running");
        await expect(restoreApp(machine.context, "blog", false)).rejects.toMatchObject({ problem });
        expect(started()).toEqual([]);
        expect(machine.ran.find(({ name }) => name === "definition-changes")?.args.at(-1)).toBe("uninstalled");
        await restoreApp(machine.context, "blog", false, digest);
        expect(allowedBy(started()[0]?.args)).toBe(digest);
    });

    it("what can't be read whole can't be allowed", async () => {
        const changed = [digest, text(""), text(`"user": "${"x".repeat(200_000)}"`), "", "", ""].join("\0");
        machine.says.set("definition-changes", { stdout: changed });
        await expect(startApp(machine.context, "blog")).rejects.toMatchObject({
            problem: { code: "APP.DefinitionChanged", detail: "--- allowed\n+++ too long to be shown" },
        });
    });
});

function retry(context: Context, id: string, allow: string): Promise<void> {
    return retryApp(context, id, { settings: {} }, allow);
}
