// SPDX-License-Identifier: LGPL-2.1-or-later
/** A backup that failed leaves the app as it was, which its status does not tell. */
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import { causeWords } from "../../jobs/log/failure";
import { FailureDetail } from "../parts/failure-alert";
import { Notice } from "../parts/notice";

const _ = cockpit.gettext;

export function FailedBackup({ app: { job, cause } }: { app: AppOverview }) {
    if (job?.kind !== "backup" || job.phase !== "failed" || job.detail.startsWith("cancel "))
        return null;
    const words = cause && cause.id !== "unknown" ? causeWords(cause, text => cockpit.gettext(text)) : undefined;
    const raw = cause?.raw.join("\n") ?? "";
    return (
        <Notice variant="warning" title={_("The last backup failed. The app is as it was before.")}>
            {words !== undefined && <p>{words.what} {words.next}</p>}
            {raw !== "" && <FailureDetail text={raw} />}
        </Notice>
    );
}
