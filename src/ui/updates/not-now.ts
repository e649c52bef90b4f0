// SPDX-License-Identifier: LGPL-2.1-or-later
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import { isAtWork } from "../../jobs/job";
import { isChangeable } from "../app/app-actions";

const _ = cockpit.gettext;

/** Why an app can't be updated now, "" if it can. */
export function notNow(app: AppOverview): string {
    if (isAtWork(app.job))
        return _("Wait until the current operation has finished.");
    return isChangeable(app) ? "" : _("Fix the app's error first.");
}
