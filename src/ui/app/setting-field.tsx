// SPDX-License-Identifier: LGPL-2.1-or-later
/** One variable of an app that the admin may set: a port is a number, with a free one a click away. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput";
import cockpit from "cockpit";
import type { Check, Setting } from "../../apps/install/check";
import { FieldHelp } from "../parts/field-help";
import { checkText } from "../words/check-text";
import { localized } from "../words/localized";

const _ = cockpit.gettext;

interface SettingFieldProps {
    setting: Setting;
    value: string;
    /** What is wrong with it at sight, "" if nothing. */
    problem: string;
    /** What the host says of it, worst first. */
    checks: readonly Check[];
    isDisabled: boolean;
    onChange(value: string): void;
}

export function settingName({ label, key }: Setting): string {
    return label === undefined ? key : localized(label, cockpit.language || "en");
}

export function SettingField({ setting, value, problem, checks, isDisabled, onChange }: SettingFieldProps) {
    const id = `install-${setting.key}`;
    const stop = checks.find(check => check.level === "stop");
    const said = problem || (stop === undefined ? "" : checkText(stop));
    const free = stop?.is === "blocked-port" || (stop?.is === "port" && problem === "") ? stop.free : undefined;
    const isPort = setting.kind === "port";
    return (
        <FormGroup fieldId={id} label={settingName(setting)}>
            <TextInput
                id={id}
                className={isPort ? "am-port" : ""}
                value={value}
                validated={said === "" ? "default" : "error"}
                isDisabled={isDisabled}
                aria-describedby={`${id}-help`}
                autoComplete="off"
                spellCheck={false}
                dir="ltr"
                {...(isPort && { inputMode: "numeric", maxLength: 5 })}
                onChange={(_event, text) => onChange(isPort ? text.trim() : text)}
            />
            <FieldHelp id={`${id}-help`} problem={said}>
                {free !== undefined && (
                    <>
                        {" "}
                        <Button variant="link" isInline onClick={() => onChange(String(free))}>
                            {cockpit.format(_("Use $0"), String(free))}
                        </Button>
                    </>
                )}
            </FieldHelp>
        </FormGroup>
    );
}
