// SPDX-License-Identifier: LGPL-2.1-or-later
/** Calendar expressions of systemd: those that a form can make, and how they read. Their times are the server's. */
import cockpit from "cockpit";
import { intlLanguage } from "./quantity";

const _ = cockpit.gettext;

export const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
export type Weekday = (typeof weekdays)[number];

export type When =
    | { is: "daily", time: string } // "03:00"
    | { is: "weekly", day: Weekday, time: string }
    | { is: "custom", expression: string };

/** A day in two or three letters or in full, any date, and a time without seconds. */
const simple = /^(?:([a-z]+) +)?(?:\*-\*-\* +)?(\d\d?):(\d\d)(?::00)?$/i;

export function whenOf(expression: string): When {
    const asked = expression.trim();
    if (asked === "daily")
        return { is: "daily", time: "00:00" };
    if (asked === "weekly")
        return { is: "weekly", day: "Mon", time: "00:00" };
    const [, name, hour, minute] = simple.exec(asked) ?? [];
    if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59)
        return { is: "custom", expression };
    const time = `${hour.padStart(2, "0")}:${minute}`;
    if (name === undefined)
        return { is: "daily", time };
    const day = weekdays.find(one => new RegExp(`^${one}(?:${restOf[one]})?$`, "i").test(name));
    return day === undefined ? { is: "custom", expression } : { is: "weekly", day, time };
}

const restOf: Record<Weekday, string> = {
    Mon: "day", Tue: "sday", Wed: "nesday", Thu: "rsday", Fri: "day", Sat: "urday", Sun: "day",
};

export function expressionOf(when: When): string {
    switch (when.is) {
    case "daily":
        return `*-*-* ${when.time}:00`;
    case "weekly":
        return `${when.day} *-*-* ${when.time}:00`;
    case "custom":
        return when.expression.trim();
    }
}

/** Undefined where only the expression itself says it. */
export function whenText(expression: string): string | undefined {
    const when = whenOf(expression);
    switch (when.is) {
    case "daily":
        return cockpit.format(_("Daily at $0"), timeText(when.time));
    case "weekly":
        return cockpit.format(_("Weekly, $0 at $1"), weekdayWord(when.day), timeText(when.time));
    case "custom":
        return undefined;
    }
}

// The browser's own time zone must not move them.
const inUtc = { timeZone: "UTC" } as const;

export function weekdayWord(day: Weekday): string {
    // The 2nd of January 2023 was a Monday.
    const date = new Date(Date.UTC(2023, 0, 2 + weekdays.indexOf(day)));
    return new Intl.DateTimeFormat(intlLanguage(), { weekday: "long", ...inUtc }).format(date);
}

function timeText(time: string): string {
    return new Intl.DateTimeFormat(intlLanguage(), { timeStyle: "short", ...inUtc }).format(new Date(`2023-01-02T${time}:00Z`));
}
