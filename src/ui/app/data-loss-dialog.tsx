// SPDX-License-Identifier: LGPL-2.1-or-later
/** Asked before an app starts whose data is no longer there: what is missing, by name. */
import cockpit from "cockpit";
import { usePage } from "../page/page-context";
import { useOperation } from "../page/use-operation";
import { ActionDialog } from "../parts/action-dialog";
import { FailureAlert } from "../parts/failure-alert";
import { Notice } from "../parts/notice";
import { askToAllow } from "./ask-to-allow";

const _ = cockpit.gettext;

interface DataLossDialogProps {
    appId: string;
    name: string;
    /** The one that was refused. */
    operation: string;
    /** Names of the volumes that are gone. */
    missing: string;
}

export function DataLossDialog({ appId, name, operation, missing }: DataLossDialogProps) {
    const page = usePage();
    const { close } = page.dialogs;
    const body = { app_id: appId, accept_data_loss: true };
    const { busy, failure, run } = useOperation(refusal => askToAllow(page, { appId, name, operation, body }, refusal));
    const isRestore = operation === "AppRestore";

    return (
        <ActionDialog
            id="data-loss"
            title={cockpit.format(isRestore ? _("Restore $0 without its data?") : _("Start $0 without its data?"), name)}
            action={isRestore ? _("Restore without data") : _("Start without data")}
            variant="danger"
            hasWarning
            isText
            busy={busy}
            act={() => void run(operation, body, close)}
            close={close}
        >
            {failure !== undefined && <FailureAlert failure={failure} />}
            <Notice variant="danger" title={_("Volumes of the app no longer exist")}>{missing}</Notice>
            <p>{_("The app will start with empty volumes. If you have a backup, restore the volumes first.")}</p>
        </ActionDialog>
    );
}
