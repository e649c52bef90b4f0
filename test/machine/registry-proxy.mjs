// SPDX-License-Identifier: LGPL-2.1-or-later
// A registry as bad as a test needs it: stands before the real one, counts what it serves, and is slow, broken or
// absent on request.
//
//   node registry-proxy.mjs --listen HOST:PORT --upstream HOST:PORT --control HOST:PORT
//
// The control address speaks JSON:
//   GET    /          { faults, blobs }
//   PUT    /faults    any of the faults below; the others keep their value
//   DELETE /faults    a good registry again
//   DELETE /blobs     counts from zero
//
//   faults.absent          true: nothing listens, connections are refused
//   faults.bytesPerSecond  bandwidth of all blobs together, 0 = unlimited
//   faults.cutAfterBytes   each answer with a blob is cut off after so many bytes, 0 = never
//   faults.status          every request is answered with this HTTP status, 0 = no
//   blobs["sha256:…"]      { requests, bytes, completed, range } : bytes sent, answers sent to their end, requests for a part

import http from "node:http";
import { parseArgs } from "node:util";

const { values } = parseArgs({
    options: { listen: { type: "string" }, upstream: { type: "string" }, control: { type: "string" } },
});

function address(text) {
    const [, host, port] = /^(.+):(\d+)$/.exec(text ?? "") ?? [];
    if (!host)
        throw new Error(`not an address: ${text}`);
    return { host, port: Number(port) };
}

const listen = address(values.listen);
const upstream = address(values.upstream);
const control = address(values.control);

const good = { absent: false, bytesPerSecond: 0, cutAfterBytes: 0, status: 0 };
let faults = { ...good };
let blobs = {};

const wait = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** When the line is free again, if all blobs share one of `faults.bytesPerSecond`. */
let lineFree = 0;

async function sendSlowly(chunk, response, count) {
    const piece = 16 * 1024;
    for (let at = 0; at < chunk.length; at += piece) {
        const part = chunk.subarray(at, at + piece);
        if (faults.bytesPerSecond > 0) {
            const now = Date.now();
            lineFree = Math.max(now, lineFree) + part.length * 1000 / faults.bytesPerSecond;
            await wait(lineFree - now);
        }
        if (response.destroyed)
            return;
        count.bytes += part.length;
        if (!response.write(part))
            await new Promise(resolve => { response.once("drain", resolve).once("close", resolve); });
    }
}

async function sendBlob(digest, reply, response) {
    const count = blobs[digest] ??= { requests: 0, bytes: 0, completed: 0, range: 0 };
    count.requests += 1;
    if (reply.statusCode === 206)
        count.range += 1;
    let sent = 0;
    for await (const chunk of reply) {
        const rest = faults.cutAfterBytes > 0 ? faults.cutAfterBytes - sent : Infinity;
        const part = chunk.length > rest ? chunk.subarray(0, Math.max(0, rest)) : chunk;
        await sendSlowly(part, response, count);
        if (response.destroyed)
            return;
        sent += part.length;
        if (chunk.length > rest) {
            response.destroy();
            return;
        }
    }
    count.completed += 1;
    response.end();
}

const server = http.createServer((request, response) => {
    if (faults.status > 0) {
        response.writeHead(faults.status, { "Content-Type": "application/json" });
        response.end(JSON.stringify({ errors: [{ code: "UNAVAILABLE", message: "the test wants it so" }] }));
        return;
    }
    const { method, url, headers } = request;
    const forward = http.request({ ...upstream, method, path: url, headers }, reply => {
        response.writeHead(reply.statusCode ?? 502, reply.headers);
        const digest = /\/blobs\/(sha256:[0-9a-f]{64})/.exec(url ?? "")?.[1];
        if (digest && method === "GET" && (reply.statusCode === 200 || reply.statusCode === 206))
            sendBlob(digest, reply, response).catch(() => response.destroy());
        else
            reply.pipe(response);
    });
    forward.on("error", () => response.headersSent ? response.destroy() : response.writeHead(502).end());
    response.on("close", () => forward.destroy());
    request.pipe(forward);
});

function applyAbsence() {
    if (faults.absent && server.listening) {
        server.close();
        server.closeAllConnections();
    } else if (!faults.absent && !server.listening) {
        server.listen(listen.port, listen.host);
    }
}

/** The faults asked for; unknown names and values of another kind are an error, so that no test runs without its fault. */
function changed(wish) {
    for (const [name, value] of Object.entries(wish)) {
        if (!(name in good) || typeof value !== typeof good[name])
            throw new Error(`no such fault: ${name} ${JSON.stringify(value)}`);
    }
    return { ...faults, ...wish };
}

http.createServer(async (request, response) => {
    try {
        let body = "";
        for await (const chunk of request)
            body += chunk;
        if (request.method === "PUT" && request.url === "/faults")
            faults = changed(JSON.parse(body));
        else if (request.method === "DELETE" && request.url === "/faults")
            faults = { ...good };
        else if (request.method === "DELETE" && request.url === "/blobs")
            blobs = {};
        else if (request.method !== "GET")
            throw new Error(`no such request: ${request.method} ${request.url}`);
        applyAbsence();
        response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ faults, blobs }) + "\n");
    } catch (error) {
        response.writeHead(400).end(`${error.message}\n`);
    }
}).listen(control.port, control.host);

applyAbsence();
