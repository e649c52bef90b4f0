// SPDX-License-Identifier: LGPL-2.1-or-later
/** Asked before an app is restored whose kept data is no longer there: what is missing, by name. */
import cockpit from "cockpit";
import { ActionDialog } from "../action-dialog";
import { askToAllow } from "../ask-to-allow";
import { FailureAlert } from "../failure-alert";
import { Notice } from "../notice";
import { usePage } from "../page-context";
import { useOperation } from "../use-operation";

const _ = cockpit.gettext;

interface RestoreDialogProps {
    appId: string;
    name: string;
    /** Names of the volumes that are gone. */
    missing: string;
}

export function RestoreDialog({ appId, name, missing }: RestoreDialogProps) {
    const page = usePage();
    const { close } = page.dialogs;
    const body = { app_id: appId, accept_data_loss: true };
    const { busy, failure, run } = useOperation(
        refusal => askToAllow(page, { appId, name, operation: "AppRestore", body }, refusal));

    return (
        <ActionDialog
            id="restore"
            title={cockpit.format(_("Restore $0 without its data?"), name)}
            action={_("Restore without data")}
            variant="danger"
            hasWarning
            isText
            busy={busy}
            act={() => void run("AppRestore", body, close)}
            close={close}
        >
            {failure !== undefined && <FailureAlert failure={failure} />}
            <Notice variant="danger" title={_("Volumes that were kept no longer exist")}>{missing}</Notice>
            <p>{_("The app will start with empty volumes. If you have a backup, restore the volumes first.")}</p>
        </ActionDialog>
    );
}
