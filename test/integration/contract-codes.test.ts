// SPDX-License-Identifier: LGPL-2.1-or-later
/** Every code of the contract: a way to each that an operation has, and which comes first. */
import { existsSync } from "node:fs";
import { AskedHost, english, request } from "./asked-host";
import type { ProblemCode } from "../../src/apps/problem";
import { problemCodes } from "../../src/apps/problem";

const chinese = { Version: "1.0", Language: "zh_CN" };
const han = /\p{Script=Han}/u;

// Real processes, on a machine that may have other work.
jest.setTimeout(60_000);

let host: AskedHost;
beforeEach(() => { host = new AskedHost(); });
afterEach(() => { host.remove(); });

const everyOperation = [
    "AppInstall", "AppStatus", "AppList", "AppStop", "AppStart", "AppRestart", "AppCancel", "AppRetry", "AppUninstall",
    "AppRestore", "AppUpdate", "AppRollback", "AppConfirm",
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
        await host.installed();
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
            await host.answered("AppInstall", request);
            host.setJob("blog", "queued", true);
        },
    },
    { operation: "AppInstall", code: "Param.CustomerAppName.Repeat", body: request, arrange: () => host.installed() },
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
            host.write("data/apps/blog/docker-compose.yml", "taken");
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
        arrange: () => host.installed(),
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
            await host.installed();
            host.says.set("start-job", {});
            host.says.set("await-job", { stdout: "failed stop 1\nstop\nCannot connect\n" });
        },
    },
    {
        operation: "AppUninstall", code: "Container.CommandError", body: { app_id: "blog" },
        arrange: async () => {
            await host.installed();
            host.says.set("list-belongings", { status: 1, stderr: "Cannot connect" });
        },
    },
    { operation: "AppCancel", code: "APP.NotBusy", body: { app_id: "blog" }, arrange: () => host.installed() },
    {
        operation: "AppRestore", code: "Param.CustomerAppName.Repeat", body: { app_id: "blog" },
        arrange: () => host.installed(),
    },
    {
        operation: "AppRestore", code: "Param.CustomerAppName.Repeat", body: { app_id: "blog" },
        arrange: async () => {
            await host.installed();
            await host.answered("AppUninstall", { app_id: "blog" });
            host.containers = host.containers.map(container => ({ ...container, folder: "/srv/blog" }));
        },
    },
    {
        operation: "AppRestore", code: "APP.DataGone", body: { app_id: "blog" },
        arrange: async () => {
            await host.installed();
            await host.answered("AppUninstall", { app_id: "blog" });
            host.containers = [];
            host.write("data/jobs/blog/kept", "blog_data\n");
        },
    },
    ...["AppStart", "AppRestart", "AppRetry"].map((operation): Case => ({
        operation, code: "APP.DataGone", body: { app_id: "blog" },
        arrange: async () => {
            await host.installed();
            host.setJob("blog", operation === "AppRetry" ? "failed create 1" : "done", false);
            host.containers = [];
            host.write("data/jobs/blog/kept", "blog_data\n");
        },
    })),
    ...["AppStart", "AppRestart", "AppRetry", "AppRestore"].map((operation): Case => ({
        operation, code: "APP.DefinitionChanged", body: { app_id: "blog" },
        arrange: async () => {
            await host.installed();
            if (operation === "AppRestore") {
                await host.answered("AppUninstall", { app_id: "blog" });
                host.containers = [];
            } else {
                host.setJob("blog", operation === "AppRetry" ? "failed create 1" : "done", false);
            }
            host.says.set("start-job", {});
            host.says.set("await-job", { stdout: "failed definition 1\n" });
            host.says.set("definition-changes", { stdout: ["0".repeat(64), '{"a": 1}', '{"a": 2}', "", ""].join("\0") });
        },
    })),
    ...["0".repeat(64), "latest", 1].map((definition): Case => ({
        operation: "AppInstall", code: "APP.DefinitionChanged", body: { ...request, definition },
    })),
    { operation: "Reboot", code: "Param.Operation.NotExis" },
    { operation: "constructor", code: "Param.Operation.NotExis" },
    { operation: "__proto__", code: "Param.Operation.NotExis" },
];

const ofChange: Case[] = [
    {
        operation: "AppUpdate", code: "Param.AppVersion.NotExis", body: { app_id: "blog", app_version: "9.9" },
        arrange: () => host.installed(),
    },
    {
        operation: "AppUpdate", code: "Param.Settings.FormatError", body: { app_id: "blog", settings: { W9_HTTP_PORT_SET: "0" } },
        arrange: () => host.installed(),
    },
    ...[
        "text", { env: 1 }, { base: "x" }, { compose: "a\0b" }, { compose: "#".repeat(256 * 1024) }, { env: "W9_ID=other\n" },
    ].map((files): Case => ({
        operation: "AppUpdate", code: "Param.Files.FormatError", body: { app_id: "blog", files }, arrange: () => host.installed(),
    })),
    {
        operation: "AppUpdate", code: "Update.Conflict",
        body: { app_id: "blog", files: { compose: "services: {}\n", base: "0".repeat(64) } }, arrange: () => host.installed(),
    },
    {
        operation: "AppUpdate", code: "Param.Files.FormatError",
        body: { app_id: "blog", app_version: "latest", files: { compose: "services: {}\n" } }, arrange: () => host.installed(),
    },
    { operation: "AppUpdate", code: "Update.None", body: { app_id: "blog" }, arrange: () => host.installed() },
    {
        operation: "AppUpdate", code: "Update.Refused", body: { app_id: "blog", app_version: "0.9" },
        arrange: async () => {
            await host.installed();
            host.addApp("web", { edition: [{ dist: "community", version: ["1.0", "0.9"] }] });
        },
    },
    {
        operation: "AppUpdate", code: "Update.Conflict", body: { app_id: "blog", app_version: "latest" },
        arrange: async () => {
            await host.installed();
            host.addApp("web", {}, { "docker-compose.yml": "services: {web: {image: theirs}}\n" });
            host.write("data/apps/blog/docker-compose.yml", "services: {web: {image: mine}}\n");
        },
    },
    ...["AppRollback", "AppConfirm"].map((operation): Case => ({
        operation, code: "Update.NoRollback", body: { app_id: "blog" }, arrange: () => host.installed(),
    })),
];

const ofImages: Case[] = ["ImageStatus", "ImageCheck", "ImageSchedule"].flatMap((operation): Case[] => [
    { operation, code: "Param.Version.Blank", headers: { Language: "en" } },
    { operation, code: "Param.Version.NotSupport", headers: { Version: "2.0", Language: "en" } },
    { operation, code: "Param.Language.Blank", headers: { Version: "1.0" } },
    ...(["access-denied", "failed"] as const).map((problem): Case => ({
        operation, code: problem === "failed" ? "SystemError" : "Access.Denied",
        arrange: () => {
            for (const what of ["survey", "remove-schedule"])
                host.problems.set(what, problem);
        },
    })),
    operation === "ImageSchedule"
        ? {
            operation, code: "SystemError", body: { daily: true },
            arrange: () => { host.says.set("set-schedule", { status: 66 }); },
        }
        : { operation, code: "Container.CommandError", arrange: () => { host.problems.set("request", "refused"); } },
]);

/** As a script of restic ends. */
const failing = (script: string, status: number, stderr = "") => () => { host.says.set(script, { status, stderr }); };
const withPlace = (name = "disk") => {
    host.write(`places/${name}/place.json`, '{"kind":"local","location":"/mnt"}');
};
const disk = { place: "disk", kind: "local", location: "/mnt" };

const ofBackups: Case[] = [
    ...["BackupList", "BackupPlaceList", "BackupPlaceAdd", "BackupPlaceRemove", "BackupSchedule", "BackupScheduleList"]
        .flatMap((operation): Case[] => [
            { operation, code: "Param.Version.Blank", headers: { Language: "en" } },
            { operation, code: "Param.Version.NotSupport", headers: { Version: "2.0", Language: "en" } },
            { operation, code: "Param.Language.Blank", headers: { Version: "1.0" } },
            ...(["access-denied", "failed"] as const).map((problem): Case => ({
                operation, code: problem === "failed" ? "SystemError" : "Access.Denied", body: { ...disk, when: "daily" },
                arrange: () => {
                    for (const script of ["read-places", "add-place", "list-schedules"])
                        host.problems.set(script, problem);
                },
            })),
        ]),
    ...["BackupPlaceAdd", "BackupPlaceRemove"].flatMap((operation): Case[] => [
        { operation, code: "Param.Place.Blank" }, { operation, code: "Param.Place.Blank", body: { place: " " } },
    ]),
    { operation: "BackupList", code: "Param.Place.Blank", body: { place: 1 } },
    { operation: "BackupSchedule", code: "Param.Place.Blank", body: { when: "daily" }, arrange: () => {
        withPlace();
        withPlace("second");
    } },
    ...[
        { place: "Disk" }, { kind: "tape" }, { kind: undefined }, { location: "mnt" }, { location: undefined }, { location: "/" },
        { kind: "sftp", location: "sftp://-x@nas/b" }, { kind: "rest", location: "https://a:b@nas/" }, { user: 1 },
        { kind: "s3", location: "https://nas/bucket" }, { password: "a\u0000b" },
    ].map((more): Case => ({ operation: "BackupPlaceAdd", code: "Param.Place.FormatError", body: { ...disk, ...more } })),
    { operation: "BackupPlaceRemove", code: "Param.Place.FormatError", body: { place: "disk" }, arrange: () => {
        withPlace();
        host.write("data/backups/all/when", "daily\n");
        host.write("data/backups/all/place", `${host.paths.places}/disk\n`);
    } },
    ...["BackupPlaceRemove", "BackupList", "BackupSchedule"].map((operation): Case =>
        ({ operation, code: "Param.Place.NotExis", body: { place: "disk", when: "daily" } })),
    { operation: "BackupPlaceAdd", code: "Param.Place.Repeat", body: disk, arrange: failing("add-place", 17) },
    { operation: "BackupList", code: "Param.APPID.FormatError", body: { app_id: "../blog" } },
    { operation: "BackupSchedule", code: "Param.APPID.FormatError", body: { app_id: "Blog", when: "daily" } },
    { operation: "BackupSchedule", code: "APP.NotExis", body: { app_id: "blog", when: "daily" }, arrange: () => { withPlace(); } },
    ...[
        { when: "daily\nx" }, { when: "x".repeat(201) }, { when: 1 }, { when: "daily", keep: { daily: 1 } },
        { when: "daily", keep: 7 },
    ].map((body): Case =>
        ({ operation: "BackupSchedule", code: "Param.Schedule.FormatError", body, arrange: () => { withPlace(); } })),
    { operation: "BackupSchedule", code: "Param.Schedule.FormatError", body: { when: "nonsense" }, arrange: () => {
        withPlace();
        host.says.set("set-schedule", { status: 65, stderr: "Failed to parse calendar specification" });
    } },
    { operation: "BackupSchedule", code: "SystemError", body: { when: "daily" }, arrange: () => {
        withPlace();
        host.says.set("set-schedule", { status: 66 });
    } },
    { operation: "BackupRestore", code: "Param.BackupID.Blank", body: { customer_app_name: "blog" } },
    { operation: "BackupRestore", code: "Param.BackupID.NotExis", body: { customer_app_name: "blog", backup_id: "a1b2c3d4" },
        arrange: () => {
            withPlace();
            host.says.set("run-restic", { stdout: "[]" });
        } },
    ...([
        ["Backup.ResticMissing", 127, ""], ["Backup.ResticTooOld", 126, ""], ["Backup.Unreachable", 1, "connection refused"],
        ["Backup.WrongPassword", 12, "wrong password"], ["Backup.NoRepository", 10, "repository does not exist"],
        ["Backup.Locked", 11, "repository is already locked"], ["Backup.NoSpace", 1, "no space left on device"],
        ["Backup.Failed", 1, "something else"],
    ] as const).flatMap(([code, status, stderr]): Case[] => [
        { operation: "BackupPlaceAdd", code, body: disk, arrange: failing("add-place", status, stderr) },
        { operation: "BackupList", code, body: {}, arrange: () => {
            withPlace();
            failing("run-restic", status, stderr)();
        } },
    ]),
];

const cases = [...ofBackups, ...ofImages, ...ofAll, ...ofApp, ...busy, ...ofInstall, ...ofChange, ...ofHost];

test.each(cases)("$operation answers $code in both languages", async ({ operation, code, arrange, headers, body }) => {
    await arrange?.();
    const before = host.listing();
    const inEnglish = await host.failed(operation, headers ?? english, body);
    // Without a language it is unknown which.
    const other = code === "Param.Language.Blank" ? headers : { ...headers ?? chinese, Language: "zh_CN" };
    const inChinese = await host.failed(operation, other, body);
    expect(inEnglish.Error.Code).toBe(code);
    expect(inEnglish.Error.Message).toMatch(/^[A-Z].*\.$/);
    expect(inEnglish.Error.Message).not.toMatch(han);
    expect(inEnglish.ResponseData).toEqual(operation.endsWith("List") ? [] : {});
    expect(inChinese.Error.Code).toBe(code);
    expect(inChinese.Error.Message).toMatch(code === "Param.Language.Blank" ? /\.$/ : /。$/);
    expect(host.listing()).toEqual(before);
});

test("no code of the contract is left out", () => {
    expect([...new Set(cases.map(({ code }) => code))].sort()).toEqual([...problemCodes].sort());
});

test("AppInstall checks in the contract's order: of many failures the first is answered", async () => {
    host.addApp("web", { requirements: { cpu: "64", memory: "1", disk: "1" } });
    host.addApp("other");
    await host.answered("AppInstall", { ...request, app_name: "other", customer_app_name: "taken" });
    host.setJob("taken", "done", false);
    await host.answered("AppInstall", { ...request, app_name: "other", customer_app_name: "waiting" });
    host.setJob("waiting", "queued", true);
    host.says.set("resolve", { status: 15, stderr: "bad file" });
    host.listeners = [8080];

    const settings: Record<string, string> = { W9_HTTP_PORT_SET: "8080", W9_TITLE_SET: "it's" };
    const body: Record<string, unknown> = { app_name: " ", customer_app_name: 5, app_version: null, settings };
    const headers: Record<string, unknown> = { Version: " ", Language: null };
    let operation = "AppInstal";
    const expectNext = async (code: ProblemCode) => {
        expect((await host.failed(operation, headers, body)).Error.Code).toBe(code);
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
    expect(await host.answered("AppInstall", body)).toEqual({ app_id: "fine" });
});

test("AppInstall says which requirement is short, needed and free", async () => {
    host.addApp("web", { requirements: { cpu: "64", memory: "128", disk: "1.5" } });
    const { Error } = await host.failed("AppInstall", english, request);
    expect(Error.Detail).toBe("cpu: 64 needed, 4 there; memory: 128.0 GiB needed, 8.0 GiB available");
});
