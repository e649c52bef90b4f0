// SPDX-License-Identifier: LGPL-2.1-or-later
/** The compose file of an app, to be read and copied. */
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import { useEffect, useState } from "react";
import type { AppOverview } from "../../apps/overview";
import { CopyButton } from "../copy-button";
import { FailureDetail } from "../failure-alert";
import { messageOf } from "../message-of";
import { Notice } from "../notice";
import { usePage } from "../page-context";

const _ = cockpit.gettext;

type FileState = { is: "loading" } | { is: "read", text: string } | { is: "failed", detail: string };

export function ComposeFile({ app }: { app: AppOverview }) {
    const file = useComposeFile(app.record.app_id);
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
                    <CopyButton text={file.text} label={_("Copy the file")} />
                </div>
                <pre className="am-log" dir="ltr" tabIndex={0} role="region" aria-label={_("Compose file")}>
                    {file.text}
                </pre>
            </div>
        );
    }
}

function useComposeFile(appId: string): FileState {
    const { manager } = usePage();
    const [state, setState] = useState<FileState>({ is: "loading" });

    useEffect(() => {
        let isCurrent = true;
        manager.composeFile(appId).then(
            text => isCurrent && setState({ is: "read", text }),
            (reason: unknown) => isCurrent && setState({ is: "failed", detail: messageOf(reason) }));
        return () => {
            isCurrent = false;
        };
    }, [manager, appId]);

    return state;
}
