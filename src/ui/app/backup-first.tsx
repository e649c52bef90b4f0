// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether the app is backed up as it is before a change, and where. */
import { Checkbox } from "@patternfly/react-core/dist/esm/components/Checkbox";
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { FormSelect, FormSelectOption } from "@patternfly/react-core/dist/esm/components/FormSelect";
import cockpit from "cockpit";

const _ = cockpit.gettext;

interface BackupFirstProps {
    /** There is one at least. */
    places: readonly string[];
    /** "" for no backup. */
    chosen: string;
    busy: boolean;
    choose(place: string): void;
}

export function BackupFirst({ places, chosen, busy, choose }: BackupFirstProps) {
    const [first = ""] = places;
    return (
        <>
            <Checkbox
                id="change-backup"
                label={_("Also back up the app as it is now")}
                description={_("What is copied is uploaded after the change, while the app runs.")}
                isChecked={chosen !== ""}
                isDisabled={busy}
                onChange={(_event, isChecked) => choose(isChecked ? first : "")}
            />
            {chosen !== "" && places.length > 1 && (
                <FormGroup fieldId="change-backup-place" label={_("Place")}>
                    <FormSelect
                        id="change-backup-place"
                        value={chosen}
                        isDisabled={busy}
                        onChange={(_event, place) => choose(place)}
                    >
                        {places.map(place => <FormSelectOption key={place} value={place} label={place} />)}
                    </FormSelect>
                </FormGroup>
            )}
        </>
    );
}
