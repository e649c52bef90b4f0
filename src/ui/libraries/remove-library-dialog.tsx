// SPDX-License-Identifier: LGPL-2.1-or-later
/** Removing a library says what goes, the offer, and what stays: the folder, and what was installed from it. */
import cockpit from "cockpit";
import { useState } from "react";
import { displaced, type Library } from "../../apps/libraries/libraries";
import { usePage } from "../page/page-context";
import { ActionDialog } from "../parts/action-dialog";
import { number } from "../words/quantity";
import { LibraryFailure } from "./library-failure";

const _ = cockpit.gettext;

interface RemoveLibraryDialogProps {
    library: Library;
    libraries: readonly Library[];
    /** Apps on this server that were installed from it. */
    installed: number;
    /** Called once it is no longer in the list. */
    changed(): void;
}

export function RemoveLibraryDialog({ library, libraries, installed, changed }: RemoveLibraryDialogProps) {
    const { manager, toasts, dialogs: { close } } = usePage();
    const [busy, setBusy] = useState(false);
    const [failure, setFailure] = useState<{ reason: unknown }>();
    const { folder, apps } = library;
    const again = displaced(libraries, folder).length;
    const lines = [
        apps > 0 && cockpit.format(cockpit.ngettext(
            "The store no longer offers its app.", "The store no longer offers its $0 apps.", apps), number(apps)),
        again > 0 && cockpit.format(cockpit.ngettext(
            "$0 app is then offered from another library.",
            "$0 apps are then offered from other libraries.", again), number(again)),
        installed > 0
            ? cockpit.format(cockpit.ngettext(
                "$0 app that was installed from it is a copy and is not affected.",
                "$0 apps that were installed from it are copies and are not affected.", installed), number(installed))
            : _("Installed apps are copies and are not affected."),
        _("The folder and all that is in it stay as they are."),
    ].filter(line => line !== false);

    const remove = async (): Promise<void> => {
        setBusy(true);
        setFailure(undefined);
        try {
            await manager.removeLibrary(folder);
            close();
            changed();
            toasts.success(cockpit.format(_("The library $0 is removed."), folder));
        } catch (reason) {
            setFailure({ reason });
            setBusy(false);
        }
    };

    return (
        <ActionDialog
            id="remove"
            title={_("Remove this library?")}
            action={_("Remove")}
            variant="danger"
            isText
            busy={busy}
            act={() => void remove()}
            close={close}
        >
            {failure !== undefined && <LibraryFailure reason={failure.reason} />}
            <div className="am-removed">
                <p><code dir="ltr">{folder}</code></p>
                <ul className="am-list">{lines.map(line => <li key={line}>{line}</li>)}</ul>
            </div>
        </ActionDialog>
    );
}
