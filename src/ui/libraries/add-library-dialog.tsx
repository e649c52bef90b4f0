// SPDX-License-Identifier: LGPL-2.1-or-later
/** Adding a library: the folder is looked at while its path is typed, and nothing is kept that can't be used. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput";
import cockpit from "cockpit";
import { useEffect, useRef, useState } from "react";
import { BrokenFolders } from "../app/broken-folders";
import { WritersNotice } from "../app/writers-notice";
import { usePage } from "../page/page-context";
import { ActionDialog } from "../parts/action-dialog";
import { FieldHelp } from "../parts/field-help";
import { faultText } from "../words/fault-text";
import { FindSummary } from "./find-summary";
import { LibraryFailure } from "./library-failure";
import { useLibraryCheck } from "./use-library-check";

const _ = cockpit.gettext;

/** `changed` is called once the library is in the list. */
export function AddLibraryDialog({ changed }: { changed(): void }) {
    const { manager, toasts, dialogs: { close } } = usePage();
    const [path, setPath] = useState("");
    const [busy, setBusy] = useState(false);
    const [checked, tell] = useLibraryCheck(path);
    const field = useRef<HTMLInputElement>(null);
    const fault = checked.is === "bad" ? checked.fault : undefined;
    const isLooking = checked.is === "waiting" && path.trim() !== "";

    // At first, and again when the answer is there.
    useEffect(() => {
        if (!busy)
            field.current?.focus();
    }, [busy]);

    const add = async (): Promise<void> => {
        setBusy(true);
        try {
            const check = await manager.addLibrary(path);
            if (check.is === "good") {
                close();
                changed();
                toasts.success(cockpit.format(_("The library $0 is added."), check.find.folder));
                return;
            }
            tell(check);
        } catch (reason) {
            tell({ is: "failed", reason });
        }
        setBusy(false);
    };

    return (
        <ActionDialog
            id="library"
            title={_("Add a library")}
            action={_("Add")}
            busy={busy}
            isDisabled={fault !== undefined || path.trim() === ""}
            act={() => void add()}
            close={close}
        >
            {checked.is === "failed" && <LibraryFailure reason={checked.reason} />}
            <FormGroup fieldId="library-path" label={_("Folder")}>
                <TextInput
                    id="library-path"
                    ref={field}
                    value={path}
                    validated={fault === undefined ? "default" : "error"}
                    isDisabled={busy}
                    aria-describedby="library-path-help"
                    autoComplete="off"
                    autoCapitalize="none"
                    spellCheck={false}
                    dir="ltr"
                    onChange={(_event, value) => setPath(value)}
                />
                <FieldHelp
                    id="library-path-help"
                    problem={fault === undefined ? "" : faultText(fault)}
                    hint={isLooking
                        ? _("Looking at the folder…")
                        : _("A path on this server. The folder holds a folder for each app.")}
                >
                    {fault?.is === "one-app" && (
                        <>
                            {" "}
                            <Button variant="link" isInline onClick={() => setPath(fault.folder)}>
                                {cockpit.format(_("Use $0"), fault.folder)}
                            </Button>
                        </>
                    )}
                </FieldHelp>
            </FormGroup>
            {fault?.is === "only-broken" && <BrokenFolders broken={fault.broken} />}
            <div>
                <div className="am-find" aria-live="polite">
                    {checked.is === "good" && (
                        <>
                            <FindSummary find={checked.find} />
                            <WritersNotice folders={[checked.find.folder]} />
                        </>
                    )}
                </div>
                <p className="am-muted">
                    {_("An app can be given full control of this server. Add only libraries that you trust.")}
                </p>
            </div>
        </ActionDialog>
    );
}
