// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttp } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTls } from "node:tls";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { joined } from "../../machine/script";
import files from "./files.sh";
import ready from "./ready.sh";

let job = "";
const servers: Server[] = [];
const sockets = new Set<Socket>();
beforeEach(() => { job = mkdtempSync(join(tmpdir(), "ready-")); });
afterEach(() => {
    sockets.forEach(socket => { socket.destroy(); });
    servers.splice(0).forEach(server => { server.close(); });
    rmSync(job, { recursive: true });
});

async function listening(server: Server, address = "127.0.0.1"): Promise<number> {
    servers.push(server);
    server.on("connection", socket => {
        sockets.add(socket);
        // The job closes a connection as soon as it knows enough.
        socket.on("error", () => undefined);
    });
    await new Promise<void>(resolve => { server.listen(0, address, resolve); });
    return (server.address() as AddressInfo).port;
}

/** Whether the job takes the app for ready. */
function answers(probe: string): Promise<boolean> {
    writeFileSync(join(job, "probe"), `${probe}\n`);
    return new Promise(resolve => {
        execFile("sh", ["-uc", `job=$1\n${joined(files, ready)}\nanswers`, "ready", job], error => { resolve(error === null); });
    });
}

const http = () => createHttp((_request, response) => { response.statusCode = 500; response.end(); });
/** Without a certificate no handshake succeeds: the server answers with an alert. */
const tls = () => createTls({});
/** Reads what comes, and closes without a word, as TLS servers in Java do when they are asked in plain HTTP. */
const taciturn = () => createServer(socket => { socket.once("data", () => { socket.end(); }); });
/** Speaks first, in zeros. */
const binary = () => createServer(socket => { socket.end(Buffer.from([0, 0, 1])); });

it.each([
    ["http", "any answer to HTTP, an error too", http],
    ["https", "a TLS alert", tls],
    ["http", "a TLS server behind a port that is called HTTP", tls],
    ["https", "a plain server behind a port that is called HTTPS", http],
    ["http", "bytes that are not text", binary],
] as const)("is ready by %s: %s", async (scheme, _what, server) => {
    expect(await answers(`${scheme} - ${await listening(server())}`)).toBe(true);
});

it("asks at the address where the port is published", async () => {
    expect(await answers(`http 127.0.0.5 ${await listening(http(), "127.0.0.5")}`)).toBe(true);
    expect(await answers(`http ::1 ${await listening(http(), "::1")}`)).toBe(true);
    expect(await answers(`http 0.0.0.0 ${await listening(http(), "0.0.0.0")}`)).toBe(true);
    expect(await answers(`http 127.0.0.1 ${await listening(http(), "127.0.0.5")}`)).toBe(false);
});

it("is not ready while nothing listens, or while a proxy closes the connection for want of the app", async () => {
    const port = await listening(createServer(socket => { socket.destroy(); }));
    expect(await answers(`http - ${port}`)).toBe(false);
    expect(await answers(`https - ${await listening(taciturn())}`)).toBe(false);
    expect(await answers("http - 1")).toBe(false);
});

it("needs no answer where health checks decide", async () => {
    writeFileSync(join(job, "probe"), "");
    expect(await answers("")).toBe(true);
});
