// SPDX-License-Identifier: LGPL-2.1-or-later
/** The fields of the install dialog, each with what is wrong below it, and the rest of the check below all. */
import { Checkbox } from "@patternfly/react-core/dist/esm/components/Checkbox";
import { ExpandableSection } from "@patternfly/react-core/dist/esm/components/ExpandableSection";
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { FormSelect, FormSelectOption } from "@patternfly/react-core/dist/esm/components/FormSelect";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput";
import cockpit from "cockpit";
import { Fragment, useEffect, useRef, useState, type ReactNode } from "react";
import type { Check, InstallDraft, Setting } from "../../../apps/install/check";
import type { OfferedPort } from "../../../apps/install/reach";
import { fixedName, fixedNumber, ReachField } from "../../app/reach-field";
import { SettingField, settingName } from "../../app/setting-field";
import type { Failure } from "../../ask";
import { FailureAlert } from "../../parts/failure-alert";
import { FieldHelp } from "../../parts/field-help";
import { checkText } from "../../words/check-text";
import { nameProblem } from "../../words/name-rule";
import { number } from "../../words/quantity";
import { CheckList } from "./check-list";
import { formPlaceOf } from "./field-error";
import { checksOf, isPrivilege, rightsIn, settingProblem, valueOf, type InstallForm } from "./install-form";

const _ = cockpit.gettext;

interface InstallFieldsProps {
    draft: InstallDraft;
    form: InstallForm;
    /** Undefined while the host is asked. */
    checks: readonly Check[] | undefined;
    failure: Failure | undefined;
    busy: boolean;
    /** The rights that the admin has allowed, as `rightsIn` has them. */
    allowed: string | undefined;
    setAllowed(rights: string | undefined): void;
    change(form: InstallForm): void;
}

export function InstallFields(props: InstallFieldsProps) {
    const { draft, form, failure, busy, change } = props;
    const checks = useLast(props.checks, form);
    const place = failure === undefined ? undefined : formPlaceOf(failure.Code);
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

    // What belongs to no field: the host's resources.
    const general = checks.filter(check => check.field === undefined && !isPrivilege(check));
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
            problem={settingProblem(setting, form, draft.ports)}
            checks={checksOf(checks, `settings.${setting.key}`)}
            isDisabled={busy}
            onChange={value => change({ ...form, values: { ...form.values, [setting.key]: value } })}
        />
    );

    const reachField = (port: OfferedPort, name: string) => (
        <ReachField
            key={`reach ${port.key}`}
            port={port}
            number={form.values[port.key] ?? fixedNumber(port)}
            name={draft.ports.length === 1 ? undefined : name}
            hostName={draft.hostName}
            reach={form.reach[port.key] ?? port.reach}
            isDisabled={busy}
            onChange={reach => change({ ...form, reach: { ...form.reach, [port.key]: reach } })}
        />
    );

    return (
        <>
            <Privileges {...props} checks={checks} />
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
            {ports.map(setting => (
                <Fragment key={setting.key}>
                    {field(setting)}
                    {draft.ports.filter(({ key }) => key === setting.key).map(port => reachField(port, settingName(setting)))}
                </Fragment>
            ))}
            {draft.ports.filter(({ key }) => !ports.some(setting => setting.key === key))
                .map(port => reachField(port, fixedName(port)))}
            {others.length > 0 && (
                <MoreSettings count={others.length} mustShow={others.some(({ key }) => hasStop(checks, key))}>
                    {others.map(field)}
                </MoreSettings>
            )}
            {general.length > 0 && <CheckList checks={general} />}
        </>
    );
}

/** While the host is checked again, the previous results for unchanged fields stay, so that the dialog does not jump. */
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

/** What the app would be allowed to do: first of all, as the installation needs a word on it. */
function Privileges({ checks, allowed, setAllowed, busy }: InstallFieldsProps & { checks: readonly Check[] }) {
    const privileges = checks.filter(isPrivilege);
    if (privileges.length === 0)
        return null;
    return (
        <FormGroup role="group" fieldId="install-allow" label={_("The app asks for more rights than usual")}>
            <CheckList checks={privileges} />
            <Checkbox
                id="install-allow"
                label={_("I allow this")}
                isChecked={allowed === rightsIn(checks)}
                isDisabled={busy}
                onChange={(_event, isChecked) => setAllowed(isChecked ? rightsIn(checks) : undefined)}
            />
        </FormGroup>
    );
}
