// SPDX-License-Identifier: LGPL-2.1-or-later
/** An app that can get a newer version, and what keeps it from that now. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import cockpit from "cockpit";
import { useId } from "react";
import { ActionFailure } from "../app/action-failure";
import { ChangeDialog } from "../app/change-dialog";
import { AppLogo } from "../app/logo";
import { StatusLabel } from "../app/status-label";
import { UpdateStep } from "../app/update-step";
import { usePage } from "../page/page-context";
import { hrefOf } from "../route";
import { isUpdating } from "../words/status-word";
import { notNow } from "./not-now";
import type { Update } from "./update";

const _ = cockpit.gettext;

export function UpdateRow({ app, version }: Update) {
    const { dialogs } = usePage();
    const id = useId();
    const { record } = app;
    const name = record.customer_name;
    const reason = notNow(app);
    return (
        <li className="am-app" data-app={record.app_id}>
            <AppLogo record={record} />
            <a className="am-app__name" href={hrefOf({ view: "app", id: record.app_id, tab: "overview" })}>{name}</a>
            <StatusLabel app={app} />
            <div id={id} className="am-app__news">
                {isUpdating(app) ? <UpdateStep app={app} /> : <span className="am-muted">{reason}</span>}
            </div>
            <span className="am-app__version">
                {record.trade_mark} <span dir="ltr">{cockpit.format(_("$0 → $1"), record.version, version)}</span>
            </span>
            <span className="am-buttons">
                <Button
                    variant="secondary"
                    size="sm"
                    aria-label={cockpit.format(_("Update $0 to $1"), name, version)}
                    aria-describedby={id}
                    isAriaDisabled={reason !== ""}
                    onClick={() => dialogs.show(<ChangeDialog app={app} version={version} />)}
                >
                    {_("Update")}
                </Button>
            </span>
            <ActionFailure appId={record.app_id} />
        </li>
    );
}
