// SPDX-License-Identifier: LGPL-2.1-or-later
/** Removing a place forgets it; what is there stays. */
import cockpit from "cockpit";
import type { PlaceState } from "../app/backup-answers";
import { usePage } from "../page/page-context";
import { useOperation } from "../page/use-operation";
import { ActionDialog } from "../parts/action-dialog";
import { FailureAlert } from "../parts/failure-alert";

const _ = cockpit.gettext;

interface RemovePlaceDialogProps {
    place: PlaceState;
    /** A schedule backs up to it, and has to go first. */
    isScheduled: boolean;
    /** Called once it is no longer in the list. */
    changed(): void;
}

export function RemovePlaceDialog({ place: { place, location }, isScheduled, changed }: RemovePlaceDialogProps) {
    const { toasts, dialogs: { close } } = usePage();
    const { busy, failure, run } = useOperation();
    const remove = () => run("BackupPlaceRemove", { place }, () => {
        close();
        changed();
        toasts.success(cockpit.format(_("The place $0 was removed. Its backups were kept."), place));
    });
    return (
        <ActionDialog
            id="remove-place"
            title={cockpit.format(_("Remove the place $0?"), place)}
            action={_("Remove")}
            variant="danger"
            isText
            busy={busy}
            isDisabled={isScheduled}
            reason={_("Remove or change the schedules that use it first.")}
            act={() => void remove()}
            close={close}
        >
            {failure !== undefined && <FailureAlert failure={failure} />}
            <p><code dir="ltr">{location}</code></p>
            <ul className="am-list">
                <li>{_("This server only forgets the place and its password. The backups there are kept.")}</li>
                <li>{_("To add it again, you need its password. Make sure that you have it.")}</li>
            </ul>
        </ActionDialog>
    );
}
