// SPDX-License-Identifier: LGPL-2.1-or-later
/** Another version, other settings or new images for an app: says what that does before it is done. */
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import { usePage } from "../page/page-context";
import { ActionDialog } from "../parts/action-dialog";
import { FailureAlert } from "../parts/failure-alert";
import { BackupFirst } from "./backup-first";
import { ChangeSummary } from "./change-summary";
import { FilesChanged } from "./files-changed";
import { RevisionFields, useRevision } from "./revision-fields";
import { useChange } from "./use-change";

const _ = cockpit.gettext;

interface ChangeDialogProps {
    app: AppOverview;
    /** Is chosen at first. */
    version?: string;
    /** It gets the images that its tags stand for by now, and stays as it is else. */
    newImages?: boolean;
}

export function ChangeDialog({ app: { record }, version, newImages = false }: ChangeDialogProps) {
    const { dialogs: { close } } = usePage();
    const revision = useRevision(record, version);
    const isEmpty = revision.isEmpty && !newImages;
    const { busy, failure, files, seen, isRefused, places, backupTo, chooseBackup, act } = useChange(
        record.app_id, { ...revision.parameters, ...newImages && { new_images: true } });

    return (
        <ActionDialog
            id="change"
            title={cockpit.format(newImages ? _("Update the images of $0") : _("Change $0"), record.customer_name)}
            action={seen === undefined ? _("Continue") : _("Change")}
            busy={busy}
            isDisabled={revision.isWrong || isEmpty || files.isToAllow || isRefused}
            reason={isEmpty ? _("Choose another version or another setting first.")
                : files.isToAllow ? _("Allow the changes first.") : ""}
            act={act}
            close={close}
        >
            {failure !== undefined && files.changes === undefined && <FailureAlert failure={failure} />}
            <FilesChanged id="change" files={files} />
            {seen?.refusals.map((refusal, at) => <FailureAlert key={at} failure={refusal} />)}
            {newImages
                ? <p>{_("The app gets the images that its tags stand for now. Its version and its settings stay the same.")}</p>
                : <RevisionFields id="change" record={record} revision={revision} busy={busy} />}
            {seen !== undefined && !isRefused && (
                <>
                    <ChangeSummary preview={seen.preview} />
                    {places.length > 0 && <BackupFirst places={places} chosen={backupTo} busy={busy} choose={chooseBackup} />}
                </>
            )}
        </ActionDialog>
    );
}
