// SPDX-License-Identifier: LGPL-2.1-or-later
/** What Cockpit's navigation shows beside the page: an icon and a tooltip while apps are in trouble. */
import cockpit from "cockpit";
import { useEffect } from "react";
import type { AppOverview } from "../../apps/status/overview";
import { number } from "../words/quantity";
import { groupOfApp } from "../words/status-word";

const _ = cockpit.gettext;

/** As Cockpit's shell takes it from a page. */
export interface PageStatus {
    type: "warning";
    title: string;
}

/** `apps` are those that are installed. */
export function pageStatusOf(apps: readonly AppOverview[]): PageStatus | null {
    const failed = apps.filter(app => groupOfApp(app) === "error");
    const [first] = failed;
    if (first === undefined)
        return null;
    const { length } = failed;
    return {
        type: "warning",
        title: length === 1
            ? cockpit.format(_("$0 is not working"), first.record.customer_name)
            : cockpit.format(cockpit.ngettext("$0 app is not working", "$0 apps are not working", length), number(length)),
    };
}

/** Stays as it was while the host is not ready: nothing is known then. */
export function usePageStatus(apps: readonly AppOverview[], isReady: boolean): void {
    const title = pageStatusOf(apps)?.title;
    useEffect(() => {
        if (isReady)
            cockpit.transport.control("notify", { page_status: title === undefined ? null : { type: "warning", title } });
    }, [title, isReady]);
}
