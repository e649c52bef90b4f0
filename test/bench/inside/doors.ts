// SPDX-License-Identifier: LGPL-2.1-or-later
/** The command line and the HTTP interface as installed, against the programs and questions that they can't do without. */
import { request } from "node:http";
import { json } from "node:stream/consumers";
import * as z from "zod";
import { appList } from "../../../src/api/schemas";
import { engineSocket } from "../../../src/docker/engine";
import { byTurns, timed, type Pair } from "../statistics";
import { output } from "./host";

const doorSocket = "/run/appmanage/api.sock";

/** A connection of its own for each request, as curl makes it. */
function get(socketPath: string, path: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
        const headers = { Version: "1.0", Language: "en" };
        request({ socketPath, path, headers, agent: false }, response => {
            json(response).then(resolve, reject);
            if (response.statusCode !== 200)
                reject(new Error(`${socketPath} ${path}: ${response.statusCode}`));
        }).on("error", reject).end();
    });
}

const getList = () => get(doorSocket, "/AppList");

async function checkList(count: number): Promise<void> {
    const { ResponseData } = z.object({ ResponseData: appList }).parse(await getList());
    if (ResponseData.length !== count)
        throw new Error(`AppList: ${ResponseData.length} apps`);
}

/** `appmanage list`, against `docker ps -a` and what it takes to start the same Node.js. */
export function measureCommand(rounds: number, count: number): Promise<Pair> {
    return byTurns(rounds, () => timed(async () => {
        const lines = (await output("appmanage", "list")).trim().split("\n").length - 1;
        if (lines !== count)
            throw new Error(`appmanage list: ${lines} apps`);
    }), () => timed(async () => {
        await output("docker", "ps", "-a");
        await output("/usr/bin/node", "-e", "0");
    }));
}

/** HTTP `AppList` while the service runs, and has done so before. */
export async function measureWarm(rounds: number, count: number): Promise<Pair> {
    for (let request = 0; request < 10; request++)
        await checkList(count);
    return byTurns(rounds, () => timed(getList), () => timed(() => get(engineSocket, "/containers/json?all=1")));
}

/** The same where systemd has to start the service first. */
export async function measureCold(rounds: number, count: number): Promise<number[]> {
    await checkList(count);
    const samples: number[] = [];
    while (samples.length < rounds) {
        await output("systemctl", "stop", "appmanage-api.service");
        // systemd starts nothing six times in ten seconds.
        await output("systemctl", "reset-failed", "appmanage-api.service");
        samples.push(await timed(getList));
    }
    return samples;
}
