// SPDX-License-Identifier: LGPL-2.1-or-later
/** Backups, and the places where they are, in words. */
import cockpit from "cockpit";
import type { Backup, BackupReason, PlaceKind } from "../../apps/backup/place";
import type { ProblemCode } from "../../apps/problem";
import { list } from "./quantity";

const _ = cockpit.gettext;

/** Why a backup was made. */
export function backupReasonWord(reason: BackupReason): string {
    switch (reason) {
    case "manual":
        return _("By hand");
    case "schedule":
        return _("By schedule");
    case "update":
        return _("Before an update");
    case "restore":
        return _("Before a restore");
    }
}

/** Where it lacks something. */
export function unsavedText({ unsaved }: Pick<Backup, "unsaved">): string {
    return cockpit.format(_("Not included: $0."), list(unsaved));
}

export function placeKindWord(kind: PlaceKind): string {
    switch (kind) {
    case "local":
        return _("Folder on this server");
    case "sftp":
        return "SFTP";
    case "rest":
        return _("REST server");
    case "s3":
        return "S3";
    }
}

/** Where a place stands among others; those sentences of the interface that point to details are for where these are shown. */
export function placeProblemText({ code, message }: { code: ProblemCode, message: string }): string {
    switch (code) {
    case "Backup.Unreachable":
        return _("The place can't be reached.");
    case "Backup.Failed":
        return _("restic failed.");
    default:
        return message;
    }
}

/** What is wrong with the name of a place, "" if nothing. The rule is the interface's. */
export function placeNameProblem(name: string): string {
    if (name === "")
        return _("Give the place a name.");
    if (!/^[a-z0-9-]*$/.test(name))
        return _("Use only lowercase letters, digits and hyphens.");
    if (name.startsWith("-"))
        return _("Begin with a letter or a digit.");
    return name.length > 31 ? _("Use at most 31 characters.") : "";
}
