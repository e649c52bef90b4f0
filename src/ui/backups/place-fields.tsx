// SPDX-License-Identifier: LGPL-2.1-or-later
/** The fields of a place, each with its hint or with what is wrong with it. */
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { FormSelect, FormSelectOption } from "@patternfly/react-core/dist/esm/components/FormSelect";
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput";
import cockpit from "cockpit";
import { useEffect, useRef, type RefObject } from "react";
import { placeKinds } from "../../apps/backup/place";
import type { Failure } from "../ask";
import { FieldHelp } from "../parts/field-help";
import { Notice } from "../parts/notice";
import { placeKindWord, placeNameProblem } from "../words/backup-words";
import { credentialWords, fieldOf, fieldText, locationHint, type PlaceField, type PlaceForm } from "./place-form";

const _ = cockpit.gettext;

interface PlaceFieldsProps {
    form: PlaceForm;
    failure: Failure | undefined;
    busy: boolean;
    change(next: Partial<PlaceForm>): void;
}

export function PlaceFields({ form, failure, busy, change }: PlaceFieldsProps) {
    const { kind, isExisting } = form;
    const wrong = failure === undefined ? undefined : fieldOf(failure);
    const said = (field: PlaceField) => failure !== undefined && wrong === field ? fieldText(failure) : "";
    const name = useRef<HTMLInputElement>(null);
    const location = useRef<HTMLInputElement>(null);
    const user = useRef<HTMLInputElement>(null);
    const secret = useRef<HTMLInputElement>(null);
    const password = useRef<HTMLInputElement>(null);
    const credentials = credentialWords(kind);

    useEffect(() => location.current?.focus(), [location]);
    // Where the error is, once the fields can be typed in again.
    useEffect(() => {
        if (!busy && wrong !== undefined)
            ({ name, location, user, secret, password })[wrong].current?.focus();
    }, [busy, wrong, name, location, user, secret, password]);

    return (
        <>
            <div className="am-pair">
                <TextField
                    id="place-name"
                    label={_("Name")}
                    field={name}
                    value={form.name}
                    problem={placeNameProblem(form.name) || said("name")}
                    isDisabled={busy}
                    change={value => change({ name: value })}
                />
                <FormGroup fieldId="place-kind" label={_("Kind")}>
                    <FormSelect
                        id="place-kind"
                        value={kind}
                        isDisabled={busy}
                        onChange={(_event, value) => change({ kind: placeKinds.find(one => one === value) ?? "local" })}
                    >
                        {placeKinds.map(one => <FormSelectOption key={one} value={one} label={placeKindWord(one)} />)}
                    </FormSelect>
                </FormGroup>
            </div>
            <TextField
                id="place-location"
                label={_("Location")}
                field={location}
                value={form.location}
                problem={said("location")}
                hint={locationHint(kind)}
                isDisabled={busy}
                change={value => change({ location: value })}
            />
            {kind === "local" && (
                <Notice variant="info" title={_("A disk that fails takes the backups on it with it.")}>
                    {_("Use a disk that the apps are not on, or better, another machine.")}
                </Notice>
            )}
            {credentials !== undefined && (
                <div className="am-pair">
                    <TextField
                        id="place-user"
                        label={credentials.user}
                        field={user}
                        value={form.user}
                        problem={said("user")}
                        isDisabled={busy}
                        change={value => change({ user: value })}
                    />
                    <TextField
                        id="place-secret"
                        label={credentials.secret}
                        field={secret}
                        value={form.secret}
                        problem={said("secret")}
                        isSecret
                        isDisabled={busy}
                        change={value => change({ secret: value })}
                    />
                </div>
            )}
            <FormGroup role="radiogroup" isStack fieldId="place-encryption" label={_("Password of the backups")}>
                <Radio
                    id="place-make"
                    name="place-encryption"
                    label={_("Make one for me")}
                    description={_("For a new place. The password is shown once.")}
                    isChecked={!isExisting}
                    isDisabled={busy}
                    onChange={() => change({ isExisting: false, password: "" })}
                />
                <Radio
                    id="place-enter"
                    name="place-encryption"
                    label={_("Enter the password of existing backups")}
                    isChecked={isExisting}
                    isDisabled={busy}
                    onChange={() => change({ isExisting: true })}
                />
            </FormGroup>
            {isExisting && (
                <TextField
                    id="place-password"
                    label={_("Password")}
                    field={password}
                    value={form.password}
                    problem={said("password")}
                    isSecret
                    isDisabled={busy}
                    change={value => change({ password: value })}
                />
            )}
        </>
    );
}

interface TextFieldProps {
    id: string;
    label: string;
    field?: RefObject<HTMLInputElement>;
    value: string;
    problem?: string;
    hint?: string;
    isSecret?: boolean;
    isDisabled: boolean;
    change(value: string): void;
}

function TextField({ id, label, field, value, problem = "", hint = "", isSecret = false, isDisabled, change }: TextFieldProps) {
    return (
        <FormGroup fieldId={id} label={label}>
            <TextInput
                id={id}
                ref={field}
                type={isSecret ? "password" : "text"}
                value={value}
                validated={problem === "" ? "default" : "error"}
                isDisabled={isDisabled}
                aria-describedby={`${id}-help`}
                // Browsers would keep it.
                autoComplete={isSecret ? "new-password" : "off"}
                autoCapitalize="none"
                spellCheck={false}
                dir="ltr"
                onChange={(_event, next) => change(next)}
            />
            <FieldHelp id={`${id}-help`} problem={problem} hint={hint} />
        </FormGroup>
    );
}
