// SPDX-License-Identifier: LGPL-2.1-or-later
/** Which of the installed apps are shown, and in what order. */
import type { AppOverview } from "../../apps/status/overview";
import { activityOf, groupOfApp, type StatusGroup } from "../status-word";

export interface Filter {
    text: string;
    group: StatusGroup | "all";
}

export const noFilter: Filter = { text: "", group: "all" };

/** What was uninstalled and then brought up by hand is there again. */
export function isInstalled(app: AppOverview): boolean {
    return app.record.wish !== "uninstalled" || app.containers.length > 0 || activityOf(app.job) !== undefined;
}

/** By name and by what it is: every word of the text must be found. */
export function matches(app: AppOverview, filter: Filter): boolean {
    if (filter.group !== "all" && groupOfApp(app) !== filter.group)
        return false;
    const { record } = app;
    const hay = `${record.app_id} ${record.customer_name} ${record.name} ${record.trade_mark}`.toLocaleLowerCase();
    return filter.text.toLocaleLowerCase().split(/\s+/).every(word => hay.includes(word));
}

export function counts(apps: readonly AppOverview[]): Record<StatusGroup | "all", number> {
    const result = { all: apps.length, running: 0, working: 0, error: 0, stopped: 0 };
    for (const app of apps)
        result[groupOfApp(app)]++;
    return result;
}

/** By name, the way people sort: app2 before app10. A row keeps its place whatever its status. */
export function sorted(apps: readonly AppOverview[], language: string): AppOverview[] {
    const order = new Intl.Collator(language, { numeric: true });
    return [...apps].sort((a, b) => order.compare(a.record.customer_name, b.record.customer_name));
}
