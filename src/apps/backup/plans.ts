// SPDX-License-Identifier: LGPL-2.1-or-later
/** Plans: what schedules back up, when and where to, as their folders tell. */
import files from "../../jobs/run/files.sh";
import { joined, scriptOutput } from "../../machine/script";
import type { Context } from "../context";
import { removeTimer } from "../timer/timer";
import listSchedulesScript from "./list-schedules.sh";
import type { Keep, Schedule } from "./place";

export interface Plan extends Pick<Schedule, "app_id" | "place" | "when" | "keep" | "last"> {
    /** What `systemctl show` says of the timer and of the service; "" where it was not asked. */
    timer: string;
    service: string;
}

/** Its folder, and its units: an app's own has a character that no job's unit has. */
export function planNames(app: string | null): { folder: string, unit: string } {
    return app === null
        ? { folder: "all", unit: "appmanage-backup-all" }
        : { folder: `app-${app}`, unit: `appmanage-backup@${app}` };
}

/** That of all apps first. `state`: with what systemd says. */
export async function readPlans({ machine, paths }: Pick<Context, "machine" | "paths">, state: "state" | "" = ""): Promise<Plan[]> {
    const text = await scriptOutput(machine, "list-schedules", joined(files, listSchedulesScript), { args: [paths.plans, state] });
    return plansIn(text).sort((a, b) => (a.app_id ?? "") < (b.app_id ?? "") ? -1 : 1);
}

const fields = 7;

function plansIn(text: string): Plan[] {
    const words = text.split("\0");
    const plans: Plan[] = [];
    for (let at = 0; at + fields <= words.length; at += fields) {
        const [folder = "", when = "", place = "", keep = "", last = "", timer = "", service = ""] = words.slice(at, at + fields);
        const app = folder === "all" ? null : /^app-([a-z0-9]+)$/.exec(folder)?.[1];
        if (app !== undefined)
            plans.push({
                app_id: app, place: place.slice(place.lastIndexOf("/") + 1), when, keep: keepIn(keep), last: lastIn(last),
                timer, service,
            });
    }
    return plans;
}

function keepIn(line: string): Keep {
    const [daily = 0, weekly = 0, monthly = 0] = line.split(" ").map(word => Number(word) || 0);
    return { daily, weekly, monthly };
}

function lastIn(line: string): Schedule["last"] {
    const [, time, result] = /^(\S+Z) (\S+)$/.exec(line) ?? [];
    return time === undefined || result === undefined ? null : { time, result };
}

/** Does nothing if there is no such plan. */
export async function removePlan(context: Pick<Context, "machine" | "paths">, app: string | null): Promise<void> {
    const { folder, unit } = planNames(app);
    await removeTimer(context, { folder: `${context.paths.plans}/${folder}`, unit });
}
