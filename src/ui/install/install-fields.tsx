// SPDX-License-Identifier: LGPL-2.1-or-later
/** The fields of the install dialog, each with what is wrong below it, and the rest of the check below all. */
import { Checkbox } from "@patternfly/react-core/dist/esm/components/Checkbox";
import { ExpandableSection } from "@patternfly/react-core/dist/esm/components/ExpandableSection";
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { FormSelect, FormSelectOption } from "@patternfly/react-core/dist/esm/components/FormSelect";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput";
import cockpit from "cockpit";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Check, InstallDraft, Setting } from "../../apps/install/check";
import type { Failure } from "../ask";
import { FailureAlert } from "../failure-alert";
import { number } from "../quantity";
import { CheckList } from "./check-list";
import { checkText } from "./check-text";
import { placeOf } from "./field-error";
import { FieldHelp } from "./field-help";
import { checksOf, isPrivilege, settingProblem, valueOf, type InstallForm } from "./install-form";
import { nameProblem } from "./name-rule";
import { SettingField } from "./setting-field";

const _ = cockpit.gettext;

interface InstallFieldsProps {
    draft: InstallDraft;
    form: InstallForm;
    /** Undefined while the host is asked. */
    checks: readonly Check[] | undefined;
    failure: Failure | undefined;
    busy: boolean;
    isAllowed: boolean;
    setIsAllowed(isAllowed: boolean): void;
    change(form: InstallForm): void;
}

export function InstallFields(props: InstallFieldsProps) {
    const { draft, form, failure, busy, change } = props;
    const checks = useLast(props.checks, form);
    const place = failure === undefined ? undefined : placeOf(failure.Code);
    const nameField = useRef<HTMLInputElement>(null);
    const ports = draft.settings.filter(({ kind }) => kind === "port");
    const others = draft.settings.filter(({ kind }) => kind !== "port");

    useEffect(() => {
        nameField.current?.focus();
        nameField.current?.select();
    }, []);
    useEffect(() => {
        if (place === "name")
            nameField.current?.focus();
    }, [place]);

    const nameStop = checksOf(checks, "customer_app_name").find(check => check.level === "stop");
    const nameSaid = nameProblem(form.name)
        || (place === "name" && failure !== undefined ? failure.Message : "")
        || (nameStop === undefined ? "" : checkText(nameStop));
    const versionStop = checksOf(checks, "app_version").find(check => check.level === "stop");
    const versionSaid = (place === "version" && failure !== undefined ? failure.Message : "")
        || (versionStop === undefined ? "" : checkText(versionStop));

    const field = (setting: Setting) => (
        <SettingField
            key={setting.key}
            setting={setting}
            value={form.values[setting.key] ?? ""}
            problem={settingProblem(setting, form)}
            checks={checksOf(checks, `settings.${setting.key}`)}
            isDisabled={busy}
            onChange={value => change({ ...form, values: { ...form.values, [setting.key]: value } })}
        />
    );

    return (
        <>
            {failure !== undefined && place === "form" && <FailureAlert failure={failure} />}
            <FormGroup fieldId="install-name" label={_("Name")}>
                <TextInput
                    id="install-name"
                    ref={nameField}
                    value={form.name}
                    validated={nameSaid === "" ? "default" : "error"}
                    isDisabled={busy}
                    aria-describedby="install-name-help"
                    autoComplete="off"
                    autoCapitalize="none"
                    spellCheck={false}
                    dir="ltr"
                    onChange={(_event, name) => change({ ...form, name })}
                />
                <FieldHelp
                    id="install-name-help"
                    problem={nameSaid}
                    hint={_("Lowercase letters and digits. It can't be changed later.")}
                />
            </FormGroup>
            <FormGroup fieldId="install-version" label={_("Version")}>
                <FormSelect
                    id="install-version"
                    value={form.version}
                    validated={versionSaid === "" ? "default" : "error"}
                    isDisabled={busy}
                    aria-describedby="install-version-help"
                    onChange={(_event, version) => change({ ...form, version })}
                >
                    {draft.versions.map(version => <FormSelectOption key={version} value={version} label={version} />)}
                </FormSelect>
                <FieldHelp id="install-version-help" problem={versionSaid} />
            </FormGroup>
            {failure !== undefined && place === "settings" && <FailureAlert failure={failure} />}
            {ports.map(field)}
            {others.length > 0 && (
                <MoreSettings count={others.length} mustShow={others.some(({ key }) => hasStop(checks, key))}>
                    {others.map(field)}
                </MoreSettings>
            )}
            <Rest {...props} checks={checks} />
        </>
    );
}

/** While the host is asked anew, its last words on what has not changed stay, so that the dialog does not jump. */
function useLast(checks: readonly Check[] | undefined, form: InstallForm): readonly Check[] {
    const [last, setLast] = useState<{ checks: readonly Check[], form: InstallForm }>({ checks: [], form });
    useEffect(() => {
        if (checks !== undefined)
            setLast({ checks, form });
    }, [checks, form]);
    return checks ?? last.checks.filter(({ field }) => valueOf(last.form, field) === valueOf(form, field));
}

function hasStop(checks: readonly Check[], key: string): boolean {
    return checksOf(checks, `settings.${key}`).some(check => check.level === "stop");
}

function MoreSettings({ count, mustShow, children }: { count: number, mustShow: boolean, children: ReactNode }) {
    const [isOpen, setIsOpen] = useState(false);
    return (
        <ExpandableSection
            toggleText={cockpit.format(
                cockpit.ngettext("More settings ($0)", "More settings ($0)", count), number(count))}
            isExpanded={isOpen || mustShow}
            onToggle={(_event, expanded) => setIsOpen(expanded)}
        >
            <div className="pf-v6-c-form am-more">{children}</div>
        </ExpandableSection>
    );
}

/** What belongs to no field: the host's resources, and what the app would be allowed to do. */
function Rest({ checks, isAllowed, setIsAllowed, busy }: InstallFieldsProps & { checks: readonly Check[] }) {
    const general = checks.filter(check => check.field === undefined);
    const privileges = general.filter(isPrivilege);
    const others = general.filter(check => !isPrivilege(check));
    return (
        <>
            {others.length > 0 && <CheckList checks={others} />}
            {privileges.length > 0 && (
                <FormGroup role="group" fieldId="install-allow" label={_("The app asks for more rights than usual")}>
                    <CheckList checks={privileges} />
                    <Checkbox
                        id="install-allow"
                        label={_("I allow this")}
                        isChecked={isAllowed}
                        isDisabled={busy}
                        onChange={(_event, checked) => setIsAllowed(checked)}
                    />
                </FormGroup>
            )}
        </>
    );
}
