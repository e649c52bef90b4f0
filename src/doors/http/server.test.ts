// SPDX-License-Identifier: LGPL-2.1-or-later
/** A real server on a socket of its own, before a host with real files and a docker that is made up. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request, type IncomingHttpHeaders, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { AskedHost, request as installation } from "../../../test/integration/asked-host";
import { addToken } from "../tokens";
import type { Caller } from "./caller";
import { closeWhenIdle } from "./idle";
import { mostBytes, mostConnections, patience, type Patience } from "./limits";
import { createDoor } from "./server";

const english = { Version: "1.0", Language: "en" };
const json = { "Content-Type": "application/json" };

let host: AskedHost;
let folder: string;
let socket: string;
let servers: Server[];
let lines: string[];
let callers: (Caller & { called: string })[];

beforeEach(() => {
    host = new AskedHost();
    folder = mkdtempSync(join(tmpdir(), "appmanage-door-"));
    socket = join(folder, "api.sock");
    servers = [];
    lines = [];
    callers = [];
});

afterEach(() => {
    for (const server of servers) {
        server.closeAllConnections();
        server.close();
    }
    host.remove();
    rmSync(folder, { recursive: true });
});

function door(wait: Partial<Patience> = {}): Server {
    const server = createDoor({
        contextFor: (caller, called) => {
            callers.push({ ...caller, called });
            return Promise.resolve({ ...host.context, ...caller });
        },
        version: "1.2.3",
        tokens: join(folder, "tokens.json"),
        log: line => { lines.push(line); },
        patience: { ...patience, ...wait },
    });
    servers.push(server);
    return server;
}

async function listening(wait: Partial<Patience> = {}): Promise<Server> {
    const server = door(wait);
    await new Promise<void>(resolve => { server.listen(socket, resolve); });
    return server;
}

interface Got { status: number, headers: IncomingHttpHeaders, body: string }

interface Asked { path: string, method?: string, headers?: Record<string, string>, body?: string | Buffer }

function ask({ path, method = "GET", headers = {}, body }: Asked, where: object = { socketPath: socket }): Promise<Got> {
    return new Promise((resolve, reject) => {
        const sent = request({ ...where, agent: false, path, method, headers }, response => {
            text(response).then(
                all => { resolve({ status: response.statusCode ?? 0, headers: response.headers, body: all }); }, reject);
        });
        sent.on("error", reject);
        sent.end(body);
    });
}

const post = (operation: string, body: unknown, headers: Record<string, string> = {}) =>
    ask({ path: `/${operation}`, method: "POST", headers: { ...english, ...json, ...headers }, body: JSON.stringify(body) });

const codeOf = ({ body }: Got) => (JSON.parse(body) as { Error?: { Code: string } }).Error?.Code;

/** What the server says to these bytes until it closes the connection. */
function raw(bytes: string): Promise<string> {
    const client = connect(socket);
    client.write(bytes);
    return text(client);
}

test("a POST request installs an app, and GET requests tell of it", async () => {
    await listening();
    const installed = await post("AppInstall", installation);
    expect([installed.status, JSON.parse(installed.body)]).toEqual([200, { ResponseData: { app_id: "blog" } }]);
    expect(installed.headers).toMatchObject({ "content-type": "application/json", "cache-control": "no-store" });
    const status = await ask({ path: "/AppStatus?app_id=blog", headers: english });
    expect(JSON.parse(status.body)).toMatchObject({ ResponseData: { app_id: "blog", status: "queuing" } });
    const list = await ask({ path: "/AppList?app_name=nope", headers: english });
    expect([list.status, list.body]).toEqual([200, '{"ResponseData":[]}']);
});

test("errors of an operation are 404 with the envelope, in the asked language", async () => {
    await listening();
    const missing = await ask({ path: "/AppStatus?app_id=none", headers: english });
    expect([missing.status, codeOf(missing)]).toEqual([404, "APP.NotExis"]);
    expect(codeOf(await ask({ path: "/AppList" }))).toBe("Param.Version.Blank");
    expect(codeOf(await ask({ path: "/AppList", headers: { version: "2" } }))).toBe("Param.Version.NotSupport");
    expect(codeOf(await ask({ path: "/Nothing", headers: english }))).toBe("Param.Operation.NotExis");
    expect(codeOf(await post("__proto__", {}))).toBe("Param.Operation.NotExis");
    const chinese = await ask({ path: "/AppStatus", headers: { Version: "1.0", Language: "zh_CN" } });
    expect(chinese.body).toMatch(/\p{Script=Han}/u);
});

test.each([
    ["an operation that changes something, by GET", { path: "/AppStop?app_id=blog" }, 405, "Request.Method", "POST, OPTIONS"],
    ["DELETE", { path: "/AppList", method: "DELETE" }, 405, "Request.Method", "GET, HEAD, POST, OPTIONS"],
    ["POST to the document", { path: "/openapi.json", method: "POST" }, 405, "Request.Method", "GET, HEAD, OPTIONS"],
    ["a body that is not JSON", { path: "/AppList", method: "POST", headers: json, body: "{" }, 400, "Request.Malformed", ""],
    ["a body that is not UTF-8",
        { path: "/AppList", method: "POST", headers: json, body: Buffer.from([34, 255, 34]) }, 400, "Request.Malformed", ""],
    ["a parameter that is given twice", { path: "/AppStatus?app_id=a&app_id=b" }, 400, "Request.Malformed", ""],
    ["a path that can't be decoded", { path: "/%ff" }, 400, "Request.Malformed", ""],
    ["a form",
        { path: "/AppList", method: "POST", headers: { "Content-Type": "text/plain" }, body: "{}" }, 415, "Request.MediaType", ""],
    ["a body without a type", { path: "/AppList", method: "POST", body: "{}" }, 415, "Request.MediaType", ""],
    ["another charset", {
        path: "/AppList", method: "POST", headers: { "Content-Type": "application/json; charset=latin1" }, body: "{}",
    }, 415, "Request.MediaType", ""],
    ["a compressed body", {
        path: "/AppList", method: "POST", headers: { ...json, "Content-Encoding": "gzip" }, body: "{}",
    }, 415, "Request.MediaType", ""],
    ["a body over the limit",
        { path: "/AppList", method: "POST", headers: json, body: " ".repeat(mostBytes + 1) }, 413, "Request.TooLarge", ""],
    ["a long header", { path: "/AppList", headers: { "X-Long": "x".repeat(20_000) } }, 431, "Request.TooLarge", ""],
])("%s is refused with the envelope", async (_title, asked: Asked, status, code, allow) => {
    await listening();
    const got = await ask({ ...asked, headers: { ...english, ...asked.headers } });
    expect([got.status, codeOf(got), got.headers.allow ?? ""]).toEqual([status, code, allow]);
    expect(JSON.parse(got.body)).toHaveProperty("ResponseData", {});
    expect(callers).toEqual([]);
});

test("a body of unknown length is cut off at the limit", async () => {
    await listening();
    const got = await ask({
        path: "/AppList", method: "POST", body: " ".repeat(mostBytes + 1),
        headers: { ...english, ...json, "Transfer-Encoding": "chunked" },
    });
    expect([got.status, codeOf(got)]).toEqual([413, "Request.TooLarge"]);
});

test("a body of exactly the limit is read, and one without members is like none", async () => {
    await listening();
    const body = `{"page":"${"x".repeat(mostBytes - 11)}"}`;
    expect((await ask({ path: "/AppList", method: "POST", headers: { ...english, ...json }, body })).status).toBe(200);
    for (const other of ["null", "[]", "3", '"x"', ""])
        expect((await ask({ path: "/AppList", method: "POST", headers: { ...english, ...json }, body: other })).status).toBe(200);
});

test("HEAD is GET without its body, OPTIONS names the methods, and neither allows other origins", async () => {
    await listening();
    const head = await ask({ path: "/AppList", method: "HEAD", headers: english });
    expect([head.status, head.body, head.headers["content-length"]]).toEqual([200, "", "19"]);
    const options = await ask({ path: "/AppInstall", method: "OPTIONS", headers: { Origin: "https://else.example" } });
    expect([options.status, options.headers.allow]).toEqual([204, "POST, OPTIONS"]);
    expect(Object.keys(options.headers).filter(name => name.startsWith("access-control"))).toEqual([]);
});

test("the health check asks neither docker nor for headers", async () => {
    await listening();
    const got = await ask({ path: "/healthz" });
    expect([got.status, got.body, host.asked]).toEqual([200, '{"status":"ok"}', []]);
});

test("the unix socket's proxy names the user and the request, for the log and the journal", async () => {
    await listening();
    const named = { "X-Remote-User": "ann\u00e9", "X-Request-Id": "abc-1", "Host": "server.example:8443" };
    const got = await post("AppStop", { app_id: "none" }, named);
    expect(got.headers["x-request-id"]).toBe("abc-1");
    expect(callers).toEqual([{ user: "ann\u00e9", request: "abc-1", called: "server.example" }]);
    expect(lines[0]).toMatch(/^request=abc-1 user="anné" POST "\/AppStop" 404 \d+ ms$/);
    const journal = host.ran.find(({ name }) => name === "-t" || name === "logger");
    expect(journal?.args.at(-1)).toContain("operation=AppStop app=none request=abc-1 result=APP.NotExis");
    const other = await post("AppStop", { app_id: "none" }, { "X-Request-Id": "a b" });
    expect(other.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(callers[1]?.user).toBe("unix-socket");
});

test("over TCP only a token opens the door, and names the user", async () => {
    const server = door();
    await new Promise<void>(resolve => { server.listen(0, "127.0.0.1", resolve); });
    const { port } = server.address() as AddressInfo;
    const token = await addToken("ansible", join(folder, "tokens.json"));
    const list = (headers: Record<string, string>, path = "/AppList") =>
        ask({ path, headers: { ...english, ...headers } }, { port });
    for (const headers of [{}, { "X-Remote-User": "root" }, { Authorization: "Bearer x" }, { Authorization: `Basic ${token}` }]) {
        const refused = await list(headers);
        expect([refused.status, codeOf(refused), refused.headers["www-authenticate"]]).toEqual([401, "Access.Denied", "Bearer"]);
    }
    expect(callers).toEqual([]);
    expect((await list({ "Authorization": `Bearer ${token}`, "X-Remote-User": "root" })).status).toBe(200);
    expect(callers[0]?.user).toBe("token:ansible");
    expect((await list({}, "/healthz")).status).toBe(200);
    expect((await list({}, "/openapi.json")).status).toBe(401);
    writeFileSync(join(folder, "tokens.json"), "{}");
    expect((await list({ Authorization: `Bearer ${token}` })).status).toBe(401);
});

test("what is not HTTP is answered with the envelope, too", async () => {
    await listening();
    const said = await raw("hello\r\n\r\n");
    expect(said).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(said).toContain('"Code":"Request.Malformed"');
});

test("requests that do not arrive in time are ended: without a byte, within the headers, within the body", async () => {
    await listening({ headers: 300, request: 600 });
    const half = "POST /AppList HTTP/1.1\r\nHost: x\r\n";
    const body = `${half}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{`;
    const said = await Promise.all(["", half, body].map(raw));
    expect(said.map(text => text.split(" ")[1])).toEqual(["408", "408", "408"]);
});

test("pipelined requests are answered in their order", async () => {
    await listening();
    const one = (path: string, last = "") => `GET ${path} HTTP/1.1\r\nHost: x\r\nVersion: 1.0\r\nLanguage: en\r\n${last}\r\n`;
    const said = await raw(one("/AppList") + one("/healthz") + one("/AppStatus?app_id=none", "Connection: close\r\n"));
    expect([...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(["200", "200", "404"]);
});

test("as many clients as are allowed are answered at once, and leave nothing behind", async () => {
    const server = await listening();
    const one = () => ask({ path: "/AppStatus", headers: english });
    const answers = await Promise.all(Array.from({ length: mostConnections }, one));
    expect(new Set(answers.map(codeOf))).toEqual(new Set(["Param.APPID.Blank"]));
    const open = await new Promise((resolve, reject) => {
        setImmediate(() => { server.getConnections((error, count) => { if (error) reject(error); else resolve(count); }); });
    });
    expect(open).toBe(0);
});

test("a fault below the door is an envelope without a stack trace", async () => {
    await listening();
    const server = createDoor({
        contextFor: () => Promise.reject(new TypeError("secret words")), version: "1", tokens: "", log: () => undefined,
    });
    servers.push(server);
    const path = join(folder, "faulty.sock");
    await new Promise<void>(resolve => { server.listen(path, resolve); });
    const got = await ask({ path: "/AppList", headers: english }, { socketPath: path });
    expect([got.status, codeOf(got)]).toEqual([404, "SystemError"]);
    expect(got.body).not.toMatch(/ at .*:\d+/);
});

describe("a door without clients", () => {
    const ended = (server: Server, milliseconds: number) => {
        let close: () => void = () => undefined;
        const closed = new Promise<void>(resolve => { close = closeWhenIdle([server], milliseconds, resolve); });
        return { close, closed };
    };

    test("closes after its time, counted from the last one", async () => {
        const server = await listening();
        const begin = Date.now();
        const { closed } = ended(server, 2000);
        setTimeout(() => { void ask({ path: "/healthz" }); }, 300);
        await closed;
        expect(Date.now() - begin).toBeGreaterThanOrEqual(2290);
        expect(server.listening).toBe(false);
    });

    test("answers a request in progress before it closes, though it is told to end", async () => {
        const server = await listening();
        const { close, closed } = ended(server, 2000);
        const client = connect(socket);
        client.write("POST /AppList HTTP/1.1\r\nHost: x\r\nVersion: 1.0\r\nLanguage: en\r\n"
            + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{");
        await new Promise(resolve => setTimeout(resolve, 2500));
        expect(server.listening).toBe(true);
        close();
        client.write("}");
        expect(await text(client)).toContain('{"ResponseData":[]}');
        await closed;
    });
});
