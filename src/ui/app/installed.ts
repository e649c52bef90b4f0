// SPDX-License-Identifier: LGPL-2.1-or-later
/** Which apps are installed, and in what order they are listed. */
import type { AppOverview } from "../../apps/status/overview";
import { activityOf } from "../words/status-word";

/** What was uninstalled and then brought up by hand is there again. */
export function isInstalled(app: AppOverview): boolean {
    return app.record.wish !== "uninstalled" || app.containers.length > 0 || activityOf(app.job) !== undefined;
}

/** By name, the way people sort: app2 before app10. A row keeps its place whatever its status. */
export function sorted(apps: readonly AppOverview[], language: string): AppOverview[] {
    const order = new Intl.Collator(language, { numeric: true });
    return [...apps].sort((a, b) => order.compare(a.record.customer_name, b.record.customer_name));
}
