// SPDX-License-Identifier: LGPL-2.1-or-later
/** Asked before an app runs what its files say by now: how that differs from what was allowed. */
import cockpit from "cockpit";
import { ActionDialog } from "./action-dialog";
import { usePage } from "./page-context";

const _ = cockpit.gettext;

interface ChangesDialogProps {
    name: string;
    /** The diff as the interface answers it. */
    changes: string;
    /** `digest` stands for what is shown. */
    allow(digest: string): void;
}

export function ChangesDialog({ name, changes, allow }: ChangesDialogProps) {
    const { dialogs: { close } } = usePage();
    const digest = /^\+\+\+ ([0-9a-f]{64})$/m.exec(changes)?.[1];
    const lines = changes.split("\n").filter(line => !/^(?:---|\+\+\+) /.test(line));

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
            <p>{_("The app's files have changed since they were allowed. Allow only changes that you made.")}</p>
            <p>{_("An app that changes its own files may be trying to take over this server.")}</p>
            <pre className="am-raw am-diff" dir="ltr" tabIndex={0} role="group" aria-label={_("Changes")}>
                {lines.map((line, at) => <Line key={at} text={line} />)}
            </pre>
        </ActionDialog>
    );
}

function Line({ text }: { text: string }) {
    if (text.startsWith("+"))
        return <ins>{`${text}\n`}</ins>;
    return text.startsWith("-") ? <del>{`${text}\n`}</del> : <>{`${text}\n`}</>;
}
