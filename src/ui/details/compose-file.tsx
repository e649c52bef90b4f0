// SPDX-License-Identifier: LGPL-2.1-or-later
/** The compose file of an app, to be read and copied. */
import cockpit from "cockpit";
import { useCallback } from "react";
import type { AppOverview } from "../../apps/status/overview";
import { usePage } from "../page/page-context";
import { FileTab } from "./file-tab";

const _ = cockpit.gettext;

export function ComposeFile({ app }: { app: AppOverview }) {
    const { manager } = usePage();
    const id = app.record.app_id;
    return (
        <FileTab
            path={app.composeFile}
            read={useCallback(() => manager.composeFile(id), [manager, id])}
            textOf={text => text}
        >
            {text => (
                <pre className="am-log" dir="ltr" tabIndex={0} role="region" aria-label={_("Compose file")}>{text}</pre>
            )}
        </FileTab>
    );
}
