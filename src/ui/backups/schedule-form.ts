// SPDX-License-Identifier: LGPL-2.1-or-later
/** A schedule while it is filled in. */
import cockpit from "cockpit";
import type { Keep, Schedule } from "../../apps/backup/place";
import { expressionOf, whenOf, type Weekday, type When } from "../words/calendar";

const _ = cockpit.gettext;

export const keepKeys = ["daily", "weekly", "monthly"] as const;

export interface ScheduleForm {
    /** "" for all apps. */
    app: string;
    place: string;
    is: When["is"];
    /** "03:00". */
    time: string;
    day: Weekday;
    expression: string;
    /** As typed. */
    keep: Record<keyof Keep, string>;
}

/** At night, and what the interface keeps where nothing is said. */
const usual = { time: "03:00", day: "Sun", keep: { daily: 7, weekly: 4, monthly: 6 } } as const;

/** `subjects` are those that it can be for, "" for all apps. */
export function formOf(schedule: Schedule | undefined, places: readonly string[], subjects: readonly string[]): ScheduleForm {
    const when = schedule && whenOf(schedule.when);
    const { daily, weekly, monthly } = schedule?.keep ?? usual.keep;
    return {
        app: schedule ? schedule.app_id ?? "" : subjects[0] ?? "",
        place: schedule?.place ?? places[0] ?? "",
        is: when?.is ?? "daily",
        time: when !== undefined && when.is !== "custom" ? when.time : usual.time,
        day: when?.is === "weekly" ? when.day : usual.day,
        expression: schedule?.when ?? "",
        keep: { daily: String(daily), weekly: String(weekly), monthly: String(monthly) },
    };
}

export function keepProblem(count: string): string {
    return /^[0-9]{1,4}$/.test(count) && Number(count) <= 1000 ? "" : _("Enter a number from 0 to 1000.");
}

/** What keeps the form from being sent, "" if nothing. */
export function missing({ is, time, expression, keep }: ScheduleForm): string {
    if (is === "custom" ? expression.trim() === "" : time === "")
        return _("Enter a time first.");
    return keepKeys.some(key => keepProblem(keep[key]) !== "") ? _("Correct the numbers first.") : "";
}

export function parametersOf({ app, place, is, time, day, expression, keep }: ScheduleForm): object {
    const when: When = is === "daily" ? { is, time } : is === "weekly" ? { is, day, time } : { is, expression };
    return {
        ...app !== "" && { app_id: app },
        place,
        when: expressionOf(when),
        keep: { daily: Number(keep.daily), weekly: Number(keep.weekly), monthly: Number(keep.monthly) },
    };
}
