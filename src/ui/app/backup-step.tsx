// SPDX-License-Identifier: LGPL-2.1-or-later
/** How far a backup is that leaves the app's containers as they are, for now or again. */
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import { placeText } from "../words/queue-place";
import { isBackingUp } from "../words/status-word";
import { UploadProgress } from "./pull-progress";

const _ = cockpit.gettext;

export function BackupStep({ app }: { app: AppOverview }) {
    if (!isBackingUp(app))
        return null;
    const { job, place } = app;
    switch (job?.phase) {
    case "queued":
        return <span>{[_("Backup queued"), ...place === undefined ? [] : [placeText(place)]].join(" · ")}</span>;
    case "uploading":
        return <Uploading app={app} />;
    default:
        return <span>{_("Backing up…")}</span>;
    }
}

export function Uploading({ app: { record, progress, pace } }: { app: AppOverview }) {
    return (
        <>
            <span>{_("Backing up: uploading")}</span>
            {" "}
            {progress?.complete === true && <UploadProgress progress={progress} pace={pace} name={record.customer_name} />}
        </>
    );
}
