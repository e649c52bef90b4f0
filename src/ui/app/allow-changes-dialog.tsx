// SPDX-License-Identifier: LGPL-2.1-or-later
/** Asked before an app runs what its files say by now: how that differs from what was allowed. */
import cockpit from "cockpit";
import { digestIn } from "../../apps/definition/digest";
import { usePage } from "../page/page-context";
import { ActionDialog } from "../parts/action-dialog";
import { DefinitionDiff } from "./definition-diff";

const _ = cockpit.gettext;

interface AllowChangesDialogProps {
    name: string;
    /** The diff as the interface answers it. */
    changes: string;
    /** `digest` stands for what is shown. */
    allow(digest: string): void;
}

export function AllowChangesDialog({ name, changes, allow }: AllowChangesDialogProps) {
    const { dialogs: { close } } = usePage();
    const digest = digestIn(changes);

    return (
        <ActionDialog
            id="changes"
            title={cockpit.format(_("Allow the changes to $0?"), name)}
            action={_("Allow and start")}
            variant="danger"
            hasWarning
            busy={false}
            isDisabled={digest === undefined}
            reason={_("The changes can't be shown. Undo them in the app's folder.")}
            act={() => {
                close();
                if (digest !== undefined)
                    allow(digest);
            }}
            close={close}
        >
            <DefinitionDiff changes={changes} />
        </ActionDialog>
    );
}
