// SPDX-License-Identifier: LGPL-2.1-or-later
/** Which of the installed apps are shown. */
import type { AppOverview } from "../../apps/status/overview";
import { groupOfApp, type StatusGroup } from "../words/status-word";

export interface Filter {
    text: string;
    group: StatusGroup | "all";
}

export const noFilter: Filter = { text: "", group: "all" };

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
