// SPDX-License-Identifier: LGPL-2.1-or-later
/** A newer version that an app can get. */
import ArrowCircleUpIcon from "@patternfly/react-icons/dist/esm/icons/arrow-circle-up-icon";
import cockpit from "cockpit";

const _ = cockpit.gettext;

export function UpdateLabel({ version }: { version: string }) {
    return <UpdateWords text={cockpit.format(_("$0 available"), version)} />;
}

export function UpdateWords({ text }: { text: string }) {
    return (
        <span className="am-update">
            <span className="am-update__icon" aria-hidden="true"><ArrowCircleUpIcon /></span>
            {text}
        </span>
    );
}
