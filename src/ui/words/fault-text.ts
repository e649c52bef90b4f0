// SPDX-License-Identifier: LGPL-2.1-or-later
/** Why a folder can't be added as a library, and what to do instead. */
import cockpit from "cockpit";
import type { LibraryFault } from "../../apps/libraries/library-check";

const _ = cockpit.gettext;

export function faultText(fault: LibraryFault): string {
    switch (fault.is) {
    case "blank":
        return _("Enter the path of a folder.");
    case "not-absolute":
        return _("Enter the path of a folder of this server. It begins with a slash.");
    case "missing":
        return cockpit.format(_("There is no folder $0. Check the path, or create the folder first."), fault.folder);
    case "no-folder":
        return cockpit.format(_("$0 is a file. Enter the folder that holds the apps."), fault.folder);
    case "unreadable":
        return cockpit.format(_("The folder can't be read: $0"), fault.message);
    case "listed":
        return cockpit.format(_("This folder is one of the libraries already, as $0."), fault.folder);
    case "installed-apps":
        return _("This folder holds the installed apps. A library needs a folder of its own.");
    case "one-app":
        return cockpit.format(_("This is the folder of a single app. Enter the folder above it, $0."), fault.folder);
    case "no-apps":
        return cockpit.format(
            _("$0 holds no apps. An app is a folder with docker-compose.yml, .env and variables.json."), fault.folder);
    case "only-broken":
        return cockpit.format(_("No app in $0 can be used. Repair one of them first."), fault.folder);
    }
}
