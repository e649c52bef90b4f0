// SPDX-License-Identifier: LGPL-2.1-or-later
/** A file of an app as text to edit, with what is wrong in it. */
import { ExpandableSection } from "@patternfly/react-core/dist/esm/components/ExpandableSection";
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { TextArea } from "@patternfly/react-core/dist/esm/components/TextArea";
import cockpit from "cockpit";
import { useEffect, useRef } from "react";
import { FieldHelp } from "../parts/field-help";
import { RawLines } from "../parts/failure-alert";
import { fileNames, lineRange, type EditedFile, type FileFault } from "./edited-text";

const _ = cockpit.gettext;

interface FileFieldProps {
    file: EditedFile;
    text: string;
    fault: FileFault | undefined;
    /** What the file says by now, where another has changed it meanwhile. */
    present: string | undefined;
    busy: boolean;
    change(text: string): void;
}

export function FileField({ file, text, fault, present, busy, change }: FileFieldProps) {
    const id = `edit-${file}`;
    const name = fileNames[file];
    const area = useRef<HTMLTextAreaElement>(null);
    // By its attributes: another answer that says the same is no news.
    const [words, line] = [fault?.words, fault?.line];

    useEffect(() => {
        const field = area.current;
        if (busy || words === undefined || field === null)
            return;
        if (line !== undefined)
            field.setSelectionRange(...lineRange(field.value, line));
        field.focus();
    }, [busy, words, line]);

    return (
        <FormGroup fieldId={id} label={name}>
            <TextArea
                id={id}
                ref={area}
                className={`am-editor am-editor--${file}`}
                value={text}
                validated={fault === undefined ? "default" : "error"}
                resizeOrientation="vertical"
                isDisabled={busy}
                aria-describedby={`${id}-help`}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                wrap="off"
                dir="ltr"
                onChange={(_event, value) => change(value)}
            />
            <FieldHelp id={`${id}-help`} problem={fault === undefined ? "" : fault.words} />
            {present !== undefined && present !== text && (
                <ExpandableSection toggleText={cockpit.format(_("$0 on the server"), name)}>
                    <RawLines text={present} label={cockpit.format(_("$0 on the server"), name)} />
                </ExpandableSection>
            )}
        </FormGroup>
    );
}
