// SPDX-License-Identifier: LGPL-2.1-or-later
/** A registry of this test's own: the test machine's, behind a proxy that is slow or absent on request. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import * as z from "zod";
import type { Appliance } from "./appliance";

const report = z.object({
    blobs: z.record(z.string(), z.object({ bytes: z.number(), completed: z.number() })),
});

export interface Registry {
    spoil(faults: { absent?: boolean, bytesPerSecond?: number }): Promise<void>;
    heal(): Promise<void>;
    forget(): Promise<void>;
    /** What was served since `forget`, by digest. */
    served(): Promise<z.infer<typeof report>["blobs"]>;
    /** Ends it; the appliance pulls from where it did before. */
    close(): Promise<void>;
}

async function freePort(host: string): Promise<number> {
    const server = createServer().listen(0, host);
    await once(server, "listening");
    const address = server.address();
    server.close();
    if (address === null || typeof address === "string")
        throw new Error("no port");
    return address.port;
}

const daemonJson = "/etc/docker/daemon.json";

export async function openRegistry(root: string, appliance: Appliance): Promise<Registry> {
    const host = (await appliance.sh("ip route show default | cut -d' ' -f3")).trim();
    const listen = `${host}:${await freePort(host)}`;
    const control = `127.0.0.1:${await freePort("127.0.0.1")}`;
    const upstream = `127.0.0.1:${process.env.APPMANAGE_TEST_REGISTRY_PORT || 5050}`;
    const proxy = spawn(process.execPath, [
        join(root, "test", "machine", "registry-proxy.mjs"),
        "--listen", listen, "--upstream", upstream, "--control", control,
    ], { stdio: "ignore" });
    const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
        const text = body === undefined ? null : JSON.stringify(body);
        const answer = await fetch(`http://${control}${path}`, { method, body: text });
        if (!answer.ok)
            throw new Error(await answer.text());
        return answer.json();
    };
    for (let tries = 0; ; tries++) {
        try {
            await ask("GET", "/");
            break;
        } catch (error) {
            if (tries === 50)
                throw error;
            await new Promise(resolve => setTimeout(resolve, 100));
        }
    }

    const before = await appliance.sh(`cat ${daemonJson} 2>/dev/null || echo '{}'`);
    const use = async (text: string) => {
        await appliance.write(daemonJson, text);
        await appliance.sh("systemctl reload docker");
    };
    // Which image store the engine uses is in there, too.
    await use(JSON.stringify({
        ...z.looseObject({}).parse(JSON.parse(before)),
        "registry-mirrors": [`http://${listen}`], "insecure-registries": [listen],
    }));
    return {
        spoil: async faults => { await ask("PUT", "/faults", faults); },
        heal: async () => { await ask("DELETE", "/faults"); },
        forget: async () => { await ask("DELETE", "/blobs"); },
        served: async () => report.parse(await ask("GET", "/")).blobs,
        close: async () => {
            await use(before);
            proxy.kill();
        },
    };
}
