// SPDX-License-Identifier: LGPL-2.1-or-later
/** What to do where the libraries can't be read or changed, and the raw cause. */
import cockpit from "cockpit";
import { ConfigurationError } from "../../apps/libraries/configuration";
import { rejectionText } from "./rejection-text";

const _ = cockpit.gettext;

export interface ConfigurationFault {
    /** "" where only the cause itself tells. */
    next: string;
    detail: string;
}

export function configurationFault(reason: unknown): ConfigurationFault {
    if (!(reason instanceof ConfigurationError))
        return { next: "", detail: rejectionText(reason) };
    const template = _("The configuration file $0 is not valid, and was left as it is. Repair it or move it away, then try again.");
    return { next: cockpit.format(template, reason.path), detail: reason.fault };
}
