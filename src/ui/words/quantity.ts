// SPDX-License-Identifier: LGPL-2.1-or-later
/** Numbers, times and sizes as the page's language writes them. */
import cockpit from "cockpit";

const _ = cockpit.gettext;

/** Cockpit writes "pt_BR", Intl wants "pt-BR". */
export function intlLanguage(): string {
    return (cockpit.language || "en").replace("_", "-");
}

export function number(value: number, options?: Intl.NumberFormatOptions): string {
    return new Intl.NumberFormat(intlLanguage(), options).format(value);
}

/** `share` is 0 to 1. */
export function percent(share: number): string {
    return number(share, { style: "percent", maximumFractionDigits: 0 });
}

/**
 * Sizes in the powers of two that apps ask for memory and disk in, and so everywhere: two systems side by side can't be
 * compared. "1.5 GiB", three digits at most below 1000.
 */
export function capacity(bytes: number): string {
    const templates = [_("$0 KiB"), _("$0 MiB"), _("$0 GiB"), _("$0 TiB")];
    const power = Math.min(Math.max(1, Math.floor(Math.log2(Math.max(1, bytes)) / 10)), templates.length);
    return cockpit.format(templates[power - 1] ?? "", number(bytes / 1024 ** power, { maximumFractionDigits: 1 }));
}

export function capacityPerSecond(bytes: number): string {
    return cockpit.format(_("$0/s"), capacity(bytes));
}

/** A stretch of time in its largest sensible unit: "10 sec", "3 min", "2 hr". */
export function duration(seconds: number): string {
    const [unit, size] = seconds < 90 ? ["second", 1] : seconds < 5400 ? ["minute", 60] : ["hour", 3600];
    return number(Math.max(1, Math.round(seconds / size)), { style: "unit", unit, unitDisplay: "short" });
}

/** `iso` is a time as JavaScript reads it. "" if it is not a time. */
export function dateTime(iso: string): string {
    const time = new Date(iso);
    return Number.isNaN(time.getTime())
        ? ""
        : new Intl.DateTimeFormat(intlLanguage(), { dateStyle: "medium", timeStyle: "short" }).format(time);
}

/** "a, b, and c". */
export function list(words: readonly string[]): string {
    return new Intl.ListFormat(intlLanguage()).format(words);
}
