// SPDX-License-Identifier: LGPL-2.1-or-later
/** The password that was made for a place, shown this once: the dialog stays until the admin says that it is saved. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { Checkbox } from "@patternfly/react-core/dist/esm/components/Checkbox";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal";
import cockpit from "cockpit";
import { useState } from "react";
import { usePage } from "../page/page-context";
import { CopyButton } from "../parts/copy-button";
import { Notice } from "../parts/notice";
import { recoverySheet, type Recovery } from "./recovery-sheet";
import { saveText } from "./save-text";

const _ = cockpit.gettext;

/** It is nowhere but in the properties of this dialog, which goes when it closes. */
export function SavePasswordDialog(recovery: Recovery) {
    const { dialogs: { close } } = usePage();
    const [isSaved, setIsSaved] = useState(false);
    const { place, password } = recovery;
    return (
        <Modal
            isOpen
            variant="small"
            position="top"
            aria-labelledby="save-password-title"
            aria-describedby="save-password-body"
            // Escape is pressed by accident.
            onEscapePress={() => isSaved && close()}
        >
            <ModalHeader
                labelId="save-password-title"
                title={cockpit.format(_("Save the password of $0"), place)}
            />
            <ModalBody id="save-password-body" className="am-save">
                <Notice variant="warning" title={_("Write this down. It is not shown again.")}>
                    {_("If this server is lost, the backups can be read only with this password.")}
                </Notice>
                <p className="am-credential">
                    <code className="am-save__password" dir="ltr">{password}</code>
                    <CopyButton text={password} label={_("Copy the password")} />
                </p>
                <Button
                    variant="secondary"
                    onClick={() => saveText(recoverySheet(recovery), `${place}-recovery.txt`)}
                >
                    {_("Download recovery sheet")}
                </Button>
                <Checkbox
                    id="save-password-saved"
                    label={_("I have saved the password")}
                    isChecked={isSaved}
                    onChange={(_event, isChecked) => setIsSaved(isChecked)}
                />
            </ModalBody>
            <ModalFooter>
                <Button isDisabled={!isSaved} aria-describedby="save-password-reason" onClick={close}>{_("Close")}</Button>
                <span id="save-password-reason" className="am-reason" aria-live="polite">
                    {!isSaved && _("Save the password first.")}
                </span>
            </ModalFooter>
        </Modal>
    );
}
