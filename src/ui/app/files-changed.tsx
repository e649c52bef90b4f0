// SPDX-License-Identifier: LGPL-2.1-or-later
/** A form whose operation was refused because files are not those that were allowed: allowing them is one of its fields. */
import { Checkbox } from "@patternfly/react-core/dist/esm/components/Checkbox";
import cockpit from "cockpit";
import { useState } from "react";
import { digestIn } from "../../apps/definition/digest";
import type { Failure } from "../ask";
import { DefinitionDiff, RestoredDiff } from "./definition-diff";

const _ = cockpit.gettext;

export interface AllowedFiles {
    /** The diff as the interface answers it, undefined if that is not why it was refused. */
    changes: string | undefined;
    isAllowed: boolean;
    /** They have to be allowed before the operation is asked for again. */
    isToAllow: boolean;
    /** Of the operation, once they are allowed. */
    parameters: { allow_changes?: string };
    allow(isAllowed: boolean): void;
}

export function useAllowedFiles(failure: Failure | undefined): AllowedFiles {
    /** Stands for the changes that were shown. */
    const [allowed, setAllowed] = useState<string>();
    const changes = failure?.Code === "APP.DefinitionChanged" ? failure.Detail ?? "" : undefined;
    const digest = changes === undefined ? undefined : digestIn(changes);
    const isAllowed = allowed !== undefined && allowed === digest;
    return {
        changes,
        isAllowed,
        isToAllow: changes !== undefined && !isAllowed,
        parameters: allowed === undefined ? {} : { allow_changes: allowed },
        allow: isChecked => setAllowed(isChecked ? digest : undefined),
    };
}

interface FilesChangedProps {
    /** What the id of its field begins with. */
    id: string;
    files: AllowedFiles;
    /** They come with a backup. */
    isRestored?: boolean;
}

export function FilesChanged({ id, files: { changes, isAllowed, allow }, isRestored = false }: FilesChangedProps) {
    if (changes === undefined)
        return null;
    return (
        <div>
            {isRestored ? <RestoredDiff changes={changes} /> : <DefinitionDiff changes={changes} />}
            {digestIn(changes) === undefined
                ? <p>{_("The changes can't be shown. Undo them in the app's folder.")}</p>
                : (
                    <Checkbox
                        id={`${id}-allow`}
                        label={_("I allow these changes")}
                        isChecked={isAllowed}
                        onChange={(_event, isChecked) => allow(isChecked)}
                    />
                )}
        </div>
    );
}
