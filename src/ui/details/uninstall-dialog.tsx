// SPDX-License-Identifier: LGPL-2.1-or-later
/** Uninstalling asks what becomes of the data; deleting them wants the app's name typed. */
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput";
import cockpit from "cockpit";
import { useState } from "react";
import type { AppOverview } from "../../apps/status/overview";
import { ActionDialog } from "../action-dialog";
import { ask, type Failure } from "../ask";
import { FailureAlert } from "../failure-alert";
import { usePage } from "../page-context";
import { Belongings } from "./belongings";

const _ = cockpit.gettext;

interface UninstallDialogProps {
    app: AppOverview;
    /** The app is uninstalled already, and its data were kept. */
    dataOnly: boolean;
}

export function UninstallDialog({ app, dataOnly }: UninstallDialogProps) {
    const { manager, toasts, dialogs: { close } } = usePage();
    const [purge, setPurge] = useState(dataOnly);
    const [typed, setTyped] = useState("");
    const [busy, setBusy] = useState(false);
    const [failure, setFailure] = useState<Failure>();
    const name = app.record.customer_name;
    const confirmed = !purge || typed === name;

    const uninstall = async (): Promise<void> => {
        setBusy(true);
        setFailure(undefined);
        const { body } = await ask(manager, "AppUninstall", { app_id: app.record.app_id, purge });
        setBusy(false);
        if (body.Error !== undefined) {
            setFailure(body.Error);
            return;
        }
        close();
        toasts.success(cockpit.format(
            purge ? _("$0 and its data are deleted.") : _("$0 is uninstalled. Its data are kept."), name));
        if (cockpit.location.path[0] === "app")
            cockpit.location.go([]);
    };

    return (
        <ActionDialog
            id="uninstall"
            title={cockpit.format(dataOnly ? _("Delete the data of $0?") : _("Uninstall $0?"), name)}
            action={purge ? _("Delete app and data") : _("Uninstall")}
            variant="danger"
            hasWarning
            isText
            busy={busy}
            isDisabled={!confirmed}
            act={() => void uninstall()}
            close={close}
        >
            {failure !== undefined && <FailureAlert failure={failure} />}
            {!dataOnly && (
                <FormGroup role="radiogroup" isStack fieldId="uninstall" label={_("What becomes of its data?")}>
                    <Radio
                        id="uninstall-keep"
                        name="uninstall-data"
                        label={_("Keep the data")}
                        description={_("The app can be restored later. Its name stays taken.")}
                        isChecked={!purge}
                        isDisabled={busy}
                        onChange={() => setPurge(false)}
                    />
                    <Radio
                        id="uninstall-delete"
                        name="uninstall-data"
                        label={_("Delete the data")}
                        description={_("Everything that belongs to the app is removed. This cannot be undone.")}
                        isChecked={purge}
                        isDisabled={busy}
                        onChange={() => setPurge(true)}
                    />
                </FormGroup>
            )}
            <Belongings appId={app.record.app_id} purge={purge} />
            {purge && (
                <FormGroup
                    fieldId="uninstall-confirm"
                    label={cockpit.format(_("Type $0 to confirm"), name)}
                >
                    <TextInput
                        id="uninstall-confirm"
                        value={typed}
                        isDisabled={busy}
                        autoComplete="off"
                        spellCheck={false}
                        dir="ltr"
                        onChange={(_event, value) => setTyped(value)}
                    />
                </FormGroup>
            )}
        </ActionDialog>
    );
}
