// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * What nobody should send and no library or disk should hold: the contract's code, a sentence that helps, and nothing
 * changed on disk. The interface never throws and never answers anything but its envelope.
 */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { call } from "../../src/api/call";
import { errorInfo } from "../../src/api/schemas";
import { FakeMachine } from "../fakes/machine";

jest.setTimeout(60_000);

const english = { Version: "1.0", Language: "en" };
const request = { app_name: "web", customer_app_name: "blog", app_version: "1.0" };
const answerShape = z.union([
    z.strictObject({ status: z.literal(200), body: z.strictObject({ ResponseData: z.unknown() }) }),
    z.strictObject({
        status: z.literal(404),
        body: z.strictObject({ ResponseData: z.union([z.strictObject({}), z.tuple([])]), Error: errorInfo.strict() }),
    }),
]);

let host: FakeMachine;
beforeEach(() => {
    host = new FakeMachine();
    host.addApp("web");
});
afterEach(() => { host.remove(); });

async function ask(operation: unknown, headers: unknown, body: unknown) {
    const answer = answerShape.parse(await call(host.context, operation, headers, body));
    // Through a wire and back it is the same.
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    return answer.body;
}

/** The error of a request that must change nothing. */
async function refusedBy(operation: unknown, headers: unknown, body: unknown) {
    const before = host.listing();
    const answer = await ask(operation, headers, body);
    expect(host.listing()).toEqual(before);
    if (!("Error" in answer))
        throw new Error(`${JSON.stringify(body).slice(0, 200)} was accepted`);
    expect(answer.Error.Message.length).toBeGreaterThan(10);
    expect((answer.Error.Detail ?? "").length).toBeLessThan(2000);
    return answer.Error;
}

const refused = (body: unknown, operation = "AppInstall") => refusedBy(operation, english, body);

const hostile = {
    throws: { get app_name() { throw new Error("no"); }, get Version() { throw new Error("no"); } },
    cyclic: (() => {
        const self: Record<string, unknown> = { app_name: "web" };
        self.self = self;
        return self;
    })(),
    big: { app_id: BigInt(1) },
    proxy: new Proxy({}, { ownKeys: () => { throw new Error("no"); }, get: () => { throw new Error("no"); } }),
};
const noObjects: unknown[] = [
    undefined, null, 0, 1, NaN, true, "", "text", "{}", [], [1], ["AppList"], Symbol("x"), () => 1, new Map([["a", 1]]),
    BigInt(1), new Date(0), hostile.throws, hostile.cyclic, hostile.big, hostile.proxy,
];
const noTexts: unknown[] = [
    undefined, null, 0, 1, -1, 3.5, NaN, true, false, [], ["web"], {}, { toString: "web" }, Symbol("x"),
];
const blanks = ["", " ", "\t\n", "\u00a0", "\u3000"];
const texts = [
    "../x", "../../etc/passwd", "/etc", ".", "..", "$(reboot)", "`reboot`", "a;reboot", "a b", "a\nb", "blog\n",
    "\nblog", "blog\r", "'", "\"", "\\", "\0", "blog\0", "🔑", "块", "%2e%2e", "-rf", "--help",
    "*", "__proto__", "constructor", "toString", "hasOwnProperty", "Blog", "blog_1", "x".repeat(1024 * 1024), "\ud800",
    "web/../web", "1.0/../..",
];

describe("what is no object has no parameters", () => {
    test.each([
        ["AppInstall", "Param.AppName.Blank"], ["AppStatus", "Param.APPID.Blank"], ["AppCancel", "Param.APPID.Blank"],
        ["AppUninstall", "Param.APPID.Blank"],
    ])("%s", async (operation, code) => {
        for (const body of noObjects)
            expect((await refused(body, operation)).Code).toBe(code);
    });

    test("AppList needs none", async () => {
        for (const body of noObjects)
            expect(await ask("AppList", english, body)).toEqual({ ResponseData: [] });
    });

    test("headers", async () => {
        for (const headers of [...noObjects, { Version: 1, Language: "en" }, { Version: ["1.0"], Language: "en" }])
            expect((await refusedBy("AppStatus", headers, {})).Code).toBe("Param.Version.Blank");
        const codeFor = async (headers: object) => (await refusedBy("AppStatus", headers, {})).Code;
        for (const Language of [...noTexts, ...blanks])
            expect(await codeFor({ Version: "1.0", Language })).toBe("Param.Language.Blank");
        for (const Version of texts)
            expect(await codeFor({ Version, Language: "en" })).toBe("Param.Version.NotSupport");
        for (const Language of texts)
            expect(await codeFor({ Version: "1.0", Language })).toBe("Param.APPID.Blank");
    });

    test("operations", async () => {
        for (const operation of [...noObjects, ...texts, "appinstall", "AppInstall ", "__defineGetter__"])
            expect((await refusedBy(operation, english, {})).Code).toBe("Param.Operation.NotExis");
    });
});

describe("parameters of AppInstall", () => {
    test.each([
        ["app_name", "Param.AppName.Blank", "Param.AppName.NotExis"],
        ["customer_app_name", "Param.CustomerAppName.Blank", "Param.CustomerAppName.FormatError"],
        ["app_version", "Param.AppVersion.Blank", "Param.AppVersion.NotExis"],
    ])("%s", async (name, blank, wrong) => {
        for (const value of [...noTexts, ...blanks])
            expect([value, (await refused({ ...request, [name]: value })).Code]).toEqual([value, blank]);
        for (const value of texts) {
            // These are names of apps like any other, and free.
            if (name !== "customer_app_name" || !/^[a-z0-9]{2,20}$/.test(value))
                expect([value, (await refused({ ...request, [name]: value })).Code]).toEqual([value, wrong]);
        }
    });

    test("settings that are no object of texts", async () => {
        const wrong = [
            1, "W9_TITLE_SET=x", true, [], [["W9_TITLE_SET", "x"]], { W9_TITLE_SET: 1 }, { W9_TITLE_SET: null },
            { W9_TITLE_SET: ["x"] }, { W9_TITLE_SET: {} }, { W9_HTTP_PORT_SET: 8080 },
        ];
        for (const settings of wrong)
            expect((await refused({ ...request, settings })).Code).toBe("Param.Settings.FormatError");
    });

    test("settings that the app does not have", async () => {
        const keys = [
            "W9_POWER_PASSWORD", "W9_ID", "W9_VERSION", "W9_NETWORK", "w9_title_set", "W9_TITLE_SET ", "PATH", "",
            "W9_X_SET\nW9_ID", "constructor", "toString", "x".repeat(1024 * 1024),
        ];
        for (const key of keys)
            expect((await refused({ ...request, settings: { [key]: "1" } })).Code).toBe("Param.Settings.FormatError");
    });

    test("ports that are none", async () => {
        const ports = [
            "", " ", "0", "-1", "70000", "65536", "80; rm", " 80", "80 ", "08", "1e3", "0x50", "80.0", "+80", "８０",
            "80\n", "8080-8090", "127.0.0.1:80", "$(id)", "99999999999999999999", "\0",
        ];
        for (const port of ports) {
            const { Code, Detail } = await refused({ ...request, settings: { W9_HTTP_PORT_SET: port } });
            expect([port, Code]).toEqual([port, "Param.Settings.FormatError"]);
            expect(Detail).toContain("W9_HTTP_PORT_SET");
        }
    });

    test("texts that .env can't carry", async () => {
        for (const value of ["it's", "a\nb", "a\rb", "\0", "\u001b[0m", "\u0085", "end\\", "x".repeat(1024 * 1024)]) {
            const { Code } = await refused({ ...request, settings: { W9_TITLE_SET: value } });
            expect(Code).toBe("Param.Settings.FormatError");
        }
    });

    test("texts that look like commands stay texts", async () => {
        const value = "$(reboot) `id` ${W9_POWER_PASSWORD} \"quoted\" #no; rm -rf / 🔑 ../x";
        const answer = await ask("AppInstall", english, { ...request, settings: { W9_TITLE_SET: value } });
        expect(answer).toEqual({ ResponseData: { app_id: "blog" } });
        const claimed = host.ran.find(({ name }) => name === "claim-name");
        expect(claimed?.input).toContain(`W9_TITLE_SET='${value}'`);
        expect(host.ran.some(({ args }) => args.some(arg => arg.includes("reboot")))).toBe(false);
    });
});

test("app_id of every other operation", async () => {
    const operations = [
        "AppStatus", "AppStop", "AppStart", "AppRestart", "AppCancel", "AppRetry", "AppUninstall", "AppRestore",
    ];
    for (const operation of operations) {
        for (const app_id of [...noTexts, ...blanks])
            expect((await refused({ app_id, purge: true }, operation)).Code).toBe("Param.APPID.Blank");
        for (const app_id of texts) {
            const code = /^[a-z0-9]+$/.test(app_id) ? "APP.NotExis" : "Param.APPID.FormatError";
            expect([app_id.slice(0, 20), (await refused({ app_id, purge: true }, operation)).Code])
                .toEqual([app_id.slice(0, 20), code]);
        }
    }
});

test("app_name of AppList finds nothing, and is no error", async () => {
    for (const app_name of [...texts, 0, 1, true, false, [], ["web"], {}, { toString: "web" }])
        expect(await ask("AppList", english, { app_name })).toEqual({ ResponseData: [] });
});

describe("a library folder that is no app", () => {
    const file = (name: string, content: string | Uint8Array) => () => { host.write(`library/web/${name}`, content); };
    const link = (name: string, target: string) => () => {
        rmSync(join(host.library, "web", name), { force: true, recursive: true });
        symlinkSync(target, join(host.library, "web", name));
    };
    const folder = (name: string) => () => {
        rmSync(join(host.library, "web", name));
        mkdirSync(join(host.library, "web", name));
    };
    const none = (name: string) => () => { rmSync(join(host.library, "web", name)); };
    const variables = (change: object) => () => { host.addApp("web", change); };
    const huge = "#".repeat(1024 * 1024);

    test.each<[string, () => void]>([
        ["broken JSON", file("variables.json", "{ \"name\": ")],
        ["empty JSON", file("variables.json", "")],
        ["JSON that is no object", file("variables.json", "[1]")],
        ["no UTF-8", file("variables.json", Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]))],
        ["a huge variables.json", file("variables.json", huge)],
        ["a huge .env", file(".env", huge)],
        ["a huge compose file", file("docker-compose.yml", huge)],
        ["no variables.json", none("variables.json")],
        ["no .env", none(".env")],
        ["no compose file", none("docker-compose.yml")],
        ["a folder for variables.json", folder("variables.json")],
        ["a folder for .env", folder(".env")],
        ["a folder for the compose file", folder("docker-compose.yml")],
        ["variables.json elsewhere", link("variables.json", "/etc/hostname")],
        [".env elsewhere", link(".env", "/etc/passwd")],
        ["a compose file elsewhere", link("docker-compose.yml", "/etc/passwd")],
        ["a link to nowhere", link(".env", "nowhere")],
        ["not released", variables({ release: false })],
        ["no versions", variables({ edition: [] })],
        ["a version that is no tag", variables({ edition: [{ dist: "community", version: ["1.0", "a b"] }] })],
        ["a version that leaves", variables({ edition: [{ dist: "community", version: ["../1"] }] })],
        ["an edition that leaves its quotes", variables({ edition: [{ dist: "x'\nW9_ID=y", version: ["1.0"] }] })],
        ["requirements that are no numbers", variables({ requirements: { cpu: "many", memory: "1", disk: "1" } })],
        ["requirements below nothing", variables({ requirements: { cpu: "-1", memory: "1", disk: "1" } })],
    ])("%s", async (_what, arrange) => {
        arrange();
        expect((await refused(request)).Code).toBe("Param.AppName.NotExis");
    });

    test("the others are still there", async () => {
        host.addApp("good");
        host.write("library/web/variables.json", "{");
        host.write("library/Bad Name/variables.json", "{}");
        host.write("library/..evil/variables.json", "{}");
        host.write("library/new\nline/variables.json", "{}");
        host.write("library/variables.json", "{}");
        symlinkSync("/", join(host.library, "root"));
        const answer = await ask("AppInstall", english, { ...request, app_name: "good" });
        expect(answer).toEqual({ ResponseData: { app_id: "blog" } });
    });

    test.each<[string, () => void, string, RegExp]>([
        ["a link out of the folder", link("src", "/etc"), "SystemError", /src/],
        ["a link deep in the folder", () => {
            mkdirSync(join(host.library, "web/src/deep"), { recursive: true });
            symlinkSync("/etc/passwd", join(host.library, "web/src/deep/x"));
        }, "SystemError", /src\/deep\/x/],
        [".env that is no UTF-8", file(".env", Uint8Array.from([0x41, 0x3d, 0xff])), "SystemError", /\.env/],
        ["a compose file that is no UTF-8", file("docker-compose.yml", Uint8Array.from([0xff])), "SystemError", /\.yml/],
    ])("%s is named", async (_what, arrange, code, detail) => {
        arrange();
        const error = await refused(request);
        expect(error.Code).toBe(code);
        expect(error.Detail).toMatch(detail);
    });

    test("what compose says of a file that it can't read is told", async () => {
        const stderr = "level=warning msg=\"obsolete\"\nyaml: line 2: did not find expected key\n";
        host.says.set("resolve", { status: 15, stderr });
        expect(await refused(request)).toMatchObject({
            Code: "Container.Command.Error", Detail: "yaml: line 2: did not find expected key",
        });
    });

    test("what compose prints and is no project is an error, too", async () => {
        for (const stdout of ["", "{", "[]", "{}", "null", JSON.stringify({ name: "x", services: {} })]) {
            host.says.set("resolve", { stdout });
            expect((await refused(request)).Code).toMatch(/^(Container\.Command\.Error|SystemError)$/);
        }
    });
});

describe("apps.json", () => {
    const path = "data/apps.json";
    const record = { app_id: "blog" };

    test.each<[string, string | Uint8Array, RegExp]>([
        ["empty", "", /damaged/],
        ["blank", "\n", /damaged/],
        ["cut short", "{\"version\": 1, \"apps\": {\"blog\": {", /damaged/],
        ["no JSON", "hello", /damaged/],
        ["binary", Uint8Array.from([0, 255, 254, 1]), /damaged/],
        ["null", "null", /damaged/],
        ["a list", "[]", /damaged/],
        ["of somebody else", "{\"dependencies\": {}}", /damaged/],
        ["with a record that is none", JSON.stringify({ version: 1, apps: { blog: record } }), /damaged/],
        ["of no version", JSON.stringify({ apps: {} }), /damaged/],
        ["of version 0", JSON.stringify({ version: 0, apps: {} }), /damaged/],
        ["of a newer version", JSON.stringify({ version: 2, apps: {}, more: 1 }), /newer/],
        ["of a much newer version", JSON.stringify({ version: 99 }), /newer/],
    ])("%s", async (_what, content, sentence) => {
        const whole = host.write(path, content);
        for (const [operation, body] of [["AppInstall", request], ["AppStatus", { app_id: "blog" }], ["AppList", {}],
            ["AppUninstall", { app_id: "blog", purge: true }], ["AppRestore", { app_id: "blog" }]] as const) {
            const error = await refused(body, operation);
            expect(error.Code).toBe("SystemError");
            expect(error.Message).toMatch(sentence);
            expect(error.Message).toContain(whole);
            expect(error.Detail).toContain(whole);
        }
    });

    test("a folder in its place", async () => {
        mkdirSync(join(host.folder, path), { recursive: true });
        for (const operation of ["AppInstall", "AppList"]) {
            const error = await refused(request, operation);
            expect(error.Code).toBe("SystemError");
            expect(error.Detail).toContain("apps.json");
        }
    });

    test("a file in place of the data folder", async () => {
        writeFileSync(join(host.folder, "data"), "");
        expect((await refused(request)).Code).toBe("SystemError");
    });

    test("hostile names of jobs and folders are nobody's apps", async () => {
        host.write("data/jobs/-rf/phase", "queued\n");
        host.write("data/jobs/a b/phase", "pulling\n");
        host.write("data/jobs/x/phase", "");
        host.write("data/jobs/y/phase", "\0\n");
        mkdirSync(join(host.paths.root, "jobs/z/phase"), { recursive: true });
        expect(await ask("AppList", english, {})).toEqual({ ResponseData: [] });
        expect(await ask("AppInstall", english, request)).toEqual({ ResponseData: { app_id: "blog" } });
    });
});

test.each([
    "{", "[]", "\"x\"", "{\"libraries\": [\"relative\"]}", "{\"libraries\": [\"/a\\nb\"]}", "{\"network\": \"a b\"}",
    "{\"network\": 5}",
])("a configuration of %j is named", async content => {
    host.write("appmanage.json", content);
    const error = await refused(request);
    expect(error.Code).toBe("SystemError");
    expect(error.Detail).toContain("appmanage.json");
});

test("a docker that answers nonsense is an error of docker", async () => {
    for (const body of ["", "{", "{}", "[1]", "[{\"Id\": 5}]", "null"]) {
        jest.spyOn(host, "request").mockResolvedValue({ status: 200, body });
        expect((await refused({}, "AppList")).Code).toBe("Container.CommandError");
        expect((await refused(request)).Code).toBe("Container.Command.Error");
    }
    jest.spyOn(host, "request").mockResolvedValue({ status: 500, body: "{\"message\": \"driver failed\"}" });
    expect(await refused({}, "AppList")).toMatchObject({ Code: "Container.CommandError", Detail: "driver failed" });
});

test("a page that does not know its host gets an answer as well", async () => {
    const lost = Promise.reject({ problem: "disconnected", message: "the session is gone" });
    const answer = answerShape.parse(await call(lost, "AppList", english, {}));
    expect(answer).toMatchObject({ body: { Error: { Code: "SystemError", Detail: "the session is gone" } } });
    expect((await call(lost, "AppInstall", english, request)).status).toBe(404);
});
