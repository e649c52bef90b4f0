// SPDX-License-Identifier: LGPL-2.1-or-later
/** AppList under Node, against the one question to docker that it can't do without, and against what scripts do. */
import { readFile } from "node:fs/promises";
import { call } from "../../../src/api/call";
import { appList } from "../../../src/api/schemas";
import { pathsBelow, dataFolder } from "../../../src/apps/paths";
import { engineSocket } from "../../../src/docker/engine";
import { byTurns, timed, type Pair } from "../statistics";
import { appName } from "./fleet-name";
import { context, machine, output } from "./host";

const headers = { Version: "1.0", Language: "en" };

async function listAll(count: number, running: number): Promise<void> {
    const { status, body } = await call(context(), "AppList", headers, {});
    const apps = appList.parse(body.ResponseData);
    const counted = apps.filter(app => app.status === "running").length;
    if (status !== 200 || apps.length !== count || counted !== running)
        throw new Error(`AppList: ${JSON.stringify(body.Error)}, ${apps.length} apps, ${counted} running`);
}

async function askBare(): Promise<void> {
    const { status } = await machine.request(engineSocket, { method: "GET", path: "/containers/json?all=1" });
    if (status !== 200)
        throw new Error(`docker answers ${status}`);
}

export function measureList(rounds: number, count: number, running: number): Promise<Pair> {
    return byTurns(rounds, () => timed(() => listAll(count, running)), () => timed(askBare));
}

/** For one app; a script does it for every one. The list is of all. */
export function measureComposePs(rounds: number, count: number): Promise<Pair> {
    const paths = pathsBelow(dataFolder);
    return byTurns(rounds, () => timed(() => listAll(count, count)), round => timed(() => {
        const id = appName(round % count + 1);
        const file = `${paths.app(id)}/docker-compose.yml`;
        return output("docker", "compose", "-f", file, "-p", id, "ps", "--all", "--format", "json");
    }));
}

/** The last process number that the kernel gave in this container: threads count, too. */
async function lastNumber(): Promise<number> {
    return Number((await readFile("/proc/loadavg", "utf8")).trim().split(" ").at(-1));
}

/** How many processes each list starts. */
export async function countProcesses(rounds: number, count: number, running: number): Promise<number[]> {
    const counts: number[] = [];
    for (let round = 0; round < rounds; round++) {
        const before = await lastNumber();
        await listAll(count, running);
        counts.push(await lastNumber() - before);
    }
    return counts;
}
