// SPDX-License-Identifier: LGPL-2.1-or-later
/** A line of the check before an install, in words: what is needed, what there is, what to do. */
import cockpit from "cockpit";
import type { Check } from "../../apps/install/check";
import { blockedProblem } from "./name-rule";
import { capacity, number } from "../quantity";

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
            check.level === "ok"
                ? cockpit.ngettext("$0 CPU, $1 needed", "$0 CPUs, $1 needed", check.have)
                : cockpit.ngettext(
                    "$0 CPU, $1 needed: the app wants a larger server.",
                    "$0 CPUs, $1 needed: the app wants a larger server.", check.have),
            number(check.have), number(check.need));
    case "memory":
        return cockpit.format(
            check.level === "ok"
                ? _("$0 of memory free, $1 needed")
                : _("$0 of memory free, $1 needed: stop something that needs much."),
            capacity(check.have), capacity(check.need));
    case "disk":
        return cockpit.format(
            check.level === "ok"
                ? _("$0 of disk free, $1 needed")
                : _("$0 of disk free, $1 needed: free some space on $2."),
            capacity(check.have), capacity(check.need), check.path);
    case "address":
        return check.level === "ok"
            ? cockpit.format(_("This server has the address $0."), check.need)
            : cockpit.format(_("This server has no address $0: use one of $1."), check.need, check.have.join(", "));
    case "blocked-port":
        return blockedProblem(String(check.port));
    case "reach":
        return cockpit.format(_("The app has no port $0."), check.key);
    case "architecture":
        return architectureText(check);
    case "docker-version":
        return dockerText(check);
    case "container-name":
        return check.holder === ""
            ? cockpit.format(
                _("The app insists on a container named $0, and there is one already: rename or remove that first."),
                check.name)
            : cockpit.format(
                _("The app insists on a container named $0, and $1 has it already: remove that first."),
                check.name, check.holder);
    case "privilege":
        return privilegeText(check);
    case "compose-file":
        return check.level === "ok"
            ? _("The compose file is valid.")
            : cockpit.format(
                _("Docker Compose does not accept the app's compose file, which has to be fixed in the library: $0"),
                check.message);
    case "network":
        return check.level === "ok"
            ? _("A network of its own is available.")
            : _("No free address range is left for a network of its own. Remove networks that nothing uses.");
    case "shared-network":
        return cockpit.format(_("It joins the network $0, where other apps can reach it."), check.name);
    case "missing":
        return cockpit.format(
            check.what === "network"
                ? _("It needs a network named $0, which is not there. Create it first.")
                : _("It needs a volume named $0, which is not there. Create it first."),
            check.name);
    case "volume":
        return cockpit.format(_("There is a volume named $0 already. What is in it becomes the app's."), check.name);
    case "missing-file":
        return cockpit.format(
            _("$0 uses the file $1, which the app's folder in the library does not have: Docker makes a folder in its place."),
            check.service, check.path);
    case "library-folder":
        return check.fault === undefined
            ? _("The app's folder in the library is whole.")
            : cockpit.format(_("$0 It has to be fixed in the library."), folderText(check.fault));
    }
}

function architectureText({ level, service, need, have }: Extract<Check, { is: "architecture" }>): string {
    if (level === "ok")
        return cockpit.format(_("The image of $0 is made for $1."), service, need);
    return cockpit.format(
        level === "warn"
            ? _("The image of $0 is made for $1, and this server has $2: it runs, but slowly.")
            : _("The image of $0 is made for $1, and this server has $2: choose another version, or another server."),
        service, need, have);
}

function dockerText({ what, level, need, have }: Extract<Check, { is: "docker-version" }>): string {
    const program = what === "engine" ? "Docker" : "Docker Compose";
    if (have === "")
        return cockpit.format(_("$0 is not installed: install $1 or newer."), program, need);
    return cockpit.format(
        level === "ok" ? _("$0 $1, $2 or newer needed") : _("$0 $1 is too old: update it to $2 or newer."),
        program, have, need);
}

function folderText(fault: NonNullable<Extract<Check, { is: "library-folder" }>["fault"]>): string {
    switch (fault.is) {
    case "missing-file":
        return cockpit.format(_("The file $0 is missing."), fault.file);
    case "too-large":
        return fault.file === ""
            ? _("The app's folder in the library is too large.")
            : cockpit.format(_("The file $0 is too large."), fault.file);
    case "not-text":
        return cockpit.format(_("The file $0 is not UTF-8 text."), fault.file);
    case "foreign-file":
        return cockpit.format(_("$0 is no plain file. Links and devices are refused."), fault.file);
    case "reads-outside":
        return cockpit.format(_("The compose file reads $0, which is outside of the app's folder."), fault.file);
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

/** A port that no setting carries is as it is: something has to make way. Docker writes the protocol so, too. */
function portText(check: Extract<Check, { is: "port" }>): string {
    const { level, key, port, last, protocol, holder, program, twice } = check;
    const ports = `${last === undefined || last === port ? port : `${port}–${last}`}/${protocol}`;
    if (level === "ok")
        return cockpit.format(_("Port $0 is free."), ports);
    if (twice)
        return cockpit.format(_("The app would use $0 twice."), ports);
    if (key !== "") {
        if (holder !== "")
            return cockpit.format(_("$0 is used by $1."), ports, holder);
        return program === undefined
            ? cockpit.format(_("$0 is used by a program on this server."), ports)
            : cockpit.format(_("$0 is used by the program $1 on this server."), ports, program);
    }
    if (holder !== "")
        return cockpit.format(_("The app insists on port $0, which $1 uses: stop or remove that first."), ports, holder);
    return program === undefined
        ? cockpit.format(_("The app insists on port $0, which a program on this server uses: stop that first."), ports)
        : cockpit.format(
            _("The app insists on port $0, which the program $1 on this server uses: stop that first."), ports, program);
}

function privilegeText({ what, service, detail }: Extract<Check, { is: "privilege" }>): string {
    switch (what) {
    case "privileged":
        return cockpit.format(_("$0 runs with all rights of the administrator of this server."), service);
    case "host-network":
        return cockpit.format(_("$0 uses the network of this server directly."), service);
    case "docker-socket":
        return cockpit.format(_("$0 can control Docker, and so everything on this server."), service);
    case "host-path":
        return cockpit.format(_("$0 can use the folder $1 of this server."), service, detail);
    case "devices":
        return cockpit.format(_("$0 can use the device $1 of this server."), service, detail);
    case "capability":
        return cockpit.format(_("$0 has the additional right $1."), service, detail);
    case "host-processes":
        return cockpit.format(_("$0 can see and end the processes of this server."), service);
    case "host-memory":
        return cockpit.format(_("$0 shares memory with the processes of this server."), service);
    case "other-container":
        return cockpit.format(_("$0 shares what belongs to the container $1."), service, detail);
    case "unconfined":
        return cockpit.format(_("$0 runs without the usual confinement: $1."), service, detail);
    }
}
