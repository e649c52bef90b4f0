// SPDX-License-Identifier: LGPL-2.1-or-later
/** The app under test, through the core that the page uses. */
import { installApp } from "../../src/apps/install/install";
import type { Context } from "../../src/apps/context";
import { cancelApp, retryApp, uninstallApp } from "../../src/apps/lifecycle";
import { statusIn } from "../../src/apps/status/list";
import { OperationError } from "../../src/apps/problem";
import { pathsBelow } from "../../src/apps/paths";
import { readState } from "../../src/apps/status/state";
import type { AppStatus, StatusName } from "../../src/apps/status/status";
import { DockerError } from "../../src/docker/engine";
import { MachineError } from "../../src/machine/machine";
import type { Appliance } from "./appliance";

export const root = "/var/lib/appmanage";
const library = "/var/lib/appmanage-faults/apps";
/** A folder of the host that the app has as a volume, and that stays whatever happens. */
const hostData = "/srv/faults";

export function contextIn({ machine }: Appliance): Context {
    return {
        machine, paths: pathsBelow(root), user: "root", configurationFile: "/etc/appmanage.json",
        shippedLibraries: [], hostName: "localhost",
    };
}

/** Makes the apps of the archive those of the appliance's library; answers its folder. */
export async function bringLibrary({ machine, write }: Appliance, archive: Uint8Array): Promise<string> {
    await machine.run(["sh", "-c", "mkdir -p \"$1\" && tar -C \"$1\" -x", "bring", library], { input: archive, seconds: 120 });
    await write(`${hostData}/file`, "of the host\n");
    await write("/etc/appmanage.json", JSON.stringify({ libraries: [library] }));
    return library;
}

export async function install(context: Context, id: string): Promise<void> {
    await installApp(context, {
        app_name: "slowstart", customer_app_name: id, app_version: "2", settings: () => ({}),
    });
}

/** Undefined if it cannot be known: Docker or the whole machine is down. */
export async function statusNow(context: Context, id: string): Promise<AppStatus | "gone" | undefined> {
    try {
        const state = await readState(context);
        const record = state.records[id];
        return record ? statusIn(state, record) : "gone";
    } catch (error) {
        if (error instanceof DockerError || error instanceof MachineError)
            return undefined;
        throw error;
    }
}

export interface Seen {
    /** Statuses in their order, each change once; "?" where it could not be known. */
    course: string[];
    /** The latest, with its reason. */
    latest: AppStatus | "gone" | undefined;
    end(): Promise<void>;
}

export function word(status: AppStatus | "gone" | undefined): StatusName | "gone" | "?" {
    if (status === undefined)
        return "?";
    return status === "gone" ? status : status.status;
}

/** Looks at an app again and again, as an open page does. */
export function watchStatus(context: Context, id: string): Seen {
    let ended = false;
    const seen: Seen = { course: [], latest: undefined, end: () => Promise.resolve() };
    const watching = (async () => {
        while (!ended) {
            seen.latest = await statusNow(context, id);
            const now = word(seen.latest);
            if (seen.course.at(-1) !== now)
                seen.course.push(now);
            await pause(300);
        }
    })();
    seen.end = () => {
        ended = true;
        return watching;
    };
    return seen;
}

export function pause(milliseconds: number): Promise<void> {
    return new Promise(resolve => setTimeout(resolve, milliseconds));
}

/** The time it took, in milliseconds; undefined if it did not come true in time. */
export async function within(
    milliseconds: number, isTrue: () => boolean | Promise<boolean>,
): Promise<number | undefined> {
    const begin = Date.now();
    for (;;) {
        if (await isTrue())
            return Date.now() - begin;
        if (Date.now() - begin > milliseconds)
            return undefined;
        await pause(100);
    }
}

/** Deletes an app, in whatever state it is. What has started is only stopped by a cancel. */
export async function remove(context: Context, id: string): Promise<void> {
    await unless(["APP.NotBusy", "APP.NotExis"], () => cancelApp(context, id));
    await unless(["APP.NotExis"], () => uninstallApp(context, id, { purge: true, images: false }));
}

async function unless(codes: readonly string[], act: () => Promise<unknown>): Promise<void> {
    try {
        await act();
    } catch (error) {
        if (!(error instanceof OperationError) || !codes.includes(error.problem.code))
            throw error;
    }
}

export { retryApp as retry };

/** All that an app can leave: what is listed after it is gone and was not before. */
export function belongings({ sh }: Appliance): Promise<string> {
    return sh(`
        docker ps -a --format 'container {{.Names}}'
        docker network ls --format 'network {{.Name}}'
        docker volume ls --format 'volume {{.Name}}'
        find ${hostData} -type f -exec sha256sum {} +
        find ${root}/apps ${root}/jobs -mindepth 1 -maxdepth 1 2>/dev/null | grep -v -e /changed$ -e /queue$ -e /tickets$
        systemctl list-units --all --plain --no-legend 'appmanage-*' | cut -d ' ' -f 1 | grep -vE 'appmanage-(resume|api)'
        ss -Hltn | tr -s ' ' | cut -d ' ' -f 4 | grep -E ':9[0-9]{3}$' | grep -v ':9090$'
        true`);
}
