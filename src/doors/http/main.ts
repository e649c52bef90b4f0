#!/usr/bin/node
// SPDX-License-Identifier: LGPL-2.1-or-later
/** appmanage-api: the HTTP interface, started by appmanage-api.socket. */
import { localContext } from "../host";
import { tokenFile } from "../tokens";
import { version } from "../version";
import { listenOn, passedSockets } from "./activation";
import { closeWhenIdle } from "./idle";
import { patience } from "./limits";
import { createDoor } from "./server";

function log(line: string): void {
    process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
    const sockets = passedSockets(process.env, process.pid);
    if (sockets.length === 0) {
        process.stderr.write("appmanage-api: no socket was passed. Run \"systemctl start appmanage-api.socket\" instead.\n");
        process.exitCode = 2;
        return;
    }
    // The programs that this one starts have no part in them.
    for (const name of ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"])
        delete process.env[name];
    const servers = sockets.map(() => createDoor({
        contextFor: async ({ user, request }, called) => ({ ...await localContext(user, called), request }),
        version, tokens: tokenFile, log,
    }));
    const close = closeWhenIdle(servers, patience.idle, () => { process.exit(0); });
    process.on("SIGTERM", close);
    process.on("SIGINT", close);
    await Promise.all(servers.map((server, at) => listenOn(server, sockets[at] ?? -1)));
}

main().catch((error: unknown) => {
    process.stderr.write(`appmanage-api: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
});
