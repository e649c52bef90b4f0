// SPDX-License-Identifier: LGPL-2.1-or-later
import cockpit from "cockpit";

const _ = cockpit.gettext;

/** What stands on the shelves while the library is read. */
export function CardSkeletons() {
    return (
        <div className="am-cards am-cards--loading" role="status" aria-label={_("Loading the library")}>
            {Array.from({ length: 9 }, (_value, index) => <span key={index} className="am-card am-card--empty" />)}
        </div>
    );
}
