// SPDX-License-Identifier: LGPL-2.1-or-later
/** Schedules whose last backup failed. */
import cockpit from "cockpit";
import { useCallback } from "react";
import { askSchedules } from "../app/backup-answers";
import { usePage } from "../page/page-context";
import { Notice } from "../parts/notice";
import { useReading } from "../parts/use-reading";
import { hrefOf } from "../route";
import { dateTime } from "../words/quantity";

const _ = cockpit.gettext;

export function FailedSchedules() {
    const { manager } = usePage();
    const reading = useReading(useCallback(() => askSchedules(manager), [manager]));
    if (reading.is !== "read" || reading.value.is !== "told")
        return null;
    return reading.value.value.map(({ app_id: app, last }) => last !== null && last.result !== "success" && (
        <Notice
            key={app ?? ""}
            variant="warning"
            title={app === null ? _("A scheduled backup failed")
                : cockpit.format(_("The scheduled backup of $0 failed"), app)}
        >
            {dateTime(last.time)} <a href={hrefOf({ view: "backups" })}>{_("Show backups")}</a>
        </Notice>
    ));
}
