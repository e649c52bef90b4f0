// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether the page is in front: neither behind another page of Cockpit nor in a tab of the background. */
import cockpit from "cockpit";
import type { Visibility } from "../../api/appmanager";

export function pageVisibility(): Visibility {
    return {
        isHidden: () => cockpit.hidden,
        subscribe: changed => {
            cockpit.addEventListener("visibilitychange", changed);
            return () => cockpit.removeEventListener("visibilitychange", changed);
        },
    };
}
