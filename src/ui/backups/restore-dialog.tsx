// SPDX-License-Identifier: LGPL-2.1-or-later
/** Restoring a backup: into the app that it is of, as a new app, or as one that is deleted again. */
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput";
import cockpit from "cockpit";
import { useEffect, useRef, useState } from "react";
import type { Backup } from "../../apps/backup/place";
import type { AppOverview } from "../../apps/status/overview";
import { isAtWork } from "../../jobs/job";
import { FilesChanged, useAllowedFiles } from "../app/files-changed";
import { isInstalled } from "../app/installed";
import { usePage } from "../page/page-context";
import { useOperation } from "../page/use-operation";
import { ActionDialog } from "../parts/action-dialog";
import { FailureAlert } from "../parts/failure-alert";
import { FieldHelp } from "../parts/field-help";
import { Notice } from "../parts/notice";
import { unsavedText } from "../words/backup-words";
import { capacity, dateTime } from "../words/quantity";
import { nameProblem } from "../words/name-rule";
import { freeName } from "./free-name";

const _ = cockpit.gettext;

type Way = "into" | "new" | "rehearse";

interface RestoreDialogProps {
    backup: Backup;
    apps: readonly AppOverview[];
    /** A new app is being made of it. */
    restored(appId: string): void;
}

export function RestoreDialog({ backup, apps, restored }: RestoreDialogProps) {
    const { dialogs: { close }, toasts } = usePage();
    const own = apps.find(app => app.record.app_id === backup.app_id && isInstalled(app));
    const [way, setWay] = useState<Way>(own === undefined ? "new" : "into");
    const [name, setName] = useState(() => freeName(backup.app_id, apps.map(({ record }) => record.app_id)));
    const { busy, failure, forgetFailure, run } = useOperation();
    const files = useAllowedFiles(failure);
    const isNameRefused = failure?.Code.startsWith("Param.CustomerAppName.") === true && way !== "into";
    const problem = nameProblem(name) || (isNameRefused ? failure.Message : "");
    const isOwnBusy = way === "into" && isAtWork(own?.job);
    const id = way === "into" ? backup.app_id : name;

    const restore = () => run("BackupRestore", {
        place: backup.place, backup_id: backup.backup_id, customer_app_name: id,
        ...way === "rehearse" && { rehearse: true },
        ...files.parameters,
    }, () => {
        close();
        toasts.setActionFailure(id, undefined);
        if (way === "into")
            cockpit.location.go(["app", id]);
        else
            restored(id);
    });
    const choose = (next: Way): void => {
        setWay(next);
        forgetFailure();
    };

    return (
        <ActionDialog
            id="restore"
            title={cockpit.format(_("Restore $0"), backup.app_id)}
            action={way === "rehearse" ? _("Rehearse") : _("Restore")}
            busy={busy}
            isDisabled={isOwnBusy || (way !== "into" && problem !== "") || files.isToAllow}
            reason={isOwnBusy ? _("Wait until the current operation has finished.")
                : files.isToAllow ? _("Allow the changes first.") : ""}
            act={() => void restore()}
            close={close}
        >
            {failure !== undefined && !isNameRefused && files.changes === undefined && <FailureAlert failure={failure} />}
            <FilesChanged id="restore" files={files} isRestored />
            <p>{summary(backup)}</p>
            {backup.unsaved.length > 0 && <Notice variant="warning" title={unsavedText(backup)} />}
            <WayField own={own?.record.customer_name} way={way} busy={busy} choose={choose} />
            {way !== "into" && (
                <NameField
                    name={name}
                    problem={problem}
                    hint={way === "rehearse" ? _("What the app is called while it is there.") : ""}
                    busy={busy}
                    isRefused={isNameRefused}
                    change={next => {
                        setName(next);
                        forgetFailure();
                    }}
                />
            )}
        </ActionDialog>
    );
}

function summary({ app_name: app, version, time, size, place }: Backup): string {
    return size === null
        ? cockpit.format(_("$0 $1, backed up $2 in $3."), app, version, dateTime(time), place)
        : cockpit.format(_("$0 $1, backed up $2 in $3, $4."), app, version, dateTime(time), place, capacity(size));
}

interface WayFieldProps {
    /** Name of the app that it is of, if it is there. */
    own: string | undefined;
    way: Way;
    busy: boolean;
    choose(way: Way): void;
}

function WayField({ own, way, busy, choose }: WayFieldProps) {
    const choice = (value: Way, label: string, description: string) => (
        <Radio
            id={`restore-${value}`}
            name="restore-way"
            label={label}
            description={description}
            isChecked={way === value}
            isDisabled={busy}
            onChange={() => choose(value)}
        />
    );
    return (
        <FormGroup role="radiogroup" isStack fieldId="restore-way" label={_("Restore it")}>
            {own !== undefined && choice(
                "into", cockpit.format(_("Into the app $0"), own),
                _("The app is stopped meanwhile. You can go back to its present state for seven days."))}
            {choice("new", _("As a new app"), _("With ports of its own. Other apps are not affected."))}
            {choice(
                "rehearse", _("Rehearse"),
                _("Restores it as a new app, and deletes that once it is ready. Until then it needs space and ports."))}
        </FormGroup>
    );
}

interface NameFieldProps {
    name: string;
    problem: string;
    hint: string;
    busy: boolean;
    isRefused: boolean;
    change(name: string): void;
}

function NameField({ name, problem, hint, busy, isRefused, change }: NameFieldProps) {
    const field = useRef<HTMLInputElement>(null);
    useEffect(() => {
        if (isRefused && !busy)
            field.current?.focus();
    }, [isRefused, busy]);
    return (
        <FormGroup fieldId="restore-name" label={_("Name")}>
            <TextInput
                id="restore-name"
                ref={field}
                value={name}
                validated={problem === "" ? "default" : "error"}
                isDisabled={busy}
                aria-describedby="restore-name-help"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                dir="ltr"
                onChange={(_event, value) => change(value)}
            />
            <FieldHelp id="restore-name-help" problem={problem} hint={hint} />
        </FormGroup>
    );
}
