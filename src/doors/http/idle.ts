// SPDX-License-Identifier: LGPL-2.1-or-later
/** The end of a program that systemd starts again when it is needed. */
import type { Server } from "node:http";

/**
 * Closes the servers when for so long no client was connected, or when the function it returns is called: requests in
 * progress are answered first. Calls `closed` then. Connections that arrive meanwhile wait in systemd's socket.
 */
export function closeWhenIdle(servers: readonly Server[], milliseconds: number, closed: () => void): () => void {
    let connections = 0;
    let isClosing = false;
    let isClosed = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const settle = () => {
        clearTimeout(timer);
        if (connections > 0 || isClosed)
            return;
        if (!isClosing) {
            timer = setTimeout(close, milliseconds);
            return;
        }
        isClosed = true;
        closed();
    };
    const close = () => {
        if (isClosing)
            return;
        isClosing = true;
        for (const server of servers) {
            server.close();
            server.closeIdleConnections();
        }
        // One that was accepted in this very moment still counts.
        setImmediate(settle);
    };
    for (const server of servers) {
        server.on("connection", socket => {
            connections++;
            clearTimeout(timer);
            socket.on("close", () => {
                connections--;
                settle();
            });
        });
        server.on("request", (_request, response) => {
            // Else a client that keeps its connection could keep a closing program.
            response.on("finish", () => { if (isClosing) setImmediate(() => { server.closeIdleConnections(); }); });
        });
    }
    settle();
    return close;
}
