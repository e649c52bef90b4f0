// SPDX-License-Identifier: LGPL-2.1-or-later
/** Another version, other settings or new images for an app: says what that does before it is done. */
import cockpit from "cockpit";
import { useState } from "react";
import { changePreview, type ChangePreview } from "../../api/change-preview";
import type { AppOverview } from "../../apps/status/overview";
import type { Failure } from "../ask";
import { usePage } from "../page/page-context";
import { useOperation } from "../page/use-operation";
import { ActionDialog } from "../parts/action-dialog";
import { FailureAlert } from "../parts/failure-alert";
import { BackupFirst } from "./backup-first";
import { ChangeSummary } from "./change-summary";
import { FilesChanged, useAllowedFiles } from "./files-changed";
import { RevisionFields, useRevision } from "./revision-fields";

const _ = cockpit.gettext;

interface Seen {
    /** Of these parameters. */
    parameters: string;
    preview: ChangePreview;
    refusals: Failure[];
}

interface ChangeDialogProps {
    app: AppOverview;
    /** Is chosen at first. */
    version?: string;
    /** It gets the images that its tags stand for by now, and stays as it is else. */
    newImages?: boolean;
}

export function ChangeDialog({ app: { record }, version, newImages = false }: ChangeDialogProps) {
    const { dialogs: { close }, toasts } = usePage();
    const revision = useRevision(record, version);
    const { busy, failure, run } = useOperation();
    const files = useAllowedFiles(failure);
    const parameters = { ...revision.parameters, ...newImages && { new_images: true }, ...files.parameters };
    const isEmpty = revision.isEmpty && !newImages;
    const [last, setLast] = useState<Seen>();
    const [place, setPlace] = useState<string>();
    // What was chosen since is another change.
    const seen = last?.parameters === JSON.stringify(parameters) ? last : undefined;

    const look = () => run("AppUpdate", { ...parameters, dry_run: true }, data => {
        const preview = changePreview.parse(data);
        void failuresOf(preview).then(refusals => setLast({ parameters: JSON.stringify(parameters), preview, refusals }));
    });
    const places = seen?.preview.saves === undefined ? [] : seen.preview.places;
    // It is on until it is turned off.
    const backupTo = place ?? places[0] ?? "";
    const backup = places.length > 0 && backupTo !== "" ? { backup_to: backupTo } : {};
    const change = () => run("AppUpdate", { ...parameters, ...backup }, () => {
        toasts.setActionFailure(record.app_id, undefined);
        close();
    });

    return (
        <ActionDialog
            id="change"
            title={cockpit.format(newImages ? _("Update the images of $0") : _("Change $0"), record.customer_name)}
            action={seen === undefined ? _("Continue") : _("Change")}
            busy={busy}
            isDisabled={revision.isWrong || isEmpty || files.isToAllow || (seen !== undefined && seen.refusals.length > 0)}
            reason={isEmpty ? _("Choose another version or another setting first.")
                : files.isToAllow ? _("Allow the changes first.") : ""}
            act={() => void (seen === undefined ? look() : change())}
            close={close}
        >
            {failure !== undefined && files.changes === undefined && <FailureAlert failure={failure} />}
            <FilesChanged id="change" files={files} />
            {seen?.refusals.map((refusal, at) => <FailureAlert key={at} failure={refusal} />)}
            {newImages
                ? <p>{_("The app gets the images that its tags stand for now. Its version and its settings stay the same.")}</p>
                : <RevisionFields id="change" record={record} revision={revision} busy={busy} />}
            {seen !== undefined && seen.refusals.length === 0 && (
                <>
                    <ChangeSummary preview={seen.preview} />
                    {places.length > 0 && <BackupFirst places={places} chosen={backupTo} busy={busy} choose={setPlace} />}
                </>
            )}
        </ActionDialog>
    );
}

/** The sentences come with the first error of the interface. */
async function failuresOf({ refusals }: ChangePreview): Promise<Failure[]> {
    if (refusals.length === 0)
        return [];
    const { sentenceOf } = await import("../../api/failure");
    return refusals.map(problem => ({
        Code: problem.code, Message: sentenceOf(problem, cockpit.language || "en"),
        ...problem.detail !== undefined && { Detail: problem.detail },
    }));
}
