// SPDX-License-Identifier: LGPL-2.1-or-later
/** A line of the check before an install, in words: what is needed, what there is, what to do. */
import cockpit from "cockpit";
import type { Check } from "../../apps/check";
import { number } from "../quantity";

const _ = cockpit.gettext;

export function checkText(check: Check): string {
    switch (check.is) {
    case "name":
        return nameText(check.code);
    case "version":
        return check.level === "stop" ? _("The library has no such version.") : _("The version is available.");
    case "setting":
        return settingText(check.key, check.code);
    case "port":
        return portText(check);
    case "cpu":
        return cockpit.format(
            cockpit.ngettext("$0 CPU, $1 needed", "$0 CPUs, $1 needed", check.have),
            number(check.have), number(check.need));
    case "memory":
        return cockpit.format(
            check.level === "ok"
                ? _("$0 of memory free, $1 needed")
                : _("$0 of memory free, $1 needed: stop something that needs much."),
            cockpit.format_bytes(check.have), cockpit.format_bytes(check.need));
    case "disk":
        return cockpit.format(
            check.level === "ok"
                ? _("$0 of disk free, $1 needed")
                : _("$0 of disk free, $1 needed: free some space on $2."),
            cockpit.format_bytes(check.have), cockpit.format_bytes(check.need), check.path);
    case "container-name":
        return check.holder === ""
            ? cockpit.format(_("The app insists on a container named $0, and there is one already."), check.name)
            : cockpit.format(
                _("The app insists on a container named $0, and $1 has it already."), check.name, check.holder);
    case "privilege":
        return privilegeText(check);
    case "compose-file":
        return check.level === "ok"
            ? _("The compose file is valid.")
            : cockpit.format(_("Docker Compose does not accept the app's compose file: $0"), check.message);
    case "network":
        return check.level === "ok"
            ? _("A network of its own is available.")
            : _("No free address range is left for a network of its own. Remove networks that nothing uses.");
    }
}

function nameText(code: "blank" | "format" | "wait" | "repeat" | undefined): string {
    switch (code) {
    case undefined:
        return _("The name is free.");
    case "blank":
        return _("Give the app a name.");
    case "format":
        return _("Use 2 to 20 lowercase letters and digits.");
    case "wait":
        return _("An app of this name is waiting to be installed.");
    case "repeat":
        return _("This name is taken.");
    }
}

function settingText(key: string, code: "unknown" | "format" | undefined): string {
    switch (code) {
    case undefined:
        return cockpit.format(_("$0 is accepted."), key);
    case "unknown":
        return cockpit.format(_("The app has no setting $0."), key);
    case "format":
        return _("This value can't be used here.");
    }
}

function portText(check: Extract<Check, { is: "port" }>): string {
    const port = String(check.port);
    if (check.level === "ok")
        return cockpit.format(_("Port $0 is free."), port);
    return check.holder === ""
        ? cockpit.format(_("$0 is used by a program on this server."), port)
        : cockpit.format(_("$0 is used by $1."), port, check.holder);
}

function privilegeText(check: Extract<Check, { is: "privilege" }>): string {
    switch (check.what) {
    case "privileged":
        return cockpit.format(_("$0 runs with all rights of the administrator of this server."), check.service);
    case "host-network":
        return cockpit.format(_("$0 uses the network of this server directly."), check.service);
    case "docker-socket":
        return cockpit.format(_("$0 can control Docker, and so everything on this server."), check.service);
    case "host-path":
        return cockpit.format(_("$0 can use the folder $1 of this server."), check.service, check.detail);
    case "devices":
        return cockpit.format(_("$0 can use the device $1 of this server."), check.service, check.detail);
    }
}
