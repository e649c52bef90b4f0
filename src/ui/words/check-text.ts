// SPDX-License-Identifier: LGPL-2.1-or-later
/** A line of the check before an install, in words: what is needed, what there is, what to do. */
import cockpit from "cockpit";
import type { Check } from "../../apps/install/check";
import { blockedProblem } from "./name-rule";
import { privilegeText } from "./privilege-text";
import { capacity, number } from "./quantity";

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
                    "$0 CPU, $1 needed: the app requires a larger server.",
                    "$0 CPUs, $1 needed: the app requires a larger server.", check.have),
            number(check.have), number(check.need));
    case "memory":
        return memoryText(check);
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
                _("The app requires a container named $0, and there is one already: rename or remove that one first."),
                check.name)
            : cockpit.format(
                _("The app requires a container named $0, which belongs to $1: remove that one first."),
                check.name, check.holder);
    case "privilege":
        return privilegeText(check);
    case "forbidden":
        return cockpit.format(
            _("The app's compose file uses “$0” for $1, which runs a program outside of Docker. Apps are not allowed to do this."),
            check.key, check.service);
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
    case "subnet":
        return subnetText(check);
    case "ipv6":
        return cockpit.format(
            _("The network $0 uses IPv6, for which Docker $1 has no addresses: update Docker to $2 or newer."),
            check.network, check.have, check.need);
    case "replicas":
        return replicasText(check);
    case "many-ports":
        return cockpit.format(
            _("The app publishes $0 ports. It takes Docker minutes to start and to stop it."), number(check.count));
    case "shared-network":
        return cockpit.format(_("The app joins the network $0, where other apps can reach it."), check.name);
    case "missing":
        return cockpit.format(
            check.what === "network"
                ? _("The app requires a network named $0, which does not exist. Create it first.")
                : _("The app requires a volume named $0, which does not exist. Create it first."),
            check.name);
    case "volume":
        return cockpit.format(_("A volume named $0 already exists. The app will use the data in it."), check.name);
    case "missing-file":
        return missingFileText(check);
    case "swarm-only":
        return cockpit.format(
            check.what === "secret"
                ? _("The app requires the secret $0 of a Docker swarm. It is made for a swarm and can't run on this server alone.")
                : _("The app requires the config $0 of a Docker swarm. It is made for a swarm and can't run on this server alone."),
            check.name);
    case "library-folder":
        return check.fault === undefined
            ? _("The app's folder in the library is complete.")
            : folderText(check.fault);
    }
}

function memoryText({ level, need, have, free }: Extract<Check, { is: "memory" }>): string {
    if (level === "stop")
        return cockpit.format(
            _("$0 of memory, $1 needed: the app requires a larger server."), capacity(have), capacity(need));
    return cockpit.format(
        level === "ok"
            ? _("$0 of memory free, $1 needed")
            : _("$0 of memory free, $1 needed: the app may be slow or fail until other programs use less."),
        capacity(free), capacity(need));
}

function subnetText({ subnet, taken, by, holder }: Extract<Check, { is: "subnet" }>): string {
    switch (by) {
    case "network":
        return cockpit.format(
            _("The app requires the addresses $0, and the Docker network $1 uses $2: remove that network first."),
            subnet, holder, taken);
    case "app":
        return cockpit.format(
            _("The app requires the addresses $0, and $1 uses $2: uninstall that app first."), subnet, holder, taken);
    case "itself":
        return cockpit.format(
            _("The app's compose file gives the addresses $0 to two networks. This has to be fixed in the library."), subnet);
    case "host":
        return cockpit.format(
            _("The app's network uses the addresses $0. Computers at $1 can then no longer be reached from this server."),
            subnet, taken);
    }
}

function replicasText({ service, count, port }: Extract<Check, { is: "replicas" }>): string {
    return port === undefined
        ? cockpit.format(
            _("$0 is to run as several containers, but only one can have its name. This has to be fixed in the library."), service)
        : cockpit.format(
            _("$0 is to run as $1 containers, but only one can use port $2. This has to be fixed in the library."),
            service, number(count), port);
}

function missingFileText({ what, level, service, path }: Extract<Check, { is: "missing-file" }>): string {
    switch (what) {
    case "mount":
    case "device":
    case "dockerfile":
        return cockpit.format(
            level === "warn"
                ? _("$0 uses the file $1, which does not exist: Docker creates a folder in its place.")
                : _("$0 requires $1, which does not exist."),
            service, path);
    case "build":
        return cockpit.format(_("$0 is built from the folder $1, which does not exist."), service, path);
    case "secret":
        return cockpit.format(_("The secret $0 is read from the file $1, which does not exist."), service, path);
    case "config":
        return cockpit.format(_("The config $0 is read from the file $1, which does not exist."), service, path);
    case "file":
        return cockpit.format(_("The app's compose file reads $0, which does not exist."), path);
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

function dockerText({ what, level, need, have, feature }: Extract<Check, { is: "docker-version" }>): string {
    const program = what === "engine" ? "Docker" : "Docker Compose";
    if (have === "")
        return cockpit.format(_("$0 is not installed: install $1 or newer."), program, need);
    if (level !== "ok" && feature !== undefined)
        return cockpit.format(
            _("The app's compose file uses “$0”, for which $1 $2 is too old: update it to $3 or newer."),
            feature, program, have, need);
    return cockpit.format(
        level === "ok" ? _("$0 $1, $2 or newer needed") : _("$0 $1 is too old: update it to $2 or newer."),
        program, have, need);
}

function folderText(fault: NonNullable<Extract<Check, { is: "library-folder" }>["fault"]>): string {
    switch (fault.is) {
    case "missing-file":
        return cockpit.format(_("The file $0 is missing. This has to be fixed in the library."), fault.file);
    case "too-large":
        return fault.file === ""
            ? _("The app's folder in the library is too large. This has to be fixed in the library.")
            : cockpit.format(_("The file $0 is too large. This has to be fixed in the library."), fault.file);
    case "not-text":
        return cockpit.format(_("The file $0 is not UTF-8 text. This has to be fixed in the library."), fault.file);
    case "foreign-file":
        return cockpit.format(_("$0 is not a plain file. This has to be fixed in the library."), fault.file);
    case "reads-outside":
        return cockpit.format(
            _("The compose file reads $0, which is outside the app's folder. This has to be fixed in the library."), fault.file);
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
        return cockpit.format(_("The app requires port $0, which $1 uses: stop or remove $1 first."), ports, holder);
    return program === undefined
        ? cockpit.format(_("The app requires port $0, which a program on this server uses: stop that program first."), ports)
        : cockpit.format(
            _("The app requires port $0, which the program $1 on this server uses: stop that program first."), ports, program);
}
