// SPDX-License-Identifier: LGPL-2.1-or-later
// One contract, three doors: another Cockpit page, curl at the socket of the HTTP interface and through nginx, and the command
// line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { operations } from "../../src/api/operations";
import { problemCodes } from "../../src/apps/problem";
import { exitCodeOf, exitCodes } from "../../src/doors/cli/exit-code";
import { inside, insideWith, machine, reset, write } from "./machine";
import { addNeighbour, neighbourIn, removeNeighbour, type Answer } from "./neighbour";
import { curlFile, proxyUrl, startProxy, stopProxy, throughProxy } from "./proxy";
import { remains } from "./remains";
import { inSession } from "./session";
import { until } from "./until";

const script = "/tmp/ask-doors.mjs";

interface Case {
    operation: string;
    language: "en" | "zh-CN";
    body: unknown;
}

const noId = [{}, { app_id: "" }, { app_id: "  " }, { app_id: null }, { app_id: 7 }, { app_id: ["site"] }, { app_ID: "site" }];
const badId = ["../site", "Site", "site;reboot", "-h", "__proto__", "站点"].map(app_id => ({ app_id }));
const strangeId = ["missing", "constructor", "x".repeat(200)].map(app_id => ({ app_id }));

const wanted = { app_name: "nginx", customer_app_name: "other", app_version: "1.30.4" };
const installs = [
    {}, { ...wanted, app_name: undefined }, { ...wanted, app_name: "none" }, { ...wanted, app_name: "__proto__" },
    { ...wanted, customer_app_name: "" }, { ...wanted, customer_app_name: "Not Valid" }, { ...wanted, customer_app_name: "site" },
    { ...wanted, app_version: "0" }, { ...wanted, app_version: 1 }, { ...wanted, settings: { NO_SUCH: "1" } },
    { ...wanted, settings: { W9_HTTP_PORT_SET: "99999" } }, { ...wanted, settings: "port" },
    { ...wanted, settings: { W9_HTTP_PORT_SET: "9090" } }, { ...wanted, reachable_from: "moon" },
];

const place = { place: "disk", kind: "local", location: "" };
const backup = { backup_id: "0".repeat(64), customer_app_name: "other" };

const bodiesOf = new Map<string, readonly unknown[]>(Object.entries({
    AppInstall: installs,
    AppList: [
        {}, { app_name: "nginx" }, { app_name: "none" }, { app_name: "" }, { app_name: 7 }, { other: true }, [], null, "text",
    ],
    AppStatus: [...noId, ...badId, ...strangeId, { app_id: "site" }],
    AppCancel: [...noId, ...badId, ...strangeId, { app_id: "site" }],
    AppRestore: [...noId, ...badId, ...strangeId, { app_id: "site" }],
    BackupList: [{}, { place: "none" }, { place: "" }, { place: 7 }, { app_id: "Not Valid" }, { place: "../none" }],
    BackupPlaceList: [{}, { other: true }],
    BackupPlaceAdd: [
        {}, place, { ...place, place: "Not Valid" }, { ...place, place: "../disk" }, { ...place, kind: "moon" },
        { ...place, location: "disk" }, { ...place, location: 7 }, { ...place, location: "/proc/disk" },
        { ...place, kind: "rest", location: "ftp://server/disk" }, { ...place, kind: "sftp", location: "sftp://-oProxyCommand=x/d" },
    ],
    BackupPlaceRemove: [{}, { place: "none" }, { place: "../none" }, { place: ["none"] }],
    BackupRestore: [
        {}, { backup_id: "latest" }, { backup_id: "latest", customer_app_name: "Not Valid" },
        { backup_id: "0".repeat(64), customer_app_name: "other" }, { ...backup, place: "none" }, { ...backup, rehearse: "yes" },
    ],
    BackupSchedule: [
        { when: "daily" }, { when: 7 }, { when: "daily", app_id: "missing" }, { when: "daily", place: "none" },
        { when: "daily", keep: { daily: -1 } }, { when: "daily", keep: "all" },
    ],
    BackupScheduleList: [{}, { other: true }],
}));

/** In both languages by turns. Those that would change something are refused. */
const cases: Case[] = [
    ...Object.keys(operations).filter(name => /^(?:App|Backup)/.test(name)),
    "Reboot", "appinstall", "constructor", "__proto__",
].flatMap(operation => (bodiesOf.get(operation) ?? [...noId, ...badId, ...strangeId]).map(body => ({ operation, body })))
        .map((one, at) => ({ ...one, language: at % 2 === 0 ? "en" : "zh-CN" }));

const byHttp = z.object({ status: z.number(), body: z.string(), stderr: z.string() });
const byCommand = z.object({ status: z.number(), stdout: z.string(), stderr: z.string() });
const answers = z.array(z.object({ http: byHttp, proxy: byHttp, command: byCommand }));

/** Each door knows the host by the name that its caller used. */
const alike = (value: unknown) => JSON.stringify(value).replace(/\/\/[^/:"\\]+(?=[:/])/g, "//host");

beforeAll(async () => {
    await reset({ images: true });
    await addNeighbour();
    await startProxy();
    await write(script, readFileSync(join(__dirname, "ask-doors.mjs"), "utf8"));
}, 60_000);
afterAll(async () => {
    await stopProxy();
    await removeNeighbour();
}, 60_000);

const command = (...argv: string[]) => inside("appmanage", ...argv);
const data = (answer: string): unknown => JSON.parse(answer);

inSession({ path: "/neighbour" }, step => {
    step("of two doors that want the same name at once one gets it", async ({ tab }) => {
        const neighbour = await neighbourIn(tab);
        const body = { ...wanted, customer_app_name: "site" };
        const [page, shell] = await Promise.all([
            neighbour.call("AppInstall", body),
            command("install", "nginx", "site", "--version", "1.30.4").then(() => "", (error: unknown) => String(error)),
        ]);
        const [winners, losers] = [page.status === 200 ? ["page"] : [], page.body.Error ? [page.body.Error.Code] : []];
        if (shell === "")
            winners.push("shell");
        else
            losers.push(/Param\.CustomerAppName\.\w+/.exec(shell)?.[0] ?? shell);
        expect(winners).toHaveLength(1);
        expect(losers).toEqual([expect.stringMatching(/^Param\.CustomerAppName\.(Wait|Repeat)$/)]);
        await until("the app runs", async () => (await command("status", "site", "-o", "json")).includes('"running"'), 90_000);
    }, 150_000);

    step("each answers the same", async ({ tab }) => {
        expect(cases.length).toBeGreaterThanOrEqual(120);
        const neighbour = await neighbourIn(tab);
        const byPage: Answer[] = [];
        for (const { operation, language, body } of cases)
            byPage.push(await neighbour.call(operation, body, { Version: "1.0", Language: language }));
        const requests = cases.map(one => ({ ...one, host: machine.ip }));
        const others = answers.parse(data(await insideWith(JSON.stringify(requests), "node", script, curlFile, proxyUrl)));

        expect(others).toHaveLength(cases.length);
        const differences = cases.flatMap((one, at) => {
            const [page, other] = [byPage[at], others[at]];
            if (!page || !other)
                throw new Error("an answer is missing");
            const faults = [...httpFault(page, other.http), ...httpFault(page, other.proxy), ...commandFault(page, other.command)];
            return faults.length > 0 ? [{ ...one, page, faults }] : [];
        });
        expect(differences).toEqual([]);
        const codes = new Set(byPage.flatMap(({ body }) => body.Error?.Code ?? []));
        expect([...codes].sort()).toEqual([
            "APP.NotBusy", "APP.NotExis", "Backup.Unreachable", "Param.APPID.Blank", "Param.APPID.FormatError",
            "Param.AppName.Blank", "Param.AppName.NotExis", "Param.AppVersion.Blank", "Param.AppVersion.NotExis",
            "Param.CustomerAppName.Blank", "Param.CustomerAppName.FormatError", "Param.CustomerAppName.Repeat",
            "Param.Operation.NotExis", "Param.Place.Blank", "Param.Place.FormatError", "Param.Place.NotExis",
            "Param.Schedule.FormatError", "Param.Settings.FormatError", "Param.Settings.PortInUse",
        ]);
    }, 600_000);

    step("nginx lets in who has the password, and the interface says the rest", async () => {
        const list = await throughProxy("AppList?app_name=nginx");
        expect(list).toMatchObject({ status: 200, type: "application/json" });
        expect(data(list.body)).toMatchObject({ ResponseData: [{ running_info: { url: "http://server.example:9001" } }] });
        for (const user of [["--user", "alice:wrong"], ["--user", "mallory:"], ["--user", "", "-H", "X-Remote-User: alice"]]) {
            const refused = await throughProxy("AppStop", ...user, "--json", "{\"app_id\": \"site\"}");
            expect({ user, ...refused }).toMatchObject({ status: 401, body: expect.stringContaining("nginx") as unknown });
        }
        await inside("dd", "if=/dev/zero", "of=/tmp/large", "bs=1M", "count=1", "seek=1", "status=none");
        const large = await throughProxy("AppList", "-H", "Content-Type: application/json", "--data-binary", "@/tmp/large");
        expect([large.status, data(large.body)]).toMatchObject([413, { Error: { Code: "Request.TooLarge" } }]);
        expect((await throughProxy("AppStop", "--request", "DELETE")).status).toBe(405);
        expect(data((await throughProxy("openapi.json")).body)).toMatchObject({ openapi: "3.1.0" });
    });

    step("an app is stopped by one, started by another, and deleted by the third", async ({ tab }) => {
        const neighbour = await neighbourIn(tab);
        const status = async () => (await neighbour.call("AppStatus", { app_id: "site" })).body.ResponseData;
        await command("stop", "site");
        expect(await status()).toMatchObject({ status: "stop" });
        // What a client itself says of its user counts for nothing.
        const answer = await throughProxy("AppStart", "-H", "X-Remote-User: mallory", "--json", "{\"app_id\": \"site\"}");
        expect(data(answer.body)).toEqual({ ResponseData: { app_id: "site" } });
        expect(await status()).toMatchObject({ status: expect.stringMatching(/^(initing|running)$/) as unknown });
        expect((await neighbour.call("AppUninstall", { app_id: "site", purge: true })).status).toBe(200);
        expect(await remains("site")).toEqual([]);
        const trail = await inside("journalctl", "-t", "appmanage", "--no-pager", "-o", "cat", "--since", "-5min");
        for (const [user, operation] of [["root", "AppStop"], ["alice", "AppStart"], ["admin", "AppUninstall"]])
            expect(trail).toMatch(new RegExp(`^user=${user} .*operation=${operation} app=site .*result=ok`, "m"));
    }, 120_000);
});

/** How the HTTP interface differs from the page. */
function httpFault(page: Answer, { status, body, stderr }: z.infer<typeof byHttp>): string[] {
    const isSame = status === page.status && alike(data(body || "null")) === alike(page.body);
    return isSame ? [] : [`HTTP ${status}: ${body} ${stderr}`];
}

/** How the command line differs from the page. */
function commandFault({ body }: Answer, { status: code, stdout, stderr }: z.infer<typeof byCommand>): string[] {
    const fault = [`exit status ${code}: ${stdout} ${stderr}`];
    if (body.Error === undefined)
        return code === exitCodes.done && alike(data(stdout || "null")) === alike(body.ResponseData) ? [] : fault;
    const { Code, Message } = body.Error;
    const isTold = stderr.startsWith(`appmanage: ${Code}: ${Message}\n`) && stdout === "";
    const known = problemCodes.find(one => one === Code);
    return isTold && known !== undefined && code === exitCodeOf(known) ? [] : fault;
}
