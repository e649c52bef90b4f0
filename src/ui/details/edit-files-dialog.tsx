// SPDX-License-Identifier: LGPL-2.1-or-later
/** The compose file and `.env` of an app, to be edited: says what that does before it is done. */
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import { useCallback, useEffect, useRef, useState } from "react";
import type { AppFiles } from "../../apps/change/edited-files";
import type { AppOverview } from "../../apps/status/overview";
import { BackupFirst } from "../app/backup-first";
import { ChangeSummary } from "../app/change-summary";
import { DiffLines } from "../app/definition-diff";
import { FilesChanged } from "../app/files-changed";
import { useChange } from "../app/use-change";
import type { Failure } from "../ask";
import { usePage } from "../page/page-context";
import { ActionDialog } from "../parts/action-dialog";
import { FailureAlert, FailureDetail } from "../parts/failure-alert";
import { Notice } from "../parts/notice";
import { useReading } from "../parts/use-reading";
import { faultIn, savedText, shownText, type EditedFile } from "./edited-text";
import { FileField } from "./file-field";

const _ = cockpit.gettext;

/** As they are in the text areas; one that was not touched is missing. */
type Typed = Partial<Record<EditedFile, string>>;

const names = ["compose", "env"] as const;

function isCrossing(failure: Failure | undefined): boolean {
    return failure?.Code === "Update.Conflict" && failure.Detail?.startsWith("files:") === true;
}

export function EditFilesDialog({ app: { record } }: { app: AppOverview }) {
    const { manager, dialogs: { close } } = usePage();
    const id = record.app_id;
    const [typed, setTyped] = useState<Typed>({});
    const [crossings, setCrossings] = useState(0);
    const reading = useReading(useCallback(() => manager.files(id), [manager, id]), crossings);
    const read = reading.is === "read" ? reading.value : undefined;
    const edited = read === undefined ? [] : names.filter(name => (typed[name] ?? shownText(read[name])) !== shownText(read[name]));
    const change = useChange(id, { app_id: id, ...read && { files: editsOf(read, typed, edited) } });
    const { busy, failure, seen, isRefused } = change;
    const crossed = isCrossing(failure);
    const failures = [...failure !== undefined && !crossed ? [failure] : [], ...seen?.refusals ?? []];
    const fault = failures.map(faultIn).find(one => one !== undefined);
    const isEdited = edited.length > 0;
    const answer = useRef<HTMLDivElement>(null);
    const isAnswered = !busy && fault === undefined && (failure !== undefined || seen !== undefined);

    // What they say by now is shown beside what was typed, and is what the next attempt replaces.
    useEffect(() => {
        if (crossed)
            setCrossings(count => count + 1);
    }, [crossed]);
    // The files may be longer than the window.
    useEffect(() => {
        if (isAnswered)
            answer.current?.scrollIntoView({ block: "nearest" });
    }, [isAnswered]);
    useEffect(() => {
        const hold = (event: BeforeUnloadEvent) => event.preventDefault();
        if (isEdited)
            window.addEventListener("beforeunload", hold);
        return () => window.removeEventListener("beforeunload", hold);
    }, [isEdited]);

    return (
        <ActionDialog
            id="edit"
            title={cockpit.format(_("Edit the files of $0"), record.customer_name)}
            action={seen === undefined ? _("Preview") : _("Save")}
            isLarge
            isHeld={isEdited}
            busy={busy}
            isDisabled={!isEdited || change.files.isToAllow || isRefused}
            reason={!isEdited ? _("Change something first.") : change.files.isToAllow ? _("Allow the changes first.") : ""}
            act={change.act}
            close={close}
        >
            {reading.is === "loading" && <Spinner size="lg" aria-valuetext={_("Loading")} />}
            {reading.is === "failed" && (
                <Notice variant="danger" title={_("The app's files can't be read.")}>
                    <FailureDetail text={reading.detail} />
                </Notice>
            )}
            {read !== undefined && names.map(name => (
                <FileField
                    key={name}
                    file={name}
                    text={typed[name] ?? shownText(read[name])}
                    fault={fault?.file === name ? fault : undefined}
                    present={crossings > 0 && edited.includes(name) ? shownText(read[name]) : undefined}
                    busy={busy}
                    change={text => {
                        setTyped({ ...typed, [name]: text });
                        change.forgetFailure();
                    }}
                />
            ))}
            <div ref={answer} className="am-answer">
                {failures.filter(one => faultIn(one) === undefined && one.Code !== "APP.DefinitionChanged")
                    .map((one, at) => <FailureAlert key={at} failure={one} />)}
                <FilesChanged id="edit" files={change.files} />
                {crossings > 0 && (
                    <Notice variant="warning" title={_("Someone else changed these files while you were editing.")} spoken>
                        {_("Your text is kept. Copy what you need from the files on the server: saving replaces them.")}
                    </Notice>
                )}
                {seen !== undefined && !isRefused && (
                    <>
                        <ChangeSummary preview={seen.preview} />
                        <Differences diff={seen.preview.diff ?? ""} />
                        {change.places.length > 0 && (
                            <BackupFirst
                                places={change.places}
                                chosen={change.backupTo}
                                busy={busy}
                                choose={change.chooseBackup}
                            />
                        )}
                    </>
                )}
            </div>
        </ActionDialog>
    );
}

/** The parameter of AppUpdate. What was not edited is not sent: it stays as it is, whatever it is by now. */
function editsOf(read: AppFiles, typed: Typed, edited: readonly EditedFile[]): Typed & { base: string } {
    const text = (name: EditedFile) => edited.includes(name) && { [name]: savedText(typed[name] ?? "", read[name]) };
    return { ...text("compose"), ...text("env"), base: read.digest };
}

function Differences({ diff }: { diff: string }) {
    return diff === ""
        ? <p>{_("Only comments or formatting of the compose file change.")}</p>
        : <DiffLines changes={diff} />;
}
