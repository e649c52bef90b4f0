// SPDX-License-Identifier: LGPL-2.1-or-later
/** Why a folder of the library is no usable app, for the one who has to fix it. */
import cockpit from "cockpit";
import type { BrokenReason } from "../../library/definition";

const _ = cockpit.gettext;

export function brokenText(reason: BrokenReason): string {
    switch (reason.is) {
    case "missing-file":
        return cockpit.format(_("The file $0 is missing."), reason.file);
    case "too-large":
        return cockpit.format(_("The file $0 is too large."), reason.file);
    case "not-text":
        return cockpit.format(_("The file $0 is not UTF-8 text."), reason.file);
    case "not-json":
        return cockpit.format(_("variables.json is not valid JSON: $0"), reason.message);
    case "bad-shape":
        return cockpit.format(_("In variables.json, “$0” is not as expected: $1"), reason.path, reason.message);
    case "leaves-folder":
        return reason.file === ""
            ? _("It is a link: only folders may be there.")
            : cockpit.format(_("$0 is a link that leads out of the folder."), reason.file);
    case "unreadable":
        return cockpit.format(_("The library can't be read: $0"), reason.message);
    case "bad-name":
        return _("The folder's name has characters that a name of an app can't have.");
    case "no-versions":
        return _("It offers no version.");
    }
}
