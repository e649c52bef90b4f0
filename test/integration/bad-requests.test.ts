// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Invalid requests: the contract's code, a sentence that helps, and nothing changed on disk. The interface never
 * throws and never answers anything but its envelope.
 */
import { AskedHost, english, request } from "./asked-host";

// Real processes, on a machine that may have other work.
jest.setTimeout(60_000);

let host: AskedHost;
beforeEach(() => { host = new AskedHost(); });
afterEach(() => { host.remove(); });

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

describe("anything but an object has no parameters", () => {
    test.each([
        ["AppInstall", "Param.AppName.Blank"], ["AppStatus", "Param.APPID.Blank"], ["AppCancel", "Param.APPID.Blank"],
        ["AppUninstall", "Param.APPID.Blank"],
    ])("%s", async (operation, code) => {
        for (const body of noObjects)
            expect((await host.refused(body, operation)).Code).toBe(code);
    });

    test("AppList needs none", async () => {
        for (const body of noObjects)
            expect(await host.ask("AppList", english, body)).toEqual({ ResponseData: [] });
    });

    test("headers", async () => {
        for (const headers of [...noObjects, { Version: 1, Language: "en" }, { Version: ["1.0"], Language: "en" }])
            expect((await host.refusedBy("AppStatus", headers, {})).Code).toBe("Param.Version.Blank");
        const codeFor = async (headers: object) => (await host.refusedBy("AppStatus", headers, {})).Code;
        for (const Language of [...noTexts, ...blanks])
            expect(await codeFor({ Version: "1.0", Language })).toBe("Param.Language.Blank");
        for (const Version of texts)
            expect(await codeFor({ Version, Language: "en" })).toBe("Param.Version.NotSupport");
        for (const Language of texts)
            expect(await codeFor({ Version: "1.0", Language })).toBe("Param.APPID.Blank");
    });

    test("operations", async () => {
        for (const operation of [...noObjects, ...texts, "appinstall", "AppInstall ", "__defineGetter__"])
            expect((await host.refusedBy(operation, english, {})).Code).toBe("Param.Operation.NotExis");
    });
});

describe("parameters of AppInstall", () => {
    test.each([
        ["app_name", "Param.AppName.Blank", "Param.AppName.NotExis"],
        ["customer_app_name", "Param.CustomerAppName.Blank", "Param.CustomerAppName.FormatError"],
        ["app_version", "Param.AppVersion.Blank", "Param.AppVersion.NotExis"],
    ])("%s", async (name, blank, wrong) => {
        for (const value of [...noTexts, ...blanks])
            expect([value, (await host.refused({ ...request, [name]: value })).Code]).toEqual([value, blank]);
        for (const value of texts) {
            // These are names of apps like any other, and free.
            if (name !== "customer_app_name" || !/^[a-z0-9]{2,20}$/.test(value))
                expect([value, (await host.refused({ ...request, [name]: value })).Code]).toEqual([value, wrong]);
        }
    });

    test("settings that are no object of texts", async () => {
        const wrong = [
            1, "W9_TITLE_SET=x", true, [], [["W9_TITLE_SET", "x"]], { W9_TITLE_SET: 1 }, { W9_TITLE_SET: null },
            { W9_TITLE_SET: ["x"] }, { W9_TITLE_SET: {} }, { W9_HTTP_PORT_SET: 8080 },
        ];
        for (const settings of wrong)
            expect((await host.refused({ ...request, settings })).Code).toBe("Param.Settings.FormatError");
    });

    test("settings that the app does not have", async () => {
        const keys = [
            "W9_POWER_PASSWORD", "W9_ID", "W9_VERSION", "W9_NETWORK", "w9_title_set", "W9_TITLE_SET ", "PATH", "",
            "W9_X_SET\nW9_ID", "constructor", "toString", "x".repeat(1024 * 1024),
        ];
        for (const key of keys)
            expect((await host.refused({ ...request, settings: { [key]: "1" } })).Code).toBe("Param.Settings.FormatError");
    });

    test("ports that are not valid", async () => {
        const ports = [
            "", " ", "0", "-1", "70000", "65536", "80; rm", " 80", "80 ", "08", "1e3", "0x50", "80.0", "+80", "８０",
            "80\n", "8080-8090", "127.0.0.1:80", "$(id)", "99999999999999999999", "\0",
        ];
        for (const port of ports) {
            const { Code, Detail } = await host.refused({ ...request, settings: { W9_HTTP_PORT_SET: port } });
            expect([port, Code]).toEqual([port, "Param.Settings.FormatError"]);
            expect(Detail).toContain("W9_HTTP_PORT_SET");
        }
    });

    test("texts that .env can't carry", async () => {
        for (const value of ["it's", "a\nb", "a\rb", "\0", "\u001b[0m", "\u0085", "end\\", "x".repeat(1024 * 1024)]) {
            const { Code } = await host.refused({ ...request, settings: { W9_TITLE_SET: value } });
            expect(Code).toBe("Param.Settings.FormatError");
        }
    });

    test("texts that look like commands stay texts", async () => {
        const value = "$(reboot) `id` ${W9_POWER_PASSWORD} \"quoted\" #no; rm -rf / 🔑 ../x";
        const answer = await host.ask("AppInstall", english, { ...request, settings: { W9_TITLE_SET: value } });
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
            expect((await host.refused({ app_id, purge: true }, operation)).Code).toBe("Param.APPID.Blank");
        for (const app_id of texts) {
            const code = /^[a-z0-9]+$/.test(app_id) ? "APP.NotExis" : "Param.APPID.FormatError";
            expect([app_id.slice(0, 20), (await host.refused({ app_id, purge: true }, operation)).Code])
                .toEqual([app_id.slice(0, 20), code]);
        }
    }
});

test("app_name of AppList finds nothing, and is no error", async () => {
    for (const app_name of [...texts, 0, 1, true, false, [], ["web"], {}, { toString: "web" }])
        expect(await host.ask("AppList", english, { app_name })).toEqual({ ResponseData: [] });
});
