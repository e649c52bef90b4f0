// SPDX-License-Identifier: LGPL-2.1-or-later
/** Adding a place: where it is, and whose password encrypts it. One that is made is shown once, in a dialog of its own. */
import cockpit from "cockpit";
import { useState } from "react";
import { addedPlace } from "../../api/backup-schemas";
import type { Failure } from "../ask";
import { usePage } from "../page/page-context";
import { useOperation } from "../page/use-operation";
import { ActionDialog } from "../parts/action-dialog";
import { CopyButton } from "../parts/copy-button";
import { RawLines } from "../parts/failure-alert";
import { Notice } from "../parts/notice";
import { PlaceFields } from "./place-fields";
import { emptyForm, fieldOf, missing, requestOf, type PlaceForm } from "./place-form";
import { ResticMissingNotice } from "./restic-missing";
import { SavePasswordDialog } from "./save-password-dialog";

const _ = cockpit.gettext;

interface AddPlaceDialogProps {
    /** Names of the places that there are. */
    taken: readonly string[];
    /** Called once it is in the list. */
    changed(): void;
}

export function AddPlaceDialog({ taken, changed }: AddPlaceDialogProps) {
    const { dialogs: { close, show }, toasts } = usePage();
    const [form, setForm] = useState(() => emptyForm(taken));
    const { busy, failure, forgetFailure, run } = useOperation();
    const reason = missing(form);
    // There are backups already: making a password is no longer a choice.
    const shown: PlaceForm = failure?.Code === "Backup.WrongPassword" ? { ...form, isExisting: true } : form;

    const change = (next: Partial<PlaceForm>): void => {
        setForm({ ...shown, ...next });
        forgetFailure();
    };
    const add = () => run("BackupPlaceAdd", requestOf(shown), data => {
        const { place, password } = addedPlace.parse(data);
        changed();
        if (password === undefined) {
            close();
            toasts.success(cockpit.format(_("The place $0 was added."), place));
        } else {
            show(<SavePasswordDialog place={place} kind={form.kind} location={form.location.trim()} password={password} />);
        }
    });

    return (
        <ActionDialog
            id="place"
            title={_("Add a place for backups")}
            action={_("Add")}
            busy={busy}
            isDisabled={reason !== ""}
            reason={reason}
            act={() => void add()}
            close={close}
        >
            {failure !== undefined && fieldOf(failure) === undefined && <PlaceFailure failure={failure} />}
            <PlaceFields form={shown} failure={failure} busy={busy} change={change} />
        </ActionDialog>
    );
}

/** What was said is in sight: of a server that refuses to be logged in to, it has the key to allow. */
function PlaceFailure({ failure: { Code, Message, Detail = "" } }: { failure: Failure }) {
    if (Code === "Backup.ResticMissing")
        return <ResticMissingNotice />;
    const [key] = /^ssh-\S+ .*$/m.exec(Detail) ?? [];
    return (
        <Notice variant="danger" title={Message} spoken>
            {Detail !== "" && <RawLines text={Detail} label={_("Details")} />}
            {key !== undefined && <CopyButton text={key} label={_("Copy the key")}>{_("Copy the key")}</CopyButton>}
        </Notice>
    );
}
