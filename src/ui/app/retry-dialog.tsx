// SPDX-License-Identifier: LGPL-2.1-or-later
/** A failed installation once more, with another version or other settings: for example with a port that is free. */
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import { usePage } from "../page/page-context";
import { useOperation } from "../page/use-operation";
import { ActionDialog } from "../parts/action-dialog";
import { FailureAlert } from "../parts/failure-alert";
import { askToAllow } from "./ask-to-allow";
import { RevisionFields, useRevision } from "./revision-fields";

const _ = cockpit.gettext;

export function RetryDialog({ app: { record } }: { app: AppOverview }) {
    const page = usePage();
    const { close } = page.dialogs;
    const { app_id: appId, customer_name: name } = record;
    const revision = useRevision(record);
    // The settings are in the app's files by then.
    const again = { operation: "AppRetry", body: { app_id: appId } };
    const { busy, failure, run } = useOperation(refusal => askToAllow(page, { appId, name, ...again }, refusal));

    return (
        <ActionDialog
            id="retry"
            title={cockpit.format(_("Retry installing $0"), name)}
            action={_("Retry")}
            busy={busy}
            isDisabled={revision.isWrong}
            act={() => void run("AppRetry", revision.parameters, close)}
            close={close}
        >
            {failure !== undefined && <FailureAlert failure={failure} />}
            <RevisionFields id="retry" record={record} revision={revision} busy={busy} />
        </ActionDialog>
    );
}
