// SPDX-License-Identifier: LGPL-2.1-or-later
/** Every code and every field of the contract, on a host with real files and a docker that says what a case needs. */
import { existsSync } from "node:fs";
import * as z from "zod";
import { FakeMachine } from "../fakes/machine";
import type { ProblemCode } from "../../src/apps/problem";
import { problemCodes } from "../../src/apps/problem";
import { call } from "../../src/api/call";
import { appDetailInfo, appList, appStatusInfo, errorInfo } from "../../src/api/schemas";

const english = { Version: "1.0", Language: "en" };
const chinese = { Version: "1.0", Language: "zh_CN" };
const han = /\p{Script=Han}/u;

const failure = z.strictObject({
    status: z.literal(404),
    body: z.strictObject({ ResponseData: z.union([z.strictObject({}), z.tuple([])]), Error: errorInfo.strict() }),
});
const success = z.strictObject({ status: z.literal(200), body: z.strictObject({ ResponseData: z.unknown() }) });

// Real processes, on a machine that may have other work.
jest.setTimeout(60_000);

let host: FakeMachine;
beforeEach(() => {
    host = new FakeMachine();
    host.addApp("web");
});
afterEach(() => { host.remove(); });

async function failed(operation: unknown, headers: unknown, body?: unknown) {
    return failure.parse(await call(host.context, operation, headers, body)).body;
}

async function answered(operation: string, body: unknown = {}): Promise<unknown> {
    const answer = await call(host.context, operation, english, body);
    expect(answer.body.Error).toBeUndefined();
    return success.parse(answer).body.ResponseData;
}

const request = { app_name: "web", customer_app_name: "blog", app_version: "1.0" };

/** An app that is installed and runs. */
async function installed(id = "blog") {
    await answered("AppInstall", { ...request, customer_app_name: id });
    host.setJob(id, "done", false);
    host.containers.push({ id: `${id}-web-1`, project: id, service: "web", state: "running", status: "Up 5 minutes" });
}

const everyOperation = [
    "AppInstall", "AppStatus", "AppList", "AppStop", "AppStart", "AppRestart", "AppCancel", "AppRetry", "AppUninstall",
    "AppRestore",
];
const onApp = everyOperation.filter(operation => operation !== "AppInstall" && operation !== "AppList");

/** One way to each code that an operation has; `arrange` makes the host so. */
interface Case {
    operation: string;
    code: ProblemCode;
    arrange?: () => Promise<void> | void;
    headers?: object;
    body?: unknown;
}

const ofAll: Case[] = everyOperation.flatMap(operation => [
    { operation, code: "Param.Version.Blank" as const, headers: { Language: "en" } },
    { operation, code: "Param.Version.NotSupport" as const, headers: { Version: "2.0", Language: "en" } },
    { operation, code: "Param.Language.Blank" as const, headers: { Version: "1.0" } as object },
    {
        operation, code: "Access.Denied" as const, body: { ...request, app_id: "blog" },
        arrange: () => {
            for (const what of ["scan", "read", "survey", "request"])
                host.problems.set(what, "access-denied");
        },
    },
    {
        operation,
        code: operation === "AppInstall" ? "Container.Command.Error" as const : "Container.CommandError" as const,
        body: { ...request, app_id: "blog" }, arrange: () => { host.problems.set("request", "refused"); },
    },
    {
        operation, code: "SystemError" as const, body: { ...request, app_id: "blog" },
        arrange: () => { host.write("data/apps.json", "{"); },
    },
]);

const ofApp: Case[] = onApp.flatMap(operation => [
    { operation, code: "Param.APPID.Blank" as const },
    { operation, code: "Param.APPID.Blank" as const, body: { app_id: " " } },
    { operation, code: "Param.APPID.FormatError" as const, body: { app_id: "Blog" } },
    { operation, code: "Param.APPID.FormatError" as const, body: { app_id: "../blog" } },
    { operation, code: "APP.NotExis" as const, body: { app_id: "blog" } },
]);

const busy: Case[] = ["AppStop", "AppStart", "AppRestart", "AppRetry", "AppUninstall"].map(operation => ({
    operation, code: "APP.Busy" as const, body: { app_id: "blog" },
    arrange: async () => {
        await installed();
        host.setJob("blog", "pulling", true);
    },
}));

const ofInstall: Case[] = ([
    ["Param.AppName.Blank", {}],
    ["Param.CustomerAppName.Blank", { app_name: "web" }],
    ["Param.AppVersion.Blank", { app_name: "web", customer_app_name: "blog" }],
    ["Param.AppName.NotExis", { ...request, app_name: "nope" }],
    ["Param.AppVersion.NotExis", { ...request, app_version: "9" }],
    ["Param.CustomerAppName.FormatError", { ...request, customer_app_name: "My Blog" }],
    ["Param.CustomerAppName.FormatError", { ...request, customer_app_name: "b" }],
    ["Param.CustomerAppName.FormatError", { ...request, customer_app_name: "a".repeat(21) }],
    ["Param.Settings.FormatError", { ...request, settings: { W9_HTTP_PORT_SET: "0" } }],
    ["Param.Settings.FormatError", { ...request, settings: { W9_POWER_PASSWORD: "mine" } }],
] as const).map(([code, body]) => ({ operation: "AppInstall", code, body }));

const ofHost: Case[] = [
    {
        operation: "AppInstall", code: "Param.CustomerAppName.Wait", body: request,
        arrange: async () => {
            await answered("AppInstall", request);
            host.setJob("blog", "queued", true);
        },
    },
    { operation: "AppInstall", code: "Param.CustomerAppName.Repeat", body: request, arrange: () => installed() },
    {
        operation: "AppInstall", code: "Param.CustomerAppName.Repeat", body: request,
        arrange: () => {
            const folder = "/srv/blog";
            const status = "Exited (0) 1 day ago";
            host.containers = [{ id: "c", project: "blog", service: "x", state: "exited", status, folder }];
        },
    },
    {
        operation: "AppInstall", code: "Param.CustomerAppName.Repeat", body: request,
        arrange: () => {
            host.write("data/apps/blog/docker-compose.yml", "somebody took it");
            host.write("data/jobs/other/log", "");
        },
    },
    {
        operation: "AppInstall", code: "Param.Settings.PortInUse",
        body: { ...request, settings: { W9_HTTP_PORT_SET: "8080" } }, arrange: () => { host.listeners = [8080]; },
    },
    {
        operation: "AppInstall", code: "Param.Settings.PortInUse",
        body: { ...request, customer_app_name: "two", settings: { W9_HTTP_PORT_SET: "9001" } },
        arrange: () => installed(),
    },
    {
        operation: "AppInstall", code: "Requirement.NotEnough", body: request,
        arrange: () => { host.addApp("web", { requirements: { cpu: "64", memory: "1", disk: "1" } }); },
    },
    {
        operation: "AppInstall", code: "Container.Command.Error", body: request,
        arrange: () => { host.says.set("resolve", { status: 15, stderr: "services.web must be a mapping" }); },
    },
    {
        operation: "AppStop", code: "Container.CommandError", body: { app_id: "blog" },
        arrange: async () => {
            await installed();
            host.says.set("compose", { status: 1, stderr: "Cannot connect" });
        },
    },
    {
        operation: "AppUninstall", code: "Container.CommandError", body: { app_id: "blog" },
        arrange: async () => {
            await installed();
            host.says.set("list-belongings", { status: 1, stderr: "Cannot connect" });
        },
    },
    { operation: "AppCancel", code: "APP.NotBusy", body: { app_id: "blog" }, arrange: () => installed() },
    {
        operation: "AppRestore", code: "Param.CustomerAppName.Repeat", body: { app_id: "blog" },
        arrange: () => installed(),
    },
    {
        operation: "AppRestore", code: "Param.CustomerAppName.Repeat", body: { app_id: "blog" },
        arrange: async () => {
            await installed();
            await answered("AppUninstall", { app_id: "blog" });
            host.containers = host.containers.map(container => ({ ...container, folder: "/srv/blog" }));
        },
    },
    { operation: "Reboot", code: "Param.Operation.NotExis" },
    { operation: "constructor", code: "Param.Operation.NotExis" },
    { operation: "__proto__", code: "Param.Operation.NotExis" },
];

const cases = [...ofAll, ...ofApp, ...busy, ...ofInstall, ...ofHost];

test.each(cases)("$operation answers $code in both languages", async ({ operation, code, arrange, headers, body }) => {
    await arrange?.();
    const before = host.listing();
    const inEnglish = await failed(operation, headers ?? english, body);
    // Without a language nobody knows which.
    const other = code === "Param.Language.Blank" ? headers : { ...headers ?? chinese, Language: "zh_CN" };
    const inChinese = await failed(operation, other, body);
    expect(inEnglish.Error.Code).toBe(code);
    expect(inEnglish.Error.Message).toMatch(/^[A-Z].*\.$/);
    expect(inEnglish.Error.Message).not.toMatch(han);
    expect(inEnglish.ResponseData).toEqual(operation === "AppList" ? [] : {});
    expect(inChinese.Error.Code).toBe(code);
    expect(inChinese.Error.Message).toMatch(code === "Param.Language.Blank" ? /\.$/ : /。$/);
    // What the admin wants of an app is kept, whether docker can do it now or not.
    if (operation !== "AppStop" || code !== "Container.CommandError")
        expect(host.listing()).toEqual(before);
});

test("no code of the contract is left out", () => {
    expect([...new Set(cases.map(({ code }) => code))].sort()).toEqual([...problemCodes].sort());
});

test("AppInstall checks in the contract's order: of many failures the first is answered", async () => {
    host.addApp("web", { requirements: { cpu: "64", memory: "1", disk: "1" } });
    host.addApp("other");
    await answered("AppInstall", { ...request, app_name: "other", customer_app_name: "taken" });
    host.setJob("taken", "done", false);
    await answered("AppInstall", { ...request, app_name: "other", customer_app_name: "waiting" });
    host.setJob("waiting", "queued", true);
    host.says.set("resolve", { status: 15, stderr: "bad file" });
    host.listeners = [8080];

    const settings: Record<string, string> = { W9_HTTP_PORT_SET: "8080", W9_TITLE_SET: "it's" };
    const body: Record<string, unknown> = { app_name: " ", customer_app_name: 5, app_version: null, settings };
    const headers: Record<string, unknown> = { Version: " ", Language: null };
    let operation = "AppInstal";
    const expectNext = async (code: ProblemCode) => {
        expect((await failed(operation, headers, body)).Error.Code).toBe(code);
    };

    await expectNext("Param.Version.Blank");
    headers.Version = "0.9";
    await expectNext("Param.Version.NotSupport");
    headers.Version = "1.0";
    await expectNext("Param.Language.Blank");
    headers.Language = "en";
    await expectNext("Param.Operation.NotExis");
    operation = "AppInstall";
    await expectNext("Param.AppName.Blank");
    body.app_name = "nope";
    await expectNext("Param.CustomerAppName.Blank");
    body.customer_app_name = "Not Good";
    await expectNext("Param.AppVersion.Blank");
    body.app_version = "9.9";
    await expectNext("Param.AppName.NotExis");
    body.app_name = "web";
    await expectNext("Param.AppVersion.NotExis");
    body.app_version = "1.0";
    await expectNext("Param.CustomerAppName.FormatError");
    body.customer_app_name = "waiting";
    await expectNext("Param.CustomerAppName.Wait");
    body.customer_app_name = "taken";
    await expectNext("Param.CustomerAppName.Repeat");
    body.customer_app_name = "fine";
    await expectNext("Param.Settings.FormatError");
    settings.W9_TITLE_SET = "its";
    await expectNext("Param.Settings.PortInUse");
    settings.W9_HTTP_PORT_SET = "8081";
    await expectNext("Requirement.NotEnough");
    host.addApp("web");
    await expectNext("Container.Command.Error");
    host.says.delete("resolve");
    host.says.set("replace-records", { status: 1, stderr: "No space left on device" });
    await expectNext("SystemError");
    expect(existsSync(host.paths.app("fine"))).toBe(false);
    host.says.delete("replace-records");
    expect(await answered("AppInstall", body)).toEqual({ app_id: "fine" });
});

test("AppInstall says which requirement is short, needed and free", async () => {
    host.addApp("web", { requirements: { cpu: "64", memory: "128", disk: "1.5" } });
    const { Error } = await failed("AppInstall", english, request);
    expect(Error.Detail).toBe("cpu: 64 needed, 4 there; memory: 128.0 GiB needed, 4.0 GiB available");
});

test("AppInstall answers the id and queues the job", async () => {
    expect(await answered("AppInstall", request)).toEqual({ app_id: "blog" });
    expect(await answered("AppStatus", { app_id: "blog" })).toEqual({
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
    await installed();
    host.setJob("blog", phase, alive);
    const info = appStatusInfo.strict().parse(await answered("AppStatus", { app_id: "blog" }));
    expect([info.status, info.status_code]).toEqual([status, code]);
});

test("AppStatus of an app whose containers were stopped is stop", async () => {
    await installed();
    const stopped = { state: "exited", status: "Exited (0) 1 minute ago" };
    host.containers = host.containers.map(container => ({ ...container, ...stopped }));
    const info = appStatusInfo.strict().parse(await answered("AppStatus", { app_id: "blog" }));
    expect([info.status, info.status_code]).toEqual(["stop", "40"]);
});

test("AppList tells all of an app, and how to reach it only while it runs", async () => {
    await installed();
    const list = z.array(appDetailInfo.strict()).parse(await answered("AppList"));
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
    expect(appList.parse(await answered("AppList"))[0]?.running_info).toBeNull();
});

test("AppList filters by the app's name, and no such app is an empty list", async () => {
    host.addApp("other");
    await installed("one");
    await answered("AppInstall", { ...request, app_name: "other", customer_app_name: "two" });
    const ids = async (app_name: unknown) =>
        appList.parse(await answered("AppList", { app_name })).map(app => app.app_id);
    expect(await ids(undefined)).toEqual(["one", "two"]);
    expect(await ids(" ")).toEqual(["one", "two"]);
    expect(await ids("other")).toEqual(["two"]);
    for (const none of ["nope", "one", 5, true, ["other"], { app: "other" }])
        expect(await ids(none)).toEqual([]);
});

test.each([
    "en", "en-US", "en_GB.UTF-8", "de", "fr-CH", "x", "zhx", "../zh_CN", "__proto__", "constructor", "日本語",
])("Language %s is answered in English", async Language => {
    const { Error } = await failed("AppStatus", { Version: "1.0", Language });
    expect(Error.Message).toBe("Name the app by its id.");
});

test.each([
    "zh_CN", "zh-CN", "zh", "ZH", "zh-Hans", "zh-Hans-CN", "zh_CN.UTF-8", " zh-cn ", "zh_TW",
])("Language %s is answered in Chinese", async Language => {
    const { Error } = await failed("AppStatus", { Version: "1.0", Language });
    expect(Error.Message).toMatch(han);
});

test("header names are those of HTTP: case does not matter, further ones neither", async () => {
    const headers = { VERSION: "1.0", language: "zh", Cookie: "x", __proto__: null };
    expect((await failed("AppStatus", headers)).Error.Code).toBe("Param.APPID.Blank");
});

test("unknown fields are ignored", async () => {
    await installed();
    const info = await answered("AppStatus", { app_id: "blog", also: "this", constructor: 1 });
    expect(info).toHaveProperty("app_id", "blog");
    expect(await answered("AppList", { page: 3 })).toHaveLength(1);
});

test("an uninstalled app leaves the list and keeps its name until it is purged", async () => {
    await installed();
    expect(await answered("AppUninstall", { app_id: "blog" })).toEqual({ app_id: "blog", removed: [], kept: [] });
    host.containers = [];
    expect(await answered("AppList")).toEqual([]);
    expect((await failed("AppStatus", english, { app_id: "blog" })).Error.Code).toBe("APP.NotExis");
    expect((await failed("AppInstall", english, request)).Error.Code).toBe("Param.CustomerAppName.Repeat");
    expect(await answered("AppRestore", { app_id: "blog" })).toEqual({ app_id: "blog" });
    expect(await answered("AppList")).toHaveLength(1);
    host.setJob("blog", "done", false);
    await answered("AppUninstall", { app_id: "blog", purge: true });
    expect(await answered("AppInstall", request)).toEqual({ app_id: "blog" });
});

test.each(["yes", 1, "true", null, {}, []])("purge %j is no boolean, and deletes nothing", async purge => {
    await installed();
    await answered("AppUninstall", { app_id: "blog", purge });
    expect(host.ran.find(({ name }) => name === "remove-belongings")?.args[2]).toBe("keep");
    expect(existsSync(host.paths.app("blog"))).toBe(true);
});

test("cancelling takes away what was never ready, and leaves the data of what was being restored", async () => {
    await answered("AppInstall", request);
    host.setJob("blog", "pulling", true);
    expect(await answered("AppCancel", { app_id: "blog" })).toEqual({ app_id: "blog" });
    expect(existsSync(host.paths.app("blog"))).toBe(false);
    expect(await answered("AppList")).toEqual([]);

    await installed();
    await answered("AppUninstall", { app_id: "blog" });
    host.containers = [];
    await answered("AppRestore", { app_id: "blog" });
    host.setJob("blog", "pulling", true);
    await answered("AppCancel", { app_id: "blog" });
    expect(host.ran.findLast(({ name }) => name === "remove-belongings")?.args[2]).toBe("keep");
    expect(existsSync(host.paths.app("blog"))).toBe(true);
    expect(await answered("AppList")).toEqual([]);
    expect((await failed("AppCancel", english, { app_id: "blog" })).Error.Code).toBe("APP.NotBusy");
    expect(await answered("AppRestore", { app_id: "blog" })).toEqual({ app_id: "blog" });
});

test("retrying starts a job for what failed, and nothing for what did not", async () => {
    await installed();
    const jobs = () => host.ran.filter(({ name }) => name === "start-job").length;
    expect(await answered("AppRetry", { app_id: "blog" })).toEqual({ app_id: "blog" });
    expect(jobs()).toBe(1);
    host.setJob("blog", "failed pull 18", false);
    expect(await answered("AppRetry", { app_id: "blog" })).toEqual({ app_id: "blog" });
    expect(jobs()).toBe(2);
    host.setJob("blog", "failed pull 18", false);
    host.says.set("start-job", { status: 75 });
    expect((await failed("AppRetry", english, { app_id: "blog" })).Error.Code).toBe("APP.Busy");
});

test("no answer says a password but the list, to who may see it", async () => {
    const secret = "sesame-open-77";
    const details: string[] = [];
    for (const settings of [{ W9_TITLE_SET: `${secret}'` }, { W9_POWER_PASSWORD: secret }])
        details.push(JSON.stringify(await failed("AppInstall", english, { ...request, settings })));
    await answered("AppInstall", { ...request, settings: { W9_TITLE_SET: secret } });
    details.push(JSON.stringify(await answered("AppStatus", { app_id: "blog" })));
    expect(details.join("\n")).not.toContain(secret);
    expect(host.ran.flatMap(({ args }) => args).join("\n")).not.toContain(secret);
});
