// SPDX-License-Identifier: LGPL-2.1-or-later
/** Ends a schedule; what it has made stays. */
import cockpit from "cockpit";
import type { Schedule } from "../../apps/backup/place";
import { usePage } from "../page/page-context";
import { useOperation } from "../page/use-operation";
import { ActionDialog } from "../parts/action-dialog";
import { FailureAlert } from "../parts/failure-alert";

const _ = cockpit.gettext;

interface RemoveScheduleDialogProps {
    schedule: Schedule;
    /** Called once it is no longer in the list. */
    changed(): void;
}

export function RemoveScheduleDialog({ schedule: { app_id: app, place }, changed }: RemoveScheduleDialogProps) {
    const { dialogs: { close } } = usePage();
    const { busy, failure, run } = useOperation();
    const body = { ...app !== null && { app_id: app }, when: "" };
    const remove = () => run("BackupSchedule", body, () => {
        close();
        changed();
    });
    return (
        <ActionDialog
            id="remove-schedule"
            title={app === null ? _("Remove the schedule for all apps?") : cockpit.format(_("Remove the schedule for $0?"), app)}
            action={_("Remove")}
            variant="danger"
            isText
            busy={busy}
            act={() => void remove()}
            close={close}
        >
            {failure !== undefined && <FailureAlert failure={failure} />}
            <p>{cockpit.format(_("The schedule ends. The backups that it made in $0 are kept."), place)}</p>
        </ActionDialog>
    );
}
