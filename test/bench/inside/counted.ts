// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the page asks of the host, counted: rounds of reading for an installation, lists of the engine when it opens. */
import { createAppManager } from "../../../src/api/appmanager";
import { call } from "../../../src/api/call";
import type { Machine } from "../../../src/machine/machine";
import { context, machine } from "./host";

const headers = { Version: "1.0", Language: "en" };

/** A round reads libraries, host, docker and compose; compose is asked once in each. From opening the app to the answer. */
export async function countRounds(app: string, version: string): Promise<number> {
    let rounds = 0;
    const counting: Machine = { ...machine, run: (argv, options) => {
        rounds += Number(argv.includes("resolve"));
        return machine.run(argv, options);
    } };
    const host = { ...context(), machine: counting };
    const { name } = await createAppManager(host).draft(app);
    const body = { app_name: app, customer_app_name: name, app_version: version };
    const { body: { Error: error } } = await call(host, "AppInstall", headers, body);
    if (error)
        throw new Error(JSON.stringify(error));
    await call(context(), "AppCancel", headers, { app_id: name });
    await call(context(), "AppUninstall", headers, { app_id: name, purge: true });
    return rounds;
}

/** Milliseconds after which the page has settled. */
const settled = 3000;

/** Lists of all containers that the page asks for until it shows the apps and has resumed what was interrupted. */
export async function countLists(): Promise<number> {
    let lists = 0;
    const counting: Machine = { ...machine, request: (socket, request) => {
        lists += Number(request.path.includes("/containers/json?all=1"));
        return machine.request(socket, request);
    } };
    const manager = createAppManager({ ...context(), machine: counting });
    let end: () => void = () => undefined;
    await new Promise<void>((resolve, reject) => {
        end = manager.watchApps(({ host }) => {
            if (host.is === "ready")
                resolve();
        }, reject);
    });
    await manager.repair();
    await new Promise(resolve => setTimeout(resolve, settled));
    end();
    return lists;
}
