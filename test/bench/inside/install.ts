// SPDX-License-Identifier: LGPL-2.1-or-later
/** AppInstall of an app whose images are there, against compose alone in the folder that the installation made. */
import { watch } from "node:fs";
import { readFile, writeFile, mkdir } from "node:fs/promises";
import { call } from "../../../src/api/call";
import { dataFolder, pathsBelow } from "../../../src/apps/paths";
import { setValues } from "../../../src/library/environment";
import { byTurns, timed, type Pair } from "../statistics";
import { context, output, shippedLibrary } from "./host";

const paths = pathsBelow(dataFolder);
const headers = { Version: "1.0", Language: "en" };

export interface InstallTimes {
    untilRunning: Pair;
    /** Milliseconds. */
    answers: number[];
}

async function operation(name: string, body: object): Promise<void> {
    const { status, body: { Error: error } } = await call(context(), name, headers, body);
    if (status !== 200)
        throw new Error(`${name}: ${JSON.stringify(error)}`);
}

/** Resolves when the job says that the app runs. */
async function installed(id: string): Promise<void> {
    const phase = async () => (await readFile(`${paths.job(id)}/phase`, "utf8")).trim();
    await new Promise<void>((resolve, reject) => {
        const watcher = watch(paths.job(id), () => { look(); });
        const look = () => {
            phase().then(now => {
                if (now === "done")
                    resolve();
                else if (/^(failed|cancelled)/.test(now))
                    reject(new Error(`${id}: ${now}`));
                else
                    return;
                watcher.close();
            }, reject);
        };
        look();
    });
}

/** Compose's own folder for the app: the library's, with the same settings under another name. */
async function bareFolder(app: string, id: string): Promise<string> {
    const folder = `/var/tmp/bench/${id}`;
    await mkdir(folder, { recursive: true });
    await output("cp", "-R", `${shippedLibrary}/${app}/.`, folder);
    const env = await readFile(`${folder}/.env`, "utf8");
    const network = `bench-${id}`;
    await writeFile(`${folder}/.env`, setValues(env, { W9_ID: id, W9_NETWORK: network, W9_HTTP_PORT_SET: "19080" }));
    await output("docker", "network", "create", "--subnet", "10.250.250.0/28", network);
    return folder;
}

export async function measureInstall(rounds: number, app: string, version: string): Promise<InstallTimes> {
    const answers: number[] = [];
    const untilRunning = await byTurns(rounds, async round => {
        const id = `bench${round}`;
        const began = performance.now();
        await operation("AppInstall", { app_name: app, customer_app_name: id, app_version: version });
        const answered = performance.now();
        await installed(id);
        const ran = performance.now();
        if (round > 0)
            answers.push(answered - began);
        await operation("AppUninstall", { app_id: id, purge: true });
        return ran - began;
    }, async round => {
        const id = `bare${round}`;
        const folder = await bareFolder(app, id);
        const compose = (...args: string[]) =>
            output("docker", "compose", "-p", id, "--project-directory", folder, ...args);
        const took = await timed(() => compose("up", "-d", "--wait"));
        await compose("down", "--volumes", "--timeout", "1");
        await output("docker", "network", "rm", `bench-${id}`);
        return took;
    });
    return { untilRunning, answers };
}
