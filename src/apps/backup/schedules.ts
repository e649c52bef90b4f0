// SPDX-License-Identifier: LGPL-2.1-or-later
/** Schedules for backups: timers of systemd, which work without this program. */
import { survey } from "../../jobs/folder";
import files from "../../jobs/run/files.sh";
import startScript from "../../jobs/start-job.sh";
import ticket from "../../jobs/ticket.sh";
import { joined, scriptOutput } from "../../machine/script";
import { recordDone } from "../audit";
import type { Context } from "../context";
import { OperationError } from "../problem";
import { parseRecords } from "../records/store";
import { wishedRecords } from "../records/wish";
import splitInput from "../timer/split-input.sh";
import { sent, setTimer, type TimerFile } from "../timer/timer";
import type { Keep, Schedule } from "./place";
import { findPlace, folderOf } from "./places";
import { planNames, readPlans, removePlan, type Plan } from "./plans";
import refreshPlansScript from "./refresh-plans.sh";
import resticScript from "../../jobs/run/restic.sh";
import scheduledScript from "./scheduled.sh";

const longest = 200;

/**
 * Backs up the app, or all, at these times; `when` is a calendar expression of systemd, and "" removes the schedule. Throws
 * `Param.Schedule.FormatError`, `Param.Place.*` and `APP.NotExis`.
 */
export async function setSchedule(
    context: Context, app: string | undefined, place: string | undefined, when: string, keep: Keep,
): Promise<void> {
    const expression = when.trim();
    if (expression === "")
        await removePlan(context, app ?? null);
    else
        await writeSchedule(context, app ?? null, place, expression, keep);
    await recordDone(context);
}

async function writeSchedule(
    context: Context, app: string | null, place: string | undefined, when: string, keep: Keep,
): Promise<void> {
    const { paths } = context;
    if (when.length > longest || /[^\x20-\x7e]/.test(when))
        throw new OperationError("Param.Schedule.FormatError", `when: up to ${longest} letters, digits and signs on one line`);
    const { place: name } = await findPlace(context, place);
    if (app !== null && !await isInstalled(context, app))
        throw new OperationError("APP.NotExis");
    const { folder, unit } = planNames(app);
    const plan = `${paths.plans}/${folder}`;
    await setTimer(context, { folder: plan, unit }, {
        when,
        files: [
            ...await scripts(),
            ["place", `${folderOf(context, name)}\n`],
            ["cache", `${paths.resticCache}\n`],
            ["app", `${app ?? ""}\n`],
            ["keep", `${keep.daily} ${keep.weekly} ${keep.monthly}\n`],
            ["when", `${when}\n`],
        ],
        service: serviceText(app, plan),
        timer: timerText(app, when),
    });
}

/** All that a plan runs: it must not need this package, which may be replaced meanwhile. */
async function scripts(): Promise<TimerFile[]> {
    return [
        ["back-up", joined(files, resticScript, scheduledScript)],
        ["run", (await import("../../jobs/run-script")).runScript],
        ["start", joined(files, ticket, startScript)],
    ];
}

/** Docker is not asked: a schedule can be set while it is away. */
async function isInstalled({ machine, paths }: Context, app: string): Promise<boolean> {
    const { records: text, jobs } = await survey(machine, paths.root);
    const { records } = wishedRecords(parseRecords(text, paths.records), jobs);
    return Object.hasOwn(records, app) && records[app]?.wish !== "uninstalled";
}

/** As systemd's lists and Cockpit's show it. */
const subject = (app: string | null) => app === null ? "all apps" : `app ${app}`;

function serviceText(app: string | null, plan: string): string {
    return `# Written by appmanage: change the schedule there.
[Unit]
Description=Backup of ${subject(app)}
Wants=network-online.target
After=network-online.target docker.service

[Service]
Type=oneshot
ExecStart=/bin/sh "${plan.replaceAll("%", "%%")}/back-up"
`;
}

function timerText(app: string | null, when: string): string {
    return `# Written by appmanage: change the schedule there.
[Unit]
Description=Schedule for the backup of ${subject(app)}

[Timer]
OnCalendar=${when}
Persistent=true
RandomizedDelaySec=10min

[Install]
WantedBy=timers.target
`;
}

/** That of all apps first. Whoever looks after an upgrade gives the plans the scripts of the new version. */
export async function listSchedules(context: Context): Promise<Schedule[]> {
    const { machine, paths } = context;
    const plans = await readPlans(context, "state");
    if (plans.length > 0) {
        const { args, input } = sent(await scripts());
        await scriptOutput(machine, "refresh-plans", joined(splitInput, refreshPlansScript), {
            args: [paths.plans, ...args], input, survives: true,
        });
    }
    return plans.map(scheduleOf);
}

/** systemd forgets at a reboot how a service ended; the plan does not. */
function scheduleOf({ timer, service, ...plan }: Plan): Schedule {
    const time = timeOf(property(service, "ExecMainExitTimestamp"));
    return {
        ...plan,
        next: timeOf(property(timer, "NextElapseUSecRealtime")),
        last: time === null ? plan.last : { time, result: property(service, "Result") || "success" },
    };
}

function property(text: string, name: string): string {
    return new RegExp(`^${name}=(.*)$`, "m").exec(text)?.[1]?.trim() ?? "";
}

/** "Mon 2026-11-30 03:00:00 UTC", as systemctl prints it with TZ=UTC; "" and "n/a" are no time. */
export function timeOf(text: string): string | null {
    const [, date, clock] = /^(?:\w+ )?(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)? (?:UTC|GMT)$/.exec(text) ?? [];
    const time = new Date(`${date}T${clock}Z`);
    return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
