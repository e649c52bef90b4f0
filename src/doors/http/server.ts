// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * The contract over HTTP. Node's own server has all that matters here: deadlines, limits, pipelining in order. What a
 * framework would add, routing, is one look into the table of operations.
 */
import { STATUS_CODES, createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { call } from "../../api/call";
import { isOperation, operations } from "../../api/operations";
import type { Context } from "../../apps/context";
import { callerOf, requestId, type Caller, type Trust } from "./caller";
import { atOnce, mostConnections, mostHeaderBytes, mostHeaders, patience, type Patience } from "./limits";
import { openApi } from "./openapi";
import { queueOf } from "./queue";
import { Refusal, refusalBody } from "./refusal";
import { bodyOf, methodsOf, parametersOf, targetOf, type Target } from "./request";

export interface DoorOptions {
    /** The host, as reached by a name, for a caller. */
    contextFor(caller: Caller, called: string): Promise<Context>;
    version: string;
    /** The file of the tokens. */
    tokens: string;
    /** Gets a line for each request. */
    log(line: string): void;
    patience?: Patience;
}

interface Reply {
    status: number;
    body: string;
    headers?: Readonly<Record<string, string>>;
}

/** The host name in the Host header, "" if the header is missing or invalid. */
function calledName(host: string | undefined): string {
    try {
        return new URL(`http://${host ?? ""}`).hostname;
    } catch {
        return "";
    }
}

const language = ({ headers }: IncomingMessage) => String(headers.language ?? "");

export function createDoor(options: DoorOptions): Server {
    const { version, log, patience: wait = patience } = options;
    const reading = queueOf(atOnce.reading);
    const changing = queueOf(atOnce.changing);
    let document: string | undefined;
    // Asked once: a server that is closing has no address any more.
    let trust: Trust = "tcp";

    async function operate(
        request: IncomingMessage, { name, query }: Extract<Target, { is: "operation" }>, caller: Caller,
    ): Promise<Reply | undefined> {
        const parameters = request.method === "POST" ? await bodyOf(request) : parametersOf(query);
        if (parameters === undefined)
            return undefined;
        const { version: asked, language } = request.headers;
        const work = isOperation(name) && operations[name].changes ? changing : reading;
        const answer = await work(async () => {
            const context = options.contextFor(caller, calledName(request.headers.host));
            return call(context, name, { Version: asked, Language: language }, parameters);
        });
        return { status: answer.status, body: JSON.stringify(answer.body) };
    }

    async function reply(request: IncomingMessage, caller: Caller): Promise<Reply | undefined> {
        const target = targetOf(request.url ?? "/");
        const methods = methodsOf(target);
        if (target.is !== "health")
            caller.user = await callerOf(request.headers, trust, options.tokens);
        if (request.method === "OPTIONS")
            return { status: 204, body: "", headers: { Allow: methods.join(", ") } };
        if (!methods.includes(request.method ?? ""))
            throw new Refusal(405, "Request.Method", undefined, { Allow: methods.join(", ") });
        switch (target.is) {
        case "health":
            return { status: 200, body: JSON.stringify({ status: "ok" }) };
        case "document":
            document ??= JSON.stringify(openApi(version));
            return { status: 200, body: document };
        case "operation":
            return operate(request, target, caller);
        }
    }

    /** Never rejects. */
    async function answer(request: IncomingMessage, caller: Caller): Promise<Reply | undefined> {
        try {
            return await reply(request, caller);
        } catch (error) {
            if (error instanceof Refusal)
                return { status: error.status, body: refusalBody(error, language(request)), headers: error.headers };
            // Nothing below throws anything else; if it does, the journal has it and the client does not.
            log(`request=${caller.request} ${error instanceof Error ? error.stack : String(error)}`);
            return { status: 404, body: refusalBody({ code: "SystemError", detail: undefined }, language(request)) };
        }
    }

    async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const begin = process.hrtime.bigint();
        const caller = { user: "", request: requestId(request.headers) };
        const given = await answer(request, caller);
        if (given)
            send(request, response, given, caller);
        const milliseconds = Number((process.hrtime.bigint() - begin) / 1_000_000n);
        const path = JSON.stringify((request.url ?? "").split("?")[0]?.slice(0, 100));
        const user = JSON.stringify(caller.user.slice(0, 100));
        log(`request=${caller.request} user=${user} ${request.method} ${path} ${given?.status ?? "gone"} ${milliseconds} ms`);
    }

    function send(request: IncomingMessage, response: ServerResponse, { status, body, headers }: Reply, caller: Caller): void {
        response.writeHead(status, {
            ...body !== "" && { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) },
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "X-Request-Id": caller.request,
            ...headers,
        });
        response.end(body);
        const { socket } = request;
        // A client that does not take its answer, or does not stop sending, is not waited for.
        const late = setTimeout(() => { socket.destroy(); }, wait.answer);
        response.on("close", () => { clearTimeout(late); });
        if (!request.complete)
            request.resume();
    }

    const server = createServer({
        maxHeaderSize: mostHeaderBytes,
        headersTimeout: wait.headers,
        requestTimeout: wait.request,
        keepAliveTimeout: wait.keepAlive,
        connectionsCheckingInterval: Math.min(1000, wait.headers),
    }, (request, response) => { void serve(request, response); });
    server.maxConnections = mostConnections;
    server.maxHeadersCount = mostHeaders;
    server.on("clientError", refuseBytes);
    server.on("listening", () => {
        // Node tells the address of IP sockets only, as an object.
        const address = server.address();
        trust = typeof address === "object" && address !== null ? "tcp" : "unix";
    });
    return server;
}

const unreadable: Record<string, [status: number, code: "Request.TooLarge" | "Request.Timeout"]> = {
    HPE_HEADER_OVERFLOW: [431, "Request.TooLarge"],
    ERR_HTTP_REQUEST_TIMEOUT: [408, "Request.Timeout"],
};

/** Answers what is not HTTP, too large, or too slow. */
function refuseBytes(error: Error & { code?: string }, socket: Socket): void {
    if (error.code === "ECONNRESET" || !socket.writable) {
        socket.destroy();
        return;
    }
    const [status, code] = unreadable[error.code ?? ""] ?? [400, "Request.Malformed" as const];
    const body = refusalBody({ code, detail: undefined }, "");
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n`
        + `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, () => { socket.destroy(); });
}
