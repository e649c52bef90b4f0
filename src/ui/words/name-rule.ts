// SPDX-License-Identifier: LGPL-2.1-or-later
/** What a name must look like, said while it is typed; whether it is free, only the host knows. */
import cockpit from "cockpit";

const _ = cockpit.gettext;

/** What is wrong with the name, "" if nothing. The rule is the interface's. */
export function nameProblem(name: string): string {
    if (name === "")
        return _("Give the app a name.");
    if (/[A-Z]/.test(name))
        return _("Use lowercase letters.");
    if (!/^[a-z0-9]*$/.test(name))
        return _("Use only the letters a to z and digits.");
    if (name.length < 2)
        return _("Use at least 2 characters.");
    if (name.length > 20)
        return _("Use at most 20 characters.");
    return "";
}

/** Why a web page can't be on this port. */
export function blockedProblem(port: string): string {
    return cockpit.format(_("Browsers refuse to open port $0. Choose another port."), port);
}

/** What is wrong with a host port, "" if nothing. */
export function portProblem(port: string): string {
    return /^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65535 ? "" : _("A port is a number from 1 to 65535.");
}
