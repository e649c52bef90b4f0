// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the operations of the contract do and answer, field by field, and in which language. */
import { existsSync } from "node:fs";
import * as z from "zod";
import { AskedHost, english, request } from "./asked-host";
import { appDetailInfo, appList, appStatusInfo } from "../../src/api/schemas";

// Real processes, on a machine that may have other work.
jest.setTimeout(60_000);

let host: AskedHost;
beforeEach(() => { host = new AskedHost(); });
afterEach(() => { host.remove(); });

test("AppInstall answers the id and queues the job", async () => {
    expect(await host.answered("AppInstall", request)).toEqual({ app_id: "blog" });
    expect(await host.answered("AppStatus", { app_id: "blog" })).toEqual({
        app_id: "blog", name: "web", customer_name: "blog", trade_mark: "WEB", status_code: "00", status: "queuing",
        official_app: true, image_url: "../appmanage/app.svg",
    });
    expect(host.ran.filter(({ name }) => name === "start-job").map(({ args }) => args[1])).toEqual(["blog"]);
});

test.each([
    ["queued", true, "queuing", "00"],
    ["pulling", true, "pulling", "10"],
    ["creating", true, "creating", "11"],
    ["starting", true, "initing", "12"],
    ["done", false, "running", "30"],
    ["failed pull 1", false, "error", "50"],
    ["pulling", false, "error", "50"],
])("AppStatus of a job that is %s (alive: %s) is %s", async (phase, alive, status, code) => {
    await host.installed();
    // A failed job whose containers all run is history.
    if (phase.startsWith("failed"))
        host.containers = [];
    host.setJob("blog", phase, alive);
    const info = z.strictObject(appStatusInfo.shape).parse(await host.answered("AppStatus", { app_id: "blog" }));
    expect([info.status, info.status_code]).toEqual([status, code]);
});

test("AppStatus of an app whose containers were stopped is stop", async () => {
    await host.installed();
    const stopped = { state: "exited", status: "Exited (0) 1 minute ago" };
    host.containers = host.containers.map(container => ({ ...container, ...stopped }));
    const info = z.strictObject(appStatusInfo.shape).parse(await host.answered("AppStatus", { app_id: "blog" }));
    expect([info.status, info.status_code]).toEqual(["stop", "40"]);
});

test("AppList tells all of an app, and how to reach it only while it runs", async () => {
    await host.installed();
    const list = z.array(z.strictObject(appDetailInfo.shape)).parse(await host.answered("AppList"));
    const password = list[0]?.running_info?.password ?? "";
    expect(password).toMatch(/^[A-Za-z0-9-]{20}$/);
    expect(list).toEqual([{
        app_id: "blog", name: "web", customer_name: "blog", trade_mark: "WEB", status_code: "30", status: "running",
        official_app: true, image_url: "../appmanage/app.svg",
        running_info: {
            port: 9001, compose_file: `${host.paths.app("blog")}/docker-compose.yml`, url: "http://server.example:9001",
            admin_url: "", user_name: "admin", password,
        },
    }]);
    host.setJob("blog", "creating", true);
    expect(appList.parse(await host.answered("AppList"))[0]?.running_info).toBeNull();
});

test("AppList filters by the app's name, and no such app is an empty list", async () => {
    host.addApp("other");
    await host.installed("one");
    await host.answered("AppInstall", { ...request, app_name: "other", customer_app_name: "two" });
    const ids = async (app_name: unknown) =>
        appList.parse(await host.answered("AppList", { app_name })).map(app => app.app_id);
    expect(await ids(undefined)).toEqual(["one", "two"]);
    expect(await ids(" ")).toEqual(["one", "two"]);
    expect(await ids("other")).toEqual(["two"]);
    for (const none of ["nope", "one", 5, true, ["other"], { app: "other" }])
        expect(await ids(none)).toEqual([]);
});

test.each([
    "en", "en-US", "en_GB.UTF-8", "de", "fr-CH", "x", "zhx", "../zh_CN", "__proto__", "constructor", "日本語",
])("Language %s is answered in English", async Language => {
    const { Error } = await host.failed("AppStatus", { Version: "1.0", Language });
    expect(Error.Message).toBe("Name the app by its id.");
});

test.each([
    "zh_CN", "zh-CN", "zh", "ZH", "zh-Hans", "zh-Hans-CN", "zh_CN.UTF-8", " zh-cn ", "zh_TW",
])("Language %s is answered in Chinese", async Language => {
    const { Error } = await host.failed("AppStatus", { Version: "1.0", Language });
    expect(Error.Message).toMatch(/\p{Script=Han}/u);
});

test("header names are those of HTTP: case does not matter, further ones neither", async () => {
    const headers = { VERSION: "1.0", language: "zh", Cookie: "x", __proto__: null };
    expect((await host.failed("AppStatus", headers)).Error.Code).toBe("Param.APPID.Blank");
});

test("unknown fields are ignored", async () => {
    await host.installed();
    const info = await host.answered("AppStatus", { app_id: "blog", also: "this", constructor: 1 });
    expect(info).toHaveProperty("app_id", "blog");
    expect(await host.answered("AppList", { page: 3 })).toHaveLength(1);
});

test("an uninstalled app leaves the list and keeps its name until it is purged", async () => {
    await host.installed();
    expect(await host.answered("AppUninstall", { app_id: "blog" })).toEqual({ app_id: "blog", removed: [], kept: [] });
    host.containers = [];
    expect(await host.answered("AppList")).toEqual([]);
    expect((await host.failed("AppStatus", english, { app_id: "blog" })).Error.Code).toBe("APP.NotExis");
    expect((await host.failed("AppInstall", english, request)).Error.Code).toBe("Param.CustomerAppName.Repeat");
    expect(await host.answered("AppRestore", { app_id: "blog" })).toEqual({ app_id: "blog" });
    expect(await host.answered("AppList")).toHaveLength(1);
    host.setJob("blog", "done", false);
    await host.answered("AppUninstall", { app_id: "blog", purge: true });
    expect(await host.answered("AppInstall", request)).toEqual({ app_id: "blog" });
});

test.each(["yes", 1, "true", null, {}, []])("purge %j is no boolean, and deletes nothing", async purge => {
    await host.installed();
    await host.answered("AppUninstall", { app_id: "blog", purge });
    expect(kinds().at(-1)).toMatch(/^uninstall uninstalled /);
    expect(existsSync(host.paths.app("blog"))).toBe(true);
});

/** What each job was, what it was to make of the app, and what was wanted before. */
function kinds(): string[] {
    return host.ran.filter(({ name }) => name === "start-job").map(({ args }) => args[args.indexOf("kind") + 1] ?? "");
}

test("cancelling deletes what has never started, and nothing else", async () => {
    await host.answered("AppInstall", request);
    host.setJob("blog", "pulling", true);
    expect(await host.answered("AppCancel", { app_id: "blog" })).toEqual({ app_id: "blog" });
    expect(existsSync(host.paths.app("blog"))).toBe(false);
    expect(await host.answered("AppList")).toEqual([]);

    await host.installed();
    await host.answered("AppUninstall", { app_id: "blog" });
    host.containers = [];
    await host.answered("AppRestore", { app_id: "blog" });
    expect(kinds().at(-1)).toBe("install running uninstalled");
    for (const kind of ["stop stopped running", "uninstall uninstalled running"]) {
        host.setJob("blog", "stopping", true, kind);
        expect((await host.failed("AppCancel", english, { app_id: "blog" })).Error.Code).toBe("APP.NotBusy");
    }
    expect(existsSync(host.paths.app("blog"))).toBe(true);
});

test("retrying starts a job for what failed, and nothing for what did not", async () => {
    await host.installed();
    const jobs = () => host.ran.filter(({ name }) => name === "start-job").length;
    expect(await host.answered("AppRetry", { app_id: "blog" })).toEqual({ app_id: "blog" });
    expect(jobs()).toBe(1);
    host.setJob("blog", "failed pull 18", false);
    host.containers = [];
    expect(await host.answered("AppRetry", { app_id: "blog" })).toEqual({ app_id: "blog" });
    expect(jobs()).toBe(2);
    host.setJob("blog", "failed pull 18", false);
    host.says.set("start-job", { status: 75 });
    expect((await host.failed("AppRetry", english, { app_id: "blog" })).Error.Code).toBe("APP.Busy");
});

test("no answer says a password but the list, to who may see it", async () => {
    const secret = "sesame-open-77";
    const details: string[] = [];
    for (const settings of [{ W9_TITLE_SET: `${secret}'` }, { W9_POWER_PASSWORD: secret }])
        details.push(JSON.stringify(await host.failed("AppInstall", english, { ...request, settings })));
    await host.answered("AppInstall", { ...request, settings: { W9_TITLE_SET: secret } });
    details.push(JSON.stringify(await host.answered("AppStatus", { app_id: "blog" })));
    expect(details.join("\n")).not.toContain(secret);
    expect(host.ran.flatMap(({ args }) => args).join("\n")).not.toContain(secret);
});
