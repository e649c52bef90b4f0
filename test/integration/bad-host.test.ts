// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * What no library, disk or docker should hold or say: the contract's code, a sentence that helps, and nothing changed on
 * disk.
 */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { anyAnswer, AskedHost, english, request } from "./asked-host";
import { call } from "../../src/api/call";

// Real processes, on a machine that may have other work.
jest.setTimeout(60_000);

let host: AskedHost;
beforeEach(() => { host = new AskedHost(); });
afterEach(() => { host.remove(); });

describe("a library folder that is not an app", () => {
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
        ["JSON that is not an object", file("variables.json", "[1]")],
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
        ["a version that is not a tag", variables({ edition: [{ dist: "community", version: ["1.0", "a b"] }] })],
        ["a version that leaves", variables({ edition: [{ dist: "community", version: ["../1"] }] })],
        ["an edition that leaves its quotes", variables({ edition: [{ dist: "x'\nW9_ID=y", version: ["1.0"] }] })],
        ["requirements that are no numbers", variables({ requirements: { cpu: "many", memory: "1", disk: "1" } })],
        ["requirements below nothing", variables({ requirements: { cpu: "-1", memory: "1", disk: "1" } })],
    ])("%s", async (_what, arrange) => {
        arrange();
        expect((await host.refused(request)).Code).toBe("Param.AppName.NotExis");
    });

    test("the others are still there", async () => {
        host.addApp("good");
        host.write("library/web/variables.json", "{");
        host.write("library/Bad Name/variables.json", "{}");
        host.write("library/..evil/variables.json", "{}");
        host.write("library/new\nline/variables.json", "{}");
        host.write("library/variables.json", "{}");
        symlinkSync("/", join(host.library, "root"));
        const answer = await host.ask("AppInstall", english, { ...request, app_name: "good" });
        expect(answer).toEqual({ ResponseData: { app_id: "blog" } });
    });

    test.each<[string, () => void, string, RegExp]>([
        ["a link out of the folder", link("src", "/etc"), "SystemError", /src/],
        ["a link deep in the folder", () => {
            mkdirSync(join(host.library, "web/src/deep"), { recursive: true });
            symlinkSync("/etc/passwd", join(host.library, "web/src/deep/x"));
        }, "SystemError", /src\/deep\/x/],
        [".env that is not UTF-8", file(".env", Uint8Array.from([0x41, 0x3d, 0xff])), "SystemError", /\.env/],
        ["a compose file that is not UTF-8", file("docker-compose.yml", Uint8Array.from([0xff])), "SystemError", /\.yml/],
    ])("%s is named", async (_what, arrange, code, detail) => {
        arrange();
        const error = await host.refused(request);
        expect(error.Code).toBe(code);
        expect(error.Detail).toMatch(detail);
    });

    test("what compose says of a file that it can't read is told", async () => {
        const stderr = "level=warning msg=\"obsolete\"\nyaml: line 2: did not find expected key\n";
        host.says.set("resolve", { status: 15, stderr });
        expect(await host.refused(request)).toMatchObject({
            Code: "Container.Command.Error", Detail: "yaml: line 2: did not find expected key",
        });
    });

    test("what compose prints and is no project is an error, too", async () => {
        for (const stdout of ["", "{", "[]", "{}", "null", JSON.stringify({ name: "x", services: {} })]) {
            host.says.set("resolve", { stdout });
            expect((await host.refused(request)).Code).toMatch(/^(Container\.Command\.Error|SystemError)$/);
        }
    });
});

describe("apps.json", () => {
    const path = "data/apps.json";

    test.each<[string, string | Uint8Array, RegExp]>([
        ["empty", "", /damaged/],
        ["blank", "\n", /damaged/],
        ["cut short", "{\"version\": 1, \"apps\": {\"blog\": {", /damaged/],
        ["no JSON", "hello", /damaged/],
        ["binary", Uint8Array.from([0, 255, 254, 1]), /damaged/],
        ["null", "null", /damaged/],
        ["a list", "[]", /damaged/],
        ["of another program", "{\"dependencies\": {}}", /damaged/],
        ["of no version", JSON.stringify({ apps: {} }), /damaged/],
        ["of version 0", JSON.stringify({ version: 0, apps: {} }), /damaged/],
        ["of a newer version", JSON.stringify({ version: 2, apps: {}, more: 1 }), /newer/],
        ["of a much newer version", JSON.stringify({ version: 99 }), /newer/],
    ])("%s", async (_what, content, sentence) => {
        const whole = host.write(path, content);
        for (const [operation, body] of [["AppInstall", request], ["AppStatus", { app_id: "blog" }], ["AppList", {}],
            ["AppUninstall", { app_id: "blog", purge: true }], ["AppRestore", { app_id: "blog" }]] as const) {
            const error = await host.refused(body, operation);
            expect(error.Code).toBe("SystemError");
            expect(error.Message).toMatch(sentence);
            expect(error.Message).toContain(whole);
            expect(error.Detail).toContain(whole);
        }
    });

    test("a folder in its place", async () => {
        mkdirSync(join(host.folder, path), { recursive: true });
        for (const operation of ["AppInstall", "AppList"]) {
            const error = await host.refused(request, operation);
            expect(error.Code).toBe("SystemError");
            expect(error.Detail).toContain("apps.json");
        }
    });

    test("a file in place of the data folder", async () => {
        writeFileSync(join(host.folder, "data"), "");
        expect((await host.refused(request)).Code).toBe("SystemError");
    });

    test("hostile names of jobs and folders are not taken for apps", async () => {
        host.write("data/jobs/-rf/phase", "queued\n");
        host.write("data/jobs/a b/phase", "pulling\n");
        host.write("data/jobs/x/phase", "");
        host.write("data/jobs/y/phase", "\0\n");
        mkdirSync(join(host.paths.root, "jobs/z/phase"), { recursive: true });
        expect(await host.ask("AppList", english, {})).toEqual({ ResponseData: [] });
        expect(await host.ask("AppInstall", english, request)).toEqual({ ResponseData: { app_id: "blog" } });
    });
});

test.each([
    "{", "[]", "\"x\"", "{\"libraries\": [\"relative\"]}", "{\"libraries\": [\"/a\\nb\"]}", "{\"network\": \"a b\"}",
    "{\"network\": 5}",
])("a configuration of %j is named", async content => {
    host.write("appmanage.json", content);
    const error = await host.refused(request);
    expect(error.Code).toBe("SystemError");
    expect(error.Detail).toContain("appmanage.json");
});

test("a docker that answers nonsense is an error of docker", async () => {
    for (const body of ["", "{", "{}", "[1]", "[{\"Id\": 5}]", "null"]) {
        jest.spyOn(host, "request").mockResolvedValue({ status: 200, body });
        expect((await host.refused({}, "AppList")).Code).toBe("Container.CommandError");
        expect((await host.refused(request)).Code).toBe("Container.Command.Error");
    }
    jest.spyOn(host, "request").mockResolvedValue({ status: 500, body: "{\"message\": \"driver failed\"}" });
    expect(await host.refused({}, "AppList")).toMatchObject({ Code: "Container.CommandError", Detail: "driver failed" });
});

test("a page that does not know its host gets an answer as well", async () => {
    const lost = Promise.reject({ problem: "disconnected", message: "the session is gone" });
    const answer = anyAnswer.parse(await call(lost, "AppList", english, {}));
    expect(answer).toMatchObject({ body: { Error: { Code: "SystemError", Detail: "the session is gone" } } });
    expect((await call(lost, "AppInstall", english, request)).status).toBe(404);
});
