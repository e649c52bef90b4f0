// SPDX-License-Identifier: LGPL-2.1-or-later
/** A schedule that is made or changed: of which apps, when, where to, and how many backups stay. */
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { FormSelect, FormSelectOption } from "@patternfly/react-core/dist/esm/components/FormSelect";
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput";
import cockpit from "cockpit";
import { useState } from "react";
import type { Keep, Schedule } from "../../apps/backup/place";
import { usePage } from "../page/page-context";
import { useOperation } from "../page/use-operation";
import { ActionDialog } from "../parts/action-dialog";
import { FailureAlert } from "../parts/failure-alert";
import { FieldHelp } from "../parts/field-help";
import { weekdays, weekdayWord, type When } from "../words/calendar";
import { formOf, keepKeys, keepProblem, missing, parametersOf, type ScheduleForm } from "./schedule-form";

const _ = cockpit.gettext;

interface ScheduleDialogProps {
    /** The one that is changed; its apps stay. */
    schedule?: Schedule;
    places: readonly string[];
    /** Ids of apps that it can be for, "" for all apps. */
    subjects?: readonly string[];
    /** Called once it is in the list. */
    changed(): void;
}

export function ScheduleDialog({ schedule, places, subjects = [], changed }: ScheduleDialogProps) {
    const { dialogs: { close } } = usePage();
    const [form, setForm] = useState(() => formOf(schedule, places, subjects));
    const { busy, failure, forgetFailure, run } = useOperation();
    const isWrongTime = failure?.Code === "Param.Schedule.FormatError";
    const reason = missing(form);
    const change = (next: Partial<ScheduleForm>): void => {
        setForm({ ...form, ...next });
        forgetFailure();
    };
    const save = () => run("BackupSchedule", parametersOf(form), () => {
        close();
        changed();
    });
    return (
        <ActionDialog
            id="schedule"
            title={schedule === undefined ? _("Add a schedule") : _("Change the schedule")}
            action={schedule === undefined ? _("Add") : _("Change")}
            busy={busy}
            isDisabled={reason !== ""}
            reason={reason}
            act={() => void save()}
            close={close}
        >
            {failure !== undefined && !isWrongTime && <FailureAlert failure={failure} />}
            <FormGroup fieldId="schedule-app" label={_("Apps")}>
                <FormSelect
                    id="schedule-app"
                    value={form.app}
                    isDisabled={busy || schedule !== undefined}
                    onChange={(_event, app) => change({ app })}
                >
                    {(schedule === undefined ? subjects : [form.app]).map(app => (
                        <FormSelectOption key={app} value={app} label={app === "" ? _("All apps") : app} />
                    ))}
                </FormSelect>
            </FormGroup>
            <WhenFields form={form} busy={busy} problem={isWrongTime ? failure.Detail || failure.Message : ""} change={change} />
            <FormGroup fieldId="schedule-place" label={_("Place")}>
                <FormSelect
                    id="schedule-place"
                    value={form.place}
                    isDisabled={busy}
                    onChange={(_event, place) => change({ place })}
                >
                    {[...new Set([...places, form.place])].map(place => (
                        <FormSelectOption key={place} value={place} label={place} />
                    ))}
                </FormSelect>
            </FormGroup>
            <KeepFields form={form} busy={busy} change={change} />
        </ActionDialog>
    );
}

interface FieldsProps {
    form: ScheduleForm;
    busy: boolean;
    change(next: Partial<ScheduleForm>): void;
}

function WhenFields({ form, busy, problem, change }: FieldsProps & { problem: string }) {
    const choice = (is: When["is"], label: string) => (
        <Radio
            id={`schedule-${is}`}
            name="schedule-when"
            label={label}
            isChecked={form.is === is}
            isDisabled={busy}
            onChange={() => change({ is })}
        />
    );
    return (
        <>
            <FormGroup role="radiogroup" isInline fieldId="schedule-when" label={_("When")}>
                {choice("daily", _("Daily"))}
                {choice("weekly", _("Weekly"))}
                {choice("custom", _("Custom"))}
            </FormGroup>
            {form.is === "weekly" && (
                <FormGroup fieldId="schedule-day" label={_("Day")}>
                    <FormSelect
                        id="schedule-day"
                        value={form.day}
                        isDisabled={busy}
                        onChange={(_event, day) => change({ day: weekdays.find(one => one === day) ?? form.day })}
                    >
                        {weekdays.map(day => <FormSelectOption key={day} value={day} label={weekdayWord(day)} />)}
                    </FormSelect>
                </FormGroup>
            )}
            {form.is === "custom"
                ? (
                    <FormGroup fieldId="schedule-expression" label={_("Calendar expression")}>
                        <TextInput
                            id="schedule-expression"
                            value={form.expression}
                            validated={problem === "" ? "default" : "error"}
                            isDisabled={busy}
                            aria-describedby="schedule-expression-help"
                            autoComplete="off"
                            autoCapitalize="none"
                            spellCheck={false}
                            dir="ltr"
                            onChange={(_event, expression) => change({ expression })}
                        />
                        <FieldHelp
                            id="schedule-expression-help"
                            problem={problem}
                            hint={cockpit.format(_("In systemd's format, for example $0."), "Mon..Fri 03:00")}
                        />
                    </FormGroup>
                )
                : (
                    <FormGroup fieldId="schedule-time" label={_("Time")}>
                        <TextInput
                            id="schedule-time"
                            className="am-time"
                            type="time"
                            value={form.time}
                            validated={problem === "" ? "default" : "error"}
                            isDisabled={busy}
                            aria-describedby="schedule-time-help"
                            onChange={(_event, time) => change({ time })}
                        />
                        <FieldHelp id="schedule-time-help" problem={problem} hint={_("In the time zone of this server.")} />
                    </FormGroup>
                )}
        </>
    );
}

function KeepFields({ form, busy, change }: FieldsProps) {
    const words: Record<keyof Keep, string> = { daily: _("Daily"), weekly: _("Weekly"), monthly: _("Monthly") };
    const problem = keepKeys.map(key => keepProblem(form.keep[key])).find(text => text !== "") ?? "";
    return (
        <FormGroup role="group" fieldId="schedule-keep" label={_("Backups to keep of each app")}>
            <div className="am-keep">
                {keepKeys.map(key => (
                    <label key={key} htmlFor={`schedule-keep-${key}`}>
                        {words[key]}
                        <TextInput
                            id={`schedule-keep-${key}`}
                            inputMode="numeric"
                            value={form.keep[key]}
                            validated={keepProblem(form.keep[key]) === "" ? "default" : "error"}
                            isDisabled={busy}
                            aria-describedby="schedule-keep-help"
                            autoComplete="off"
                            dir="ltr"
                            onChange={(_event, count) => change({ keep: { ...form.keep, [key]: count.trim() } })}
                        />
                    </label>
                ))}
            </div>
            <FieldHelp
                id="schedule-keep-help"
                problem={problem}
                hint={keepKeys.every(key => Number(form.keep[key]) === 0)
                    ? _("All backups stay.")
                    : _("Older scheduled backups are deleted. Those made by hand stay.")}
            />
        </FormGroup>
    );
}
