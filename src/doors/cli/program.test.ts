// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whole command lines, before a host with real files and a docker that is made up. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakePrograms } from "../../../test/fakes/programs";
import { AskedHost } from "../../../test/integration/asked-host";
import { problemCodes } from "../../apps/problem";
import { exitCodeOf } from "./exit-code";
import { nextStep } from "./next-step";
import { runCommandLine } from "./program";
import { languageOf, type Terminal } from "./terminal";
import { tokenCommand } from "./token-command";

let host: AskedHost;
let folder: string;
beforeEach(() => {
    host = new AskedHost();
    folder = mkdtempSync(join(tmpdir(), "appmanage-cli-"));
});
afterEach(() => {
    host.remove();
    rmSync(folder, { recursive: true });
});

interface Ran { code: number, out: string, err: string, questions: string[] }

async function run(line: string | string[], given: Partial<Terminal> & { input?: string, answer?: string } = {}): Promise<Ran> {
    const ran: Ran = { code: -1, out: "", err: "", questions: [] };
    const terminal: Terminal = {
        print: text => { ran.out += text; },
        complain: text => { ran.err += text; },
        isForPeople: false, hasColors: false, width: 80, canAsk: false, isRoot: true, language: "en",
        ask: question => {
            ran.questions.push(question);
            return Promise.resolve(given.answer ?? "");
        },
        askSecret: question => {
            ran.questions.push(question);
            return Promise.resolve(given.answer ?? "");
        },
        readInput: () => Promise.resolve(given.input ?? ""),
        ...given,
    };
    const words = typeof line === "string" ? line.split(" ").filter(word => word !== "") : line;
    ran.code = await runCommandLine(words, terminal, () => Promise.resolve(host.context));
    return ran;
}

const installation = "install web blog --version 1.0";

test("install answers the id, status and list tell of the app", async () => {
    expect(await run(installation)).toMatchObject({ code: 0, out: "app_id: blog\n", err: "" });
    expect((await run("status blog")).out).toContain("status:        queuing\n");
    expect((await run("list")).out).toBe("ID    APP  STATUS   ADDRESS\nblog  web  queuing  -\n");
});

test("list prints the interface's data as JSON and YAML, and no password as a table", async () => {
    await host.installed();
    const list = JSON.parse((await run("list -o json")).out) as { running_info: { password: string } }[];
    expect(list).toEqual(await host.answered("AppList"));
    expect((await run("list -o yaml")).out).toMatch(/^- app_id: blog\n {2}name: web\n/);
    const table = (await run("list")).out;
    expect(table).toContain("http://server.example:9001");
    expect(table).not.toContain(list[0]?.running_info.password);
    expect((await run("list --app other -o json")).out).toBe("[]\n");
});

test("a docker that is away exits with 1", async () => {
    await host.answered("AppInstall", { app_name: "web", customer_app_name: "blog", app_version: "1.0" });
    host.problems.set("request", "refused");
    const ran = await run("list");
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/^appmanage: Container\.CommandError: /);
});

test("an error has its code, its message in the user's language, and the next step", async () => {
    expect((await run("status none")).err)
        .toBe("appmanage: APP.NotExis: There is no such app on this server.\nNext step: appmanage list\n");
    expect((await run("status none", { language: "zh_CN.UTF-8" })).err).toMatch(/^appmanage: APP\.NotExis: \p{Script=Han}/u);
    expect((await run("status none", { hasColors: true })).err).toMatch(/^\u001b\[31mappmanage:\u001b\[0m APP/);
});

test("a user who is not root is told to use sudo, and nothing is asked of the host", async () => {
    const ran = await run("install web blog --version 1.0", { isRoot: false });
    expect(ran).toEqual({
        code: 6, out: "", questions: [],
        err: "appmanage: Administrative access is needed. Run the command as root: sudo appmanage install\n",
    });
    expect(host.ran).toEqual([]);
    expect((await run("completion bash", { isRoot: false })).code).toBe(0);
});

test("settings come from options and from a file or standard input, which secrets need", async () => {
    expect((await run([...installation.split(" "), "--set", "W9_TITLE_SET=a=b c"])).code).toBe(0);
    expect(await host.read(`${host.paths.app("blog")}/.env`)).toContain("a=b c");
    const input = JSON.stringify({ W9_TITLE_SET: "from input" });
    expect((await run("install web two --version 1.0 --settings -", { input })).code).toBe(0);
    expect(await host.read(`${host.paths.app("two")}/.env`)).toContain("from input");
    const file = join(folder, "settings.json");
    writeFileSync(file, "[1]");
    const bad = await run(["install", "web", "three", "--version", "1.0", "--settings", file]);
    expect([bad.code, bad.err]).toEqual([2, `appmanage: ${file}: not a JSON object of texts\n`]);
});

test("who can reach the ports is one word, or a word for each port", async () => {
    expect((await run(`${installation} --reachable-from server`)).code).toBe(0);
    expect((await run("install web two --version 1.0 --reachable-from W9_HTTP_PORT_SET=server")).code).toBe(0);
    const bad = await run("install web three --version 1.0 --reachable-from moon");
    expect([bad.code, bad.err.split(":")[1]]).toEqual([2, " Param.Settings.FormatError"]);
});

test("data is deleted only after a yes: by option, or on a terminal", async () => {
    await host.installed();
    const refused = await run("uninstall blog --purge");
    expect([refused.code, refused.err, refused.questions]).toEqual([
        2, "appmanage: --yes is needed to delete data without a terminal.\n", [],
    ]);
    const declined = await run("uninstall blog --purge", { canAsk: true, answer: "n" });
    expect([declined.code, declined.questions])
        .toEqual([4, ["Uninstall blog and delete its data? This cannot be undone. [y/N] "]]);
    const kinds = () => host.ran.filter(({ name }) => name === "start-job").map(({ args }) => args[args.indexOf("kind") + 1]);
    expect(kinds()).toHaveLength(1);
    expect((await run("uninstall blog")).code).toBe(0);
    expect(kinds().at(-1)).toMatch(/^uninstall uninstalled /);
    host.containers = [];
    expect((await run("uninstall blog --purge --yes")).code).toBe(0);
    expect(kinds().at(-1)).toMatch(/^uninstall gone /);
});

test("call takes any operation, with a body from a file or standard input", async () => {
    const input = JSON.stringify({ app_name: "web", customer_app_name: "blog", app_version: "1.0" });
    expect(await run("call AppInstall -", { input })).toMatchObject({ code: 0, out: '{\n  "app_id": "blog"\n}\n' });
    const file = join(folder, "body.json");
    writeFileSync(file, '{"app_id":"blog"}');
    expect(JSON.parse((await run(["call", "AppStatus", file])).out)).toMatchObject({ status: "queuing" });
    expect((await run("call AppStatus -", { input: "{" })).err).toBe("appmanage: -: not valid JSON\n");
});

test("installs only what a dry run has shown", async () => {
    const [, definition] = /^definition: (.*)$/m.exec((await run(`${installation} --dry-run`)).out) ?? [];
    const other = await run(`${installation} --definition ${"0".repeat(64)}`);
    expect(other.code).toBe(4);
    expect(other.err).toContain(`definition: ${definition}`);
    expect((await run(`${installation} --definition ${definition}`)).code).toBe(0);
});

test("a dry run of an installation says every check, and changes nothing", async () => {
    const before = host.listing();
    const ran = await run(`${installation} --dry-run`);
    expect([ran.code, ran.err]).toEqual([0, ""]);
    expect(ran.out).toMatch(/^LEVEL +CHECK +DETAILS\nok +name/);
    expect(ran.out).toMatch(/^definition: [0-9a-f]{64}\n$/m);
    const refused = await run("install web X --version 1.0 --dry-run -o json");
    expect(refused.code).toBe(4);
    const badName = { level: "stop", is: "name", code: "format", field: "customer_app_name" };
    expect(JSON.parse(refused.out)).toHaveProperty("checks", expect.arrayContaining([badName]));
    expect((await run("install nope blog --version 1 --dry-run")).code).toBe(3);
    expect(host.listing()).toEqual(before);
});

test("a dry run of an update that would be refused says so by its exit code", async () => {
    await host.installed();
    const same = await run("update blog --version 1.0 --dry-run -o json");
    expect(same.code).toBe(4);
    expect(JSON.parse(same.out)).toMatchObject({ refusals: [{ code: "Update.None" }] });
    expect((await run("update blog --set W9_TITLE_SET=Mine --dry-run")).code).toBe(0);
});

test.each([
    "stop blog", "start blog", "restart blog", "cancel blog", "retry blog", "restore blog", "call AppUninstall -", "token add ci",
    "token revoke ci",
])("%s can't tell what it would do: a dry run is refused, and changes nothing", async line => {
    await host.installed();
    const before = host.listing();
    const ran = await run(`${line} --dry-run`, { input: '{"app_id":"blog"}' });
    expect([ran.code, ran.out]).toEqual([2, ""]);
    expect(ran.err).toMatch(/^appmanage: --dry-run: "\w+" cannot tell what it would do\. Nothing was changed\.\n$/);
    expect(host.listing()).toEqual(before);
});

test("--wait says the phases without a terminal, and gives up in time", async () => {
    const late = await run(`${installation} --wait --timeout 4`);
    expect([late.code, late.out]).toEqual([1, ""]);
    expect(late.err).toContain("blog: queuing\n");
    expect(late.err).toMatch(/appmanage: Not finished within 4 seconds\. The operation continues on the server\.\n$/);
});

test("text of others reaches the terminal without control sequences", async () => {
    host.addApp("evil", { trademark: "A\u001b]0;title\u0007B\u009b31m" });
    expect((await run("install evil blog --version 1.0")).code).toBe(0);
    const { out } = await run("status blog");
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

test("every code has an exit code and, where a command helps, a next step", () => {
    for (const code of problemCodes)
        expect(exitCodeOf(code)).toBeGreaterThan(0);
    const digest = "a".repeat(64);
    const changed = { Code: "APP.DefinitionChanged", Message: "", Detail: `--- allowed\n+++ ${digest}\n` } as const;
    expect(nextStep(changed, { command: "start", id: "blog" })).toBe(`appmanage start blog --allow-changes ${digest}`);
});

test("tokens are created once, listed without their values, and revoked", async () => {
    const file = join(folder, "etc", "tokens.json");
    const printed: string[] = [];
    const terminal = { print: (text: string) => { printed.push(text); }, complain: (text: string) => { printed.push(text); } };
    const session = { terminal: terminal as Terminal, host: () => Promise.resolve(host.context) };
    const token = (what: "add" | "list" | "revoke", name?: string) => tokenCommand(session, what, name, {}, file);
    expect(await token("add", "ansible")).toBe(0);
    expect(await token("add", "ansible")).toBe(5);
    expect(await token("add", "No such name")).toBe(2);
    expect(await token("list")).toBe(0);
    expect(printed.at(-1)).toMatch(/^NAME +CREATED\nansible +\d{4}-/);
    expect(printed.slice(1).join("")).not.toContain(printed[0]?.trim());
    expect(await token("revoke", "ansible")).toBe(0);
    expect(await token("revoke", "ansible")).toBe(3);
});

test("the language is that of the locale", () => {
    expect(languageOf({ LANG: "de_DE.UTF-8", LC_MESSAGES: "zh_CN.UTF-8" })).toBe("zh_CN.UTF-8");
    expect(languageOf({ LC_ALL: "C.UTF-8", LANG: "zh_CN" })).toBe("en");
    expect(languageOf({})).toBe("en");
});

describe("backups", () => {
    let programs: FakePrograms;
    const at = (file: string) => readFileSync(join(host.paths.places, "disk", file), "utf8");
    beforeEach(() => {
        programs = new FakePrograms();
        programs.add("restic", "case $* in version) echo restic 0.14.0 compiled with go;; *snapshots*) echo '[]';; esac");
        programs.add("systemctl");
        programs.add("systemd-analyze", "[ \"$3\" = daily ] || { echo 'Invalid argument' >&2; exit 1; }");
        for (const needed of [host.paths.units, host.paths.systemd])
            mkdirSync(needed);
    });
    afterEach(() => { programs.remove(); });

    test("a place is added with secrets from standard input, a file or a prompt, and without them gets a password", async () => {
        const rest = "backups add-place disk rest https://nas/ --user joe";
        const input = JSON.stringify({ secret: "s3cr3t", password: "given" });
        expect(await run(`${rest} --secrets -`, { input })).toEqual({ code: 0, out: "place: disk\n", err: "", questions: [] });
        expect([at("repository"), at("password")]).toEqual(["rest:https://joe:s3cr3t@nas/\n", "given\n"]);
        await run("backups remove-place disk");
        const asked = await run(rest, { canAsk: true, answer: "typed" });
        expect([asked.code, asked.questions.length, at("password")]).toEqual([0, 2, "typed\n"]);
        await run("backups remove-place disk");
        const made = await run(`backups add-place disk local ${folder}/disk`, { canAsk: true });
        expect([made.code, made.questions.length]).toEqual([0, 1]);
        expect(made.out).toBe(`place:    disk\npassword: ${at("password")}`);
    });

    test("a secret on the command line is refused", async () => {
        for (const option of ["--password", "--secret"])
            expect((await run(`backups add-place disk local ${folder}/disk ${option} x`)).code).toBe(2);
        const wrong = await run(`backups add-place disk local ${folder}/disk --secrets -`, { input: '{"passwort":"x"}' });
        expect([wrong.code, wrong.err]).toEqual([2, 'appmanage: -: "passwort" is not one of secret, password\n']);
        expect(existsSync(host.paths.places)).toBe(false);
    });

    test("places, backups and schedules are listed", async () => {
        await run(`backups add-place disk local ${folder}/disk`);
        expect((await run("backups schedule daily --keep daily=3,weekly=2,monthly=1")).code).toBe(0);
        expect((await run("backups places")).out).toMatch(/^PLACE +KIND +LOCATION +LAST BACKUP +SIZE +STATE\ndisk +local .* ok\n$/);
        expect((await run("backups schedules")).out)
            .toMatch(/^APP +PLACE +WHEN .*\nall apps +disk +daily +daily=3,weekly=2,monthly=1 +- +-\n$/);
        programs.add("restic", `case $* in version) echo restic 0.14.0;; *) echo '[{
            "id": "${"a1".repeat(32)}", "time": "2026-01-02T03:04:05Z", "hostname": "vm", "paths": [],
            "tags": ["appmanage", "app:blog", "name:web", "version:1.0", "reason:manual", "bytes:2500000"]}]';; esac`);
        expect((await run("backups list --app-id blog")).out).toBe(
            "ID            APP   VERSION  TIME                      SIZE    REASON  PLACE  HOST\n" +
            "a1a1a1a1a1a1  blog  1.0      2026-01-02T03:04:05.000Z  2.5 MB  manual  disk   vm\n");
        const bad = await run("backups schedule nightly");
        expect([bad.code, bad.err]).toEqual([2, expect.stringMatching(/\n {4}Invalid argument\n.*backups schedule --help\n$/)]);
        const other = await run("backups list --place other");
        expect([other.code, other.err]).toEqual([3, expect.stringMatching(/\nNext step: appmanage backups places\n$/)]);
        expect((await run(["backups", "schedule", ""])).code).toBe(0);
        expect((await run("backups schedules")).out).toBe("");
    });

    test.each([
        ["backups", 2], ["backups add-place disk tape /x", 2], ["backups add-place Disk local /mnt", 2],
        ["backups schedule hourly", 3], ["backups schedule daily --keep daily=x", 2], ["backups schedule daily --keep daily=1", 2],
        ["backups remove-place none", 3], ["backups remove-place none --dry-run", 2],
        ["backup blog --method copying", 2], ["backups restore", 2], ["backups --help", 0], ["backups restore --help", 0],
    ])("appmanage %s exits with %i, and changes nothing", async (line, code) => {
        const before = host.listing();
        const ran = await run(line);
        expect([ran.code, ran.err]).toEqual([code, code === 0 ? "" : expect.stringMatching(/./)]);
        expect(host.listing()).toEqual(before);
    });

    test.each([
        [["backups", ""], ["add-place", "list", "places", "remove-place", "restore", "schedule", "schedules"]],
        [["backups", "remove-place", ""], ["disk"]],
        [["backup", "blog", "--place", ""], ["disk"]],
        [["backup", "blog", "--method", ""], ["copy", "pause", "stop"]],
        [["backups", "add-place", "new", ""], ["local", "rest", "s3", "sftp"]],
    ])("after %j can follow %j", async (words, expected) => {
        await run(`backups add-place disk local ${folder}/disk`);
        expect((await run(["complete", "--", ...words])).out.trim().split("\n")).toEqual(expected);
    });
});

/** Made once: none of these command lines changes it. */
describe("on a host with the app \"old\"", () => {
    const shared = new AskedHost();
    beforeAll(async () => {
        shared.addApp("other");
        await shared.installed("old");
    });
    let own: AskedHost;
    beforeEach(() => {
        own = host;
        host = shared;
    });
    afterEach(() => { host = own; });
    afterAll(() => { shared.remove(); });

    test.each([
        ["", 2], ["nothing", 2], ["status", 2], ["status one two", 2], ["list --no-such", 2], ["list -o xml", 2],
        ["stop blog --timeout x", 2], ["stop blog --timeout -1", 2], ["completion tcsh", 2], ["call", 2],
        ["install web blog", 2], ["install web Blog --version 1.0", 2], ["install web blog --version 1.0 --set NOVALUE", 2],
        ["install web blog --version 1.0 --set W9_NOTHING_SET=1", 2], ["status BLOG", 2], ["call Nothing", 2],
        ["install web blog --version 1.0 --settings /nonexistent", 2],
        ["status none", 3], ["install nope blog --version 1.0", 3], ["install web blog --version 9", 3],
        ["cancel old", 4],
        ["install web old --version 1.0", 5],
        ["--help", 0], ["install --help", 0], ["--version", 0],
    ])("appmanage %s exits with %i, and changes nothing", async (line, code) => {
        const before = host.listing();
        const ran = await run(line);
        expect([ran.code, ran.err]).toEqual([code, code === 0 ? "" : expect.stringMatching(/./)]);
        expect(code === 0 || ran.out === "").toBe(true);
        expect(host.listing()).toEqual(before);
    });

    test.each([
        [[""], ["backup", "backups", "call", "cancel", "completion", "confirm", "images"]],
        [["st"], ["start", "status", "stop"]],
        [["install", ""], ["other", "web"]],
        [["install", "web", "blog", "--version", ""], ["1.0", "latest"]],
        [["status", ""], ["old"]],
        [["list", "-o", "j"], ["json"]],
        [["list", "--out"], ["--output"]],
        [["completion", ""], ["bash", "fish", "zsh"]],
        [["token", ""], ["add", "list", "revoke"]],
    ])("after %j can follow %j", async (words, expected) => {
        const { out } = await run(["complete", "--", ...words]);
        expect(out.trim().split("\n").slice(0, expected.length)).toEqual(expected);
    });
});
