// SPDX-License-Identifier: LGPL-2.1-or-later
/** The categories that the shipped library uses, in words. */
import cockpit from "cockpit";

const _ = cockpit.gettext;

/** A category of another library is shown as its author wrote it, with a capital. */
export function categoryName(category: string): string {
    switch (category) {
    case "analytics":
        return _("Analytics");
    case "automation":
        return _("Automation");
    case "communication":
        return _("Communication");
    case "databases":
        return _("Databases");
    case "development":
        return _("Development");
    case "files":
        return _("Files");
    case "media":
        return _("Media");
    case "monitoring":
        return _("Monitoring");
    case "networking":
        return _("Networking");
    case "productivity":
        return _("Productivity");
    case "security":
        return _("Security");
    case "websites":
        return _("Websites");
    default:
        return category.charAt(0).toLocaleUpperCase() + category.slice(1).replaceAll(/[-_]+/g, " ");
    }
}
