// SPDX-License-Identifier: LGPL-2.1-or-later
/** A change of an app that a dialog prepares: what it would do is asked for before it is done. */
import cockpit from "cockpit";
import { useState } from "react";
import { changePreview, type ChangePreview } from "../../api/change-preview";
import type { Failure } from "../ask";
import { usePage } from "../page/page-context";
import { useOperation } from "../page/use-operation";
import { useAllowedFiles, type AllowedFiles } from "./files-changed";

interface Seen {
    /** Of these parameters. */
    parameters: string;
    preview: ChangePreview;
    refusals: Failure[];
}

export interface Change {
    busy: boolean;
    /** Why the last attempt failed. */
    failure: Failure | undefined;
    forgetFailure(): void;
    files: AllowedFiles;
    /** What it would do; undefined until that was asked for. */
    seen: Pick<Seen, "preview" | "refusals"> | undefined;
    isRefused: boolean;
    /** Places that could get a backup of before, where the change needs a copy of the data. */
    places: readonly string[];
    /** The chosen one, "" for none. */
    backupTo: string;
    chooseBackup(place: string): void;
    /** Asks what it would do or, once that is seen, does it and closes the dialog. */
    act(): void;
}

/** `wanted` are parameters of AppUpdate. */
export function useChange(appId: string, wanted: object): Change {
    const { dialogs: { close }, toasts } = usePage();
    const { busy, failure, forgetFailure, run } = useOperation();
    const files = useAllowedFiles(failure);
    const parameters = { ...wanted, ...files.parameters };
    const [last, setLast] = useState<Seen>();
    const [place, setPlace] = useState<string>();
    // What was chosen since is another change.
    const seen = last?.parameters === JSON.stringify(parameters) ? last : undefined;
    const places = seen?.preview.saves === undefined ? [] : seen.preview.places;
    // It is on until it is turned off.
    const backupTo = place ?? places[0] ?? "";
    const backup = places.length > 0 && backupTo !== "" ? { backup_to: backupTo } : {};

    const look = () => run("AppUpdate", { ...parameters, dry_run: true }, data => {
        const preview = changePreview.parse(data);
        void failuresOf(preview).then(refusals => setLast({ parameters: JSON.stringify(parameters), preview, refusals }));
    });
    const change = () => run("AppUpdate", { ...parameters, ...backup }, () => {
        toasts.setActionFailure(appId, undefined);
        close();
    });
    return {
        busy, failure, forgetFailure, files, seen, places, backupTo,
        isRefused: seen !== undefined && seen.refusals.length > 0,
        chooseBackup: setPlace,
        act: () => void (seen === undefined ? look() : change()),
    };
}

/** The sentences come with the first error of the interface. */
async function failuresOf({ refusals }: ChangePreview): Promise<Failure[]> {
    if (refusals.length === 0)
        return [];
    const { sentenceOf } = await import("../../api/failure");
    return refusals.map(problem => ({
        Code: problem.code, Message: sentenceOf(problem, cockpit.language || "en"),
        ...problem.detail !== undefined && { Detail: problem.detail },
    }));
}
