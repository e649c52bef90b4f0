// SPDX-License-Identifier: LGPL-2.1-or-later
/** Asks to which of several places an app is backed up. */
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio";
import cockpit from "cockpit";
import { useState } from "react";
import { usePage } from "../page/page-context";
import { useOperation } from "../page/use-operation";
import { ActionDialog } from "../parts/action-dialog";
import { FailureAlert } from "../parts/failure-alert";
import { placeProblemText } from "../words/backup-words";
import type { PlaceState } from "./backup-answers";

const _ = cockpit.gettext;

interface BackUpDialogProps {
    appId: string;
    name: string;
    places: readonly PlaceState[];
}

export function BackUpDialog({ appId, name, places }: BackUpDialogProps) {
    const { dialogs: { close } } = usePage();
    const [chosen, setChosen] = useState((places.find(({ problem }) => problem === null) ?? places[0])?.place ?? "");
    const { busy, failure, run } = useOperation();
    return (
        <ActionDialog
            id="back-up"
            title={cockpit.format(_("Back up $0"), name)}
            action={_("Back up")}
            busy={busy}
            act={() => void run("AppBackup", { app_id: appId, place: chosen }, close)}
            close={close}
        >
            {failure !== undefined && <FailureAlert failure={failure} />}
            <FormGroup role="radiogroup" isStack fieldId="back-up-place" label={_("Place")}>
                {places.map(({ place, location, problem }) => (
                    <Radio
                        key={place}
                        id={`back-up-${place}`}
                        name="back-up-place"
                        label={place}
                        description={problem === null ? location : placeProblemText(problem)}
                        isChecked={chosen === place}
                        isDisabled={busy}
                        onChange={() => setChosen(place)}
                    />
                ))}
            </FormGroup>
            <p className="am-muted">
                {_("The app is stopped while its data is copied on this server. It runs while the copy is uploaded.")}
            </p>
        </ActionDialog>
    );
}
