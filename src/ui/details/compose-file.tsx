// SPDX-License-Identifier: LGPL-2.1-or-later
/** The compose file of an app, to be read and copied. */
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import { useCallback } from "react";
import type { AppOverview } from "../../apps/status/overview";
import { CopyButton } from "../copy-button";
import { FailureDetail } from "../failure-alert";
import { Notice } from "../notice";
import { usePage } from "../page-context";
import { useReading } from "../use-reading";

const _ = cockpit.gettext;

export function ComposeFile({ app }: { app: AppOverview }) {
    const { manager } = usePage();
    const id = app.record.app_id;
    const file = useReading(useCallback(() => manager.composeFile(id), [manager, id]));
    switch (file.is) {
    case "loading":
        return <div className="am-tab"><Spinner size="lg" aria-valuetext={_("Loading")} /></div>;
    case "failed":
        return (
            <div className="am-tab">
                <Notice variant="danger" title={cockpit.format(_("$0 can't be read."), app.composeFile)}>
                    <FailureDetail text={file.detail} />
                </Notice>
            </div>
        );
    case "read":
        return (
            <div className="am-tab">
                <div className="am-toolbar">
                    <code dir="ltr">{app.composeFile}</code>
                    <CopyButton text={file.value} label={_("Copy the file")} />
                </div>
                <pre className="am-log" dir="ltr" tabIndex={0} role="region" aria-label={_("Compose file")}>
                    {file.value}
                </pre>
            </div>
        );
    }
}
