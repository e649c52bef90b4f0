// SPDX-License-Identifier: LGPL-2.1-or-later
/** A change of version and the way back, against what Compose and a start take for the same app. */
import { readFileSync, watch } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { pathsBelow, dataFolder } from "../../../src/apps/paths";
import { setValues } from "../../../src/library/environment";
import { byTurns, timed, type Pair } from "../statistics";
import { output } from "./host";
import { bareFolder, installed, operation, removeBare } from "./operation";

const paths = pathsBelow(dataFolder);

export interface ChangeTimes {
    /** From the stop to ready, and what a bare `docker compose up -d --wait` takes. */
    downtime: Pair;
    /** Going back, and a start. */
    undo: Pair;
}

/** Calls `act`; when each phase of the app's job began from then on, in milliseconds. Resolves once the job is done. */
async function phasesOf(id: string, act: () => Promise<void>): Promise<Map<string, number>> {
    const begun = new Map<string, number>();
    const file = `${paths.job(id)}/phase`;
    const watcher = watch(paths.job(id), () => {
        const [phase = ""] = readFileSync(file, "utf8").trim().split(" ");
        if (!begun.has(phase))
            begun.set(phase, performance.now());
    });
    try {
        await act();
        await installed(id);
        return begun;
    } finally {
        watcher.close();
    }
}

function between(phases: ReadonlyMap<string, number>, one: string, other: string): number {
    const [from, to] = [phases.get(one), phases.get(other)];
    if (from === undefined || to === undefined)
        throw new Error(`not from ${one} to ${other}: ${[...phases.keys()].join(" ")}`);
    return to - from;
}

/** The app runs in the version `former` before and after. */
export async function measureChange(rounds: number, app: string, former: string, next: string): Promise<ChangeTimes> {
    const id = "change";
    await operation("AppInstall", { app_name: app, customer_app_name: id, app_version: former });
    await installed(id);
    const undoes: number[] = [];
    const bare = "bare";
    const folder = await bareFolder(app, bare);
    const compose = (...args: string[]) => output("docker", "compose", "-p", bare, "--project-directory", folder, ...args);
    const use = async (version: string) => {
        const env = await readFile(`${folder}/.env`, "utf8");
        await writeFile(`${folder}/.env`, setValues(env, { W9_VERSION: version }));
    };
    const downtime = await byTurns(rounds, async round => {
        const phases = await phasesOf(id, () => operation("AppUpdate", { app_id: id, app_version: next }));
        const began = performance.now();
        await operation("AppRollback", { app_id: id });
        await installed(id);
        if (round > 0)
            undoes.push(performance.now() - began);
        return between(phases, "stopping", "watching");
    }, async () => {
        await use(former);
        await compose("up", "-d", "--wait");
        await use(next);
        return timed(() => compose("up", "-d", "--wait"));
    });
    await compose("down", "--volumes", "--timeout", "1");
    await removeBare(bare);
    const starts: number[] = [];
    for (let round = 0; round < rounds; round++) {
        await operation("AppStop", { app_id: id });
        starts.push(await timed(() => operation("AppStart", { app_id: id })));
    }
    await operation("AppUninstall", { app_id: id, purge: true });
    return { downtime, undo: { subject: undoes, reference: starts } };
}
