// SPDX-License-Identifier: LGPL-2.1-or-later
/** Operations of the core on an app, and a folder in which Compose runs the same app on its own. */
import { watch } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { call } from "../../../src/api/call";
import { dataFolder, pathsBelow } from "../../../src/apps/paths";
import { setValues } from "../../../src/library/environment";
import { context, output, shippedLibrary } from "./host";

const paths = pathsBelow(dataFolder);
const headers = { Version: "1.0", Language: "en" };

export async function operation(name: string, body: object): Promise<void> {
    const { status, body: { Error: error } } = await call(context(), name, headers, body);
    if (status !== 200)
        throw new Error(`${name}: ${JSON.stringify(error)}`);
}

/** Resolves when the app's job says that it is done. */
export async function installed(id: string): Promise<void> {
    const phase = async () => (await readFile(`${paths.job(id)}/phase`, "utf8")).trim();
    await new Promise<void>((resolve, reject) => {
        const watcher = watch(paths.job(id), () => { look(); });
        const look = () => {
            phase().then(now => {
                if (now === "done")
                    resolve();
                else if (/^(failed|cancelled|restored|undo-failed)/.test(now))
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
export async function bareFolder(app: string, id: string): Promise<string> {
    const folder = `/var/tmp/bench/${id}`;
    await mkdir(folder, { recursive: true });
    await output("cp", "-R", `${shippedLibrary}/${app}/.`, folder);
    const env = await readFile(`${folder}/.env`, "utf8");
    const network = `bench-${id}`;
    await writeFile(`${folder}/.env`, setValues(env, { W9_ID: id, W9_NETWORK: network, W9_HTTP_PORT_SET: "19080" }));
    await output("docker", "network", "create", "--subnet", "10.250.250.0/28", network);
    return folder;
}

export async function removeBare(id: string): Promise<void> {
    await output("docker", "network", "rm", `bench-${id}`);
}
