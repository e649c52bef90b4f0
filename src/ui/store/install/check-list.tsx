// SPDX-License-Identifier: LGPL-2.1-or-later
/** Lines of the check before an install, each with sign, word for the sign, and sentence. */
import CheckCircleIcon from "@patternfly/react-icons/dist/esm/icons/check-circle-icon";
import ExclamationTriangleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon";
import TimesCircleIcon from "@patternfly/react-icons/dist/esm/icons/times-circle-icon";
import cockpit from "cockpit";
import type { ComponentType } from "react";
import type { Check, CheckLevel } from "../../../apps/install/check";
import { checkText } from "../../words/check-text";
import "./install.css";

const _ = cockpit.gettext;

export function CheckList({ checks }: { checks: readonly Check[] }) {
    return (
        <ul className="am-checks">
            {checks.map((check, index) => <CheckLine key={index} check={check} />)}
        </ul>
    );
}

function CheckLine({ check }: { check: Check }) {
    const [Icon, word] = signOf(check.level);
    return (
        <li className={`am-check am-check--${check.level}`}>
            <span className="am-check__icon" aria-hidden="true"><Icon /></span>
            <span><span className="pf-v6-screen-reader">{word}{" "}</span>{checkText(check)}</span>
        </li>
    );
}

function signOf(level: CheckLevel): [ComponentType, string] {
    switch (level) {
    case "ok":
        return [CheckCircleIcon, _("Fine:")];
    case "warn":
        return [ExclamationTriangleIcon, _("Caution:")];
    case "stop":
        return [TimesCircleIcon, _("Missing:")];
    }
}
