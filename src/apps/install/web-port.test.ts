// SPDX-License-Identifier: LGPL-2.1-or-later
import { inspect } from "node:util";
import { blockedPorts, isWebPort } from "./web-port";

const tcp = (container: number) => ({ container, protocol: "tcp" });

test("it knows a web port by its setting and by the port in the container", () => {
    expect(isWebPort("W9_HTTP_PORT_SET", tcp(3000))).toBe(true);
    expect(isWebPort("W9_HTTPS_PORT_SET", tcp(8443))).toBe(true);
    expect(isWebPort("W9_HTTP_ADMIN_PORT_SET", tcp(3000))).toBe(true);
    expect(isWebPort("", tcp(443))).toBe(true);
    expect(isWebPort("W9_DB_PORT_SET", tcp(5432))).toBe(false);
    expect(isWebPort("W9_SSH_PORT_SET", tcp(22))).toBe(false);
    expect(isWebPort("W9_HTTP_PORT_SET", { container: 443, protocol: "udp" })).toBe(false);
});

/** What the Fetch standard's own implementation says. */
async function isRefused(port: number): Promise<boolean> {
    try {
        await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(5000) });
        return false;
    } catch (error) {
        return inspect(error).includes("bad port");
    }
}

test("it lists the ports that browsers refuse to open, and no others near them", async () => {
    const near = [...blockedPorts].flatMap(port => [port, port + 1]).concat(80, 443, 8080, 9001);
    const refused = [];
    for (const port of new Set(near)) {
        if (await isRefused(port))
            refused.push(port);
    }
    expect(refused.sort((a, b) => a - b)).toEqual([...blockedPorts]);
});
