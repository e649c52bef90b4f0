// SPDX-License-Identifier: LGPL-2.1-or-later
/** A status as icon, colour and word: never colour alone. */
import CheckCircleIcon from "@patternfly/react-icons/dist/esm/icons/check-circle-icon";
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import InProgressIcon from "@patternfly/react-icons/dist/esm/icons/in-progress-icon";
import PendingIcon from "@patternfly/react-icons/dist/esm/icons/pending-icon";
import StopCircleIcon from "@patternfly/react-icons/dist/esm/icons/stop-circle-icon";
import type { ComponentType } from "react";
import type { AppOverview } from "../../apps/status/overview";
import type { StatusName } from "../../apps/status/status";
import { activityOf, appWord, groupOfApp } from "../words/status-word";

function iconOf(status: StatusName): ComponentType {
    switch (status) {
    case "queuing":
        return PendingIcon;
    case "pulling":
    case "creating":
    case "initing":
        return InProgressIcon;
    case "running":
        return CheckCircleIcon;
    case "stop":
        return StopCircleIcon;
    case "error":
        return ExclamationCircleIcon;
    }
}

export function StatusLabel({ app }: { app: Pick<AppOverview, "state" | "job"> }) {
    const { status } = app.state;
    const activity = activityOf(app.job);
    const Icon = activity === undefined ? iconOf(status) : InProgressIcon;
    return (
        <span className={`am-status am-status--${groupOfApp(app)}`} data-status={activity ?? status}>
            <span className="am-status__icon" aria-hidden="true"><Icon /></span>
            {appWord(app)}
        </span>
    );
}
