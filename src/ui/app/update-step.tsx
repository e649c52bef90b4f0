// SPDX-License-Identifier: LGPL-2.1-or-later
/** How far an update is that leaves the app's containers as they are, for now or again. */
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import { placeText } from "../words/queue-place";
import { isUpdating } from "../words/status-word";
import { Uploading } from "./backup-step";
import { PullProgress } from "./pull-progress";

const _ = cockpit.gettext;

export function UpdateStep({ app }: { app: AppOverview }) {
    const { record, job, place, progress, pace } = app;
    if (!isUpdating(app))
        return null;
    switch (job?.phase) {
    case "queued":
        return <span>{[_("Update queued"), ...place === undefined ? [] : [placeText(place)]].join(" · ")}</span>;
    case "pulling":
        return (
            <>
                <span>{_("Updating: downloading images")}</span>
                {" "}
                {progress !== undefined && <PullProgress progress={progress} pace={pace} name={record.customer_name} />}
            </>
        );
    // Only a change that brings back a backup has this phase.
    case "restoring":
        return <span>{_("Restoring: fetching the backup")}</span>;
    case "uploading":
        return <Uploading app={app} />;
    case "watching":
        return <span>{_("Updating: waiting until the app is ready")}</span>;
    default:
        return <span>{_("Updating…")}</span>;
    }
}
