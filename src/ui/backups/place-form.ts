// SPDX-License-Identifier: LGPL-2.1-or-later
/** What is filled in to add a place, by kind, and where an error of the interface belongs. */
import cockpit from "cockpit";
import type { PlaceKind, PlaceRequest } from "../../apps/backup/place";
import type { Failure } from "../ask";
import { placeNameProblem } from "../words/backup-words";

const _ = cockpit.gettext;

export interface PlaceForm {
    name: string;
    kind: PlaceKind;
    location: string;
    user: string;
    secret: string;
    /** There are backups already, whose password the admin has. */
    isExisting: boolean;
    password: string;
}

export function emptyForm(taken: readonly string[]): PlaceForm {
    return {
        name: freeName(taken), kind: "local", location: "", user: "", secret: "", isExisting: false, password: "",
    };
}

function freeName(taken: readonly string[]): string {
    let name = "backup";
    for (let count = 2; taken.includes(name); count++)
        name = `backup${count}`;
    return name;
}

export function locationHint(kind: PlaceKind): string {
    switch (kind) {
    case "local":
        return cockpit.format(_("A path on this server, for example $0."), "/mnt/usb/backup");
    case "sftp":
        return cockpit.format(
            _("For example $0. If this server is not allowed to log in there yet, the key to allow is shown when you add it."),
            "sftp://backup@nas.example/srv/backup");
    case "rest":
        return cockpit.format(_("For example $0."), "https://nas.example:8000/backup");
    case "s3":
        return cockpit.format(_("For example $0. The path begins with the bucket."), "https://s3.example/bucket/backup");
    }
}

/** What the credentials of this kind are called; undefined where it has none. */
export function credentialWords(kind: PlaceKind): { user: string, secret: string } | undefined {
    switch (kind) {
    case "local":
    case "sftp":
        return undefined;
    case "rest":
        return { user: _("User name"), secret: _("Password of the user") };
    case "s3":
        return { user: _("Access key"), secret: _("Secret key") };
    }
}

/** What keeps the form from being sent, "" if nothing. */
export function missing({ name, kind, location, user, secret, isExisting, password }: PlaceForm): string {
    if (placeNameProblem(name) !== "")
        return _("Correct the name first.");
    if (location.trim() === "")
        return _("Enter the location first.");
    if (kind === "s3" && (user === "" || secret === ""))
        return _("Enter the access key and the secret key first.");
    if (kind === "rest" && (user === "") !== (secret === ""))
        return _("Enter both the user name and the password, or neither.");
    return isExisting && password === "" ? _("Enter the password first.") : "";
}

/** What another kind had is not sent. */
export function requestOf(form: PlaceForm): PlaceRequest {
    const { name, kind, location, user, secret, isExisting, password } = form;
    const has = credentialWords(kind) !== undefined;
    return {
        place: name, kind, location: location.trim(),
        ...has && user !== "" && { user },
        ...has && secret !== "" && { secret },
        ...isExisting && { password },
    };
}

const parameters = { place: "name", location: "location", user: "user", secret: "secret", password: "password" } as const;
export type PlaceField = (typeof parameters)[keyof typeof parameters];

/** Details begin with the parameter that is wrong: "location: not a valid URL". */
const detailed = /^(place|location|user|secret|password)\b[^:]*: /;

export function fieldOf({ Code, Detail = "" }: Failure): PlaceField | undefined {
    switch (Code) {
    case "Param.Place.Blank":
    case "Param.Place.Repeat":
        return "name";
    case "Param.Place.FormatError": {
        const parameter = detailed.exec(Detail)?.[1] ?? "";
        return Object.entries(parameters).find(([name]) => name === parameter)?.[1] ?? "location";
    }
    case "Backup.WrongPassword":
        return "password";
    default:
        return undefined;
    }
}

/** At the field: the details say what to correct where the sentence does not. */
export function fieldText({ Code, Message, Detail = "" }: Failure): string {
    return Code === "Param.Place.FormatError" && Detail !== "" ? Detail.replace(detailed, "") : Message;
}
