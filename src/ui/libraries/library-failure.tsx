// SPDX-License-Identifier: LGPL-2.1-or-later
/** Why a library could not be added or removed, where the action was. */
import cockpit from "cockpit";
import { FailureAlert } from "../parts/failure-alert";
import { configurationFault } from "../words/configuration-fault";

const _ = cockpit.gettext;

export function LibraryFailure({ reason }: { reason: unknown }) {
    const { next, detail } = configurationFault(reason);
    return (
        <FailureAlert
            failure={{ Code: "SystemError", Message: next || _("The libraries could not be changed."), Detail: detail }}
        />
    );
}
