// SPDX-License-Identifier: LGPL-2.1-or-later
/** Many small apps asked for at once, as they really are: installed, each on a network of its own, and running. */
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { call } from "../../../src/api/call";
import { appList } from "../../../src/api/schemas";
import { routes } from "../../../src/apps/host/host-network";
import { overlaps, rangeOf } from "../../../src/apps/host/subnet";
import { setValues } from "../../../src/library/environment";
import { timed } from "../statistics";
import { context, output } from "./host";
import { smallName } from "./fleet-name";

const app = "small";
const headers = { Version: "1.0", Language: "en" };
/** Milliseconds that all of them together may take. */
const patience = 20 * 60_000;

export interface Hundred {
    /** Milliseconds from the first request until the last of them runs. */
    untilAllRun: number;
    /** Milliseconds that compose alone takes for one, on the empty machine and on the full one. */
    bare: number[];
}

const networks = z.array(z.object({
    Name: z.string(), IPAM: z.object({ Config: z.array(z.object({ Subnet: z.string() })).nullable() }),
}));

/** Compose alone, with a network that Docker chooses. */
async function bareUp(library: string, round: number): Promise<number> {
    const id = `bare${round}`;
    const folder = `/var/tmp/bench/${id}`;
    await mkdir("/var/tmp/bench", { recursive: true });
    await cp(`${library}/${app}`, folder, { recursive: true });
    const env = await readFile(`${folder}/.env`, "utf8");
    await writeFile(`${folder}/.env`, setValues(env, { W9_ID: id, W9_NETWORK: id, W9_HTTP_PORT_SET: "19080" }));
    await output("docker", "network", "create", id);
    const compose = (...args: string[]) =>
        output("docker", "compose", "-p", id, "--project-directory", folder, ...args);
    const took = await timed(() => compose("up", "-d", "--wait"));
    await compose("down", "--volumes", "--timeout", "1");
    await output("docker", "network", "rm", id);
    await rm(folder, { recursive: true });
    return took;
}

async function installOne(id: string): Promise<void> {
    const { status, body } = await call(context(), "AppInstall", headers, {
        app_name: app, customer_app_name: id, app_version: "1.37",
    });
    if (status !== 200)
        throw new Error(`${id}: ${JSON.stringify(body.Error)}`);
}

async function allRun(count: number): Promise<void> {
    const begin = Date.now();
    for (;;) {
        const { body } = await call(context(), "AppList", headers, {});
        const apps = appList.parse(body.ResponseData);
        const running = apps.filter(({ status }) => status === "running").length;
        if (running === count)
            return;
        const failed = apps.filter(({ status }) => status === "error" || status === "stop");
        if (failed.length > 0 || Date.now() - begin > patience)
            throw new Error(`${running} of ${count} run; failed: ${failed.map(({ app_id: id }) => id).join(" ")}`);
        await pause(500);
    }
}

/** No network of docker's overlaps another, or what the host had before. */
async function checkNetworks(before: readonly string[], count: number): Promise<void> {
    const ids = (await output("docker", "network", "ls", "--quiet")).trim().split("\n");
    const described = networks.parse(JSON.parse(await output("docker", "network", "inspect", ...ids)));
    const own = described.filter(({ Name }) => Name.startsWith("appmanage-"));
    const subnets = own.flatMap(({ IPAM }) => (IPAM.Config ?? []).map(({ Subnet }) => Subnet));
    const ranges = [...before, ...subnets].flatMap(cidr => rangeOf(cidr) ?? []);
    const clash = ranges.slice(before.length).find((one, at) =>
        ranges.slice(0, before.length + at).some(other => overlaps(one, other)));
    if (own.length !== count || subnets.length !== count || clash !== undefined)
        throw new Error(`${own.length} networks for ${count} apps: ${subnets.join(" ")}`);
}

export async function measureHundred(rounds: number, count: number, library: string): Promise<Hundred> {
    const bare: number[] = [];
    const measureBare = async (from: number) => {
        for (let round = from; round < from + rounds; round++)
            bare.push(await bareUp(library, round));
    };
    await bareUp(library, 0);
    await measureBare(1);
    const before = routes(await readFile("/proc/net/fib_trie", "utf8"));
    const ids = Array.from({ length: count }, (_none, at) => smallName(at + 1));
    const untilAllRun = await timed(async () => {
        await Promise.all(ids.map(installOne));
        await allRun(count);
    });
    await checkNetworks(before, count);
    await measureBare(rounds + 1);
    return { untilAllRun, bare };
}
