// SPDX-License-Identifier: LGPL-2.1-or-later
/** Asks whether to update these apps, then asks for one after the other. What is refused is said where the app stands. */
import cockpit from "cockpit";
import { useState } from "react";
import { ask, type Failure } from "../ask";
import { usePage } from "../page/page-context";
import { ActionDialog } from "../parts/action-dialog";
import { number } from "../words/quantity";
import { failureWords } from "../words/trouble-words";
import type { Update } from "./update";

const _ = cockpit.gettext;

export function UpdateAllDialog({ updates }: { updates: readonly Update[] }) {
    const { manager, dialogs, toasts } = usePage();
    /** How many were asked for. */
    const [asked, setAsked] = useState<number>();

    const updateAll = async (): Promise<void> => {
        const failures: [string, Failure][] = [];
        for (const [index, { app: { record: { app_id: id } }, version }] of updates.entries()) {
            setAsked(index);
            toasts.setActionFailure(id, undefined);
            const { body } = await ask(manager, "AppUpdate", { app_id: id, app_version: version });
            if (body.Error !== undefined)
                failures.push([id, failureWords(body.Error)]);
        }
        dialogs.close();
        // Behind the dialog a screen reader would not hear them.
        for (const [id, failure] of failures)
            toasts.setActionFailure(id, failure);
    };

    return (
        <ActionDialog
            id="update-all"
            title={cockpit.format(
                cockpit.ngettext("Update $0 app?", "Update $0 apps?", updates.length), number(updates.length))}
            action={_("Update all")}
            isText
            busy={asked !== undefined}
            act={() => void updateAll()}
            close={dialogs.close}
        >
            <ul className="am-list">
                {updates.map(({ app: { record }, version }) => (
                    <li key={record.app_id}>
                        {cockpit.format(_("$0: $1 → $2"), record.customer_name, record.version, version)}
                    </li>
                ))}
            </ul>
            <p>{_("Images are downloaded while the apps run. Then each app is stopped while its data is saved.")}</p>
            <p>{_("If an app does not become ready, its update is undone automatically.")}</p>
            <p>{_("You can go back to the former version of each app for seven days.")}</p>
            <p role="status">
                {asked !== undefined && cockpit.format(
                    _("Requesting updates: $0 of $1"), number(asked + 1), number(updates.length))}
            </p>
        </ActionDialog>
    );
}
