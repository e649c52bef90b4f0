// SPDX-License-Identifier: LGPL-2.1-or-later
/** What is needed to get at backups when the server that made them is gone, on a sheet of paper. */
import cockpit from "cockpit";
import type { PlaceKind } from "../../apps/backup/place";
import { placeKindWord } from "../words/backup-words";

const _ = cockpit.gettext;

export interface Recovery {
    place: string;
    kind: PlaceKind;
    location: string;
    password: string;
}

export function recoverySheet({ place, kind, location, password }: Recovery): string {
    const repository = quoted(resticName(kind, location));
    return [
        cockpit.format(_("Recovery sheet for the backups in $0"), place),
        "",
        _("Without this password nobody can read the backups. Keep this sheet away from the server."),
        "",
        cockpit.format(_("Place: $0"), place),
        cockpit.format(_("Kind: $0"), placeKindWord(kind)),
        cockpit.format(_("Location: $0"), location),
        cockpit.format(_("Password: $0"), password),
        ...kind === "local" ? [] : [_("Credentials for that location are not on this sheet.")],
        "",
        _("To restore with this program, on this server or on another one:"),
        `1. ${_("Open Backups and add a place of this kind at this location.")}`,
        `2. ${_("Choose “Enter the password of existing backups”, and enter the password.")}`,
        `3. ${_("Choose Restore beside a backup.")}`,
        "",
        _("To restore the files with restic alone (https://restic.net), which asks for the password:"),
        ...kind === "s3" ? ["export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=…"] : [],
        `restic -r ${repository} snapshots`,
        `restic -r ${repository} restore ID --target /srv/restored`,
        "",
    ].join("\n");
}

/** As restic wants it after `-r`. */
function resticName(kind: PlaceKind, location: string): string {
    switch (kind) {
    case "local":
        return location;
    case "sftp":
        // Its path is below the home of the user unless it begins with a second slash; we write the home as "~".
        return location.replace(/^(sftp:\/\/[^/]+)\/+(~\/)?/, (_all, host: string, home?: string) =>
            home === undefined ? `${host}//` : `${host}/`);
    case "rest":
    case "s3":
        return `${kind}:${location}`;
    }
}

/** For a shell that the admin will type it into. */
function quoted(word: string): string {
    return `'${word.replaceAll("'", "'\\''")}'`;
}
