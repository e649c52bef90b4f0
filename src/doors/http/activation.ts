// SPDX-License-Identifier: LGPL-2.1-or-later
/** The sockets that systemd hands to a service, see sd_listen_fds(3). */
import type { Server } from "node:http";

const first = 3;

/** Their file descriptors; none if this program was not started by a socket. */
export function passedSockets(environment: Readonly<Record<string, string | undefined>>, pid: number): number[] {
    const { LISTEN_PID, LISTEN_FDS } = environment;
    const count = Number(LISTEN_FDS ?? 0);
    return LISTEN_PID === String(pid) && Number.isInteger(count) && count > 0
        ? Array.from({ length: count }, (_value, at) => first + at) : [];
}

export function listenOn(server: Server, fd: number): Promise<void> {
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen({ fd }, () => {
            server.off("error", reject);
            resolve();
        });
    });
}
