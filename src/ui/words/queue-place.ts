// SPDX-License-Identifier: LGPL-2.1-or-later
/** An app's place in the queue, in words. */
import cockpit from "cockpit";

const _ = cockpit.gettext;

/** `place` is 1 for the next. */
export function placeText(place: number): string {
    return place <= 1 ? _("Next in line") : cockpit.format(_("Number $0 in line"), place);
}
