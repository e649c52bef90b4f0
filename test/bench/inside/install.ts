// SPDX-License-Identifier: LGPL-2.1-or-later
/** AppInstall of an app whose images are there, against compose alone in the folder that the installation made. */
import { byTurns, timed, type Pair } from "../statistics";
import { output } from "./host";
import { bareFolder, installed, operation, removeBare } from "./operation";

export interface InstallTimes {
    untilRunning: Pair;
    /** Milliseconds. */
    answers: number[];
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
        await removeBare(id);
        return took;
    });
    return { untilRunning, answers };
}
