// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the interface answers when checks stop an installation: the code of the first in the contract's order. */
import type { Check } from "./check";
import { OperationError, type ProblemCode } from "../problem";

/** Throws an `OperationError` that says all that has its code. */
export function refuseStopped(checks: readonly Check[]): void {
    const stops = checks.filter(({ level }) => level === "stop")
        .map(check => ({ code: codeOf(check), detail: detailOf(check) }));
    const code = order.find(one => stops.some(stop => stop.code === one));
    if (code === undefined)
        return;
    const details = stops.filter(stop => stop.code === code && stop.detail !== "").map(({ detail }) => detail);
    throw new OperationError(code, details.length > 0 ? details.join("; ") : undefined);
}

const order = [
    "Param.CustomerAppName.Blank", "Param.AppVersion.NotExis", "Param.CustomerAppName.FormatError",
    "Param.CustomerAppName.Wait", "Param.CustomerAppName.Repeat",
    "Param.Settings.FormatError", "Param.Settings.PortInUse",
    "Requirement.NotEnough", "Container.Command.Error", "SystemError",
] as const satisfies ProblemCode[];

function codeOf(check: Check): (typeof order)[number] {
    switch (check.is) {
    case "name":
        return nameCodes[check.code ?? "blank"];
    case "version":
        return "Param.AppVersion.NotExis";
    case "setting":
    case "blocked-port":
    case "reach":
        return "Param.Settings.FormatError";
    case "port":
        return "Param.Settings.PortInUse";
    case "address":
        return check.key === "" ? "Requirement.NotEnough" : "Param.Settings.FormatError";
    case "cpu":
    case "memory":
    case "disk":
    case "architecture":
    case "docker-version":
    case "network":
    case "ipv6":
        return "Requirement.NotEnough";
    // Docker would refuse these, or must not be asked; nothing is begun that must fail.
    case "container-name":
    case "subnet":
    case "replicas":
    case "missing":
    case "missing-file":
    case "swarm-only":
    case "compose-file":
    case "forbidden":
        return "Container.Command.Error";
    case "library-folder":
    case "privilege":
    case "shared-network":
    case "volume":
    case "many-ports":
        return "SystemError";
    }
}

const nameCodes = {
    blank: "Param.CustomerAppName.Blank",
    format: "Param.CustomerAppName.FormatError",
    wait: "Param.CustomerAppName.Wait",
    repeat: "Param.CustomerAppName.Repeat",
} as const;

/** For `Detail`: raw facts. A setting's value is not said, it may be a password. */
function detailOf(check: Check): string {
    switch (check.is) {
    case "setting":
        return check.code === "unknown" ? `${shown(check.key)}: not a setting of the app` : check.key;
    case "port": {
        const port = check.last === undefined ? String(check.port) : `${check.port}-${check.last}`;
        if (check.twice)
            return `${check.key && `${check.key}: `}${port}/${check.protocol} is wanted twice by the app`;
        const holder = check.holder || (check.program ? `the program ${shown(check.program)}` : "a program of the host");
        const instead = check.free === undefined ? "" : `, ${check.free} is free`;
        return `${check.key && `${check.key}: `}${port}/${check.protocol} is used by ${holder}${instead}`;
    }
    case "blocked-port": {
        const instead = check.free === undefined ? "" : `, ${check.free} is free`;
        return `${check.key}: browsers block port ${check.port}${instead}`;
    }
    case "reach":
        return `reachable_from: ${shown(check.key)} is not a port of the app`;
    case "address":
        return `${check.key && `${check.key}: `}${check.need} is not an address of this server`;
    case "cpu":
        return `cpu: ${check.need} needed, ${check.have} there`;
    case "memory":
        return `memory: ${gibibytes(check.need)} needed, ${gibibytes(check.have)} available`;
    case "disk":
        return `disk (${check.path}): ${gibibytes(check.need)} needed, ${gibibytes(check.have)} free`;
    case "architecture":
        return `${check.service}: made for ${check.need}, the host is ${check.have}`;
    case "docker-version":
        return `docker ${check.what}: ${check.need} needed${check.feature ? ` for ${check.feature}` : ""}, ` +
            `${check.have || "none"} there`;
    case "subnet": {
        const holder = {
            network: `the network ${check.holder}`, app: check.holder, itself: `the app's network ${check.holder}`,
            host: "a network of the host",
        };
        return `subnet ${check.subnet}: overlaps ${check.taken} of ${holder[check.by]}`;
    }
    case "ipv6":
        return `network ${check.network}: IPv6 without a subnet needs docker engine ${check.need}, ${check.have} there`;
    case "replicas":
        return `${check.service}: ${check.count} containers can't share ` +
            (check.port === undefined ? "a name" : `port ${check.port}`);
    case "missing-file":
        return `${check.service && `${check.service}: `}${check.path} does not exist`;
    case "swarm-only":
        return `${check.what} ${check.name}: external, only a swarm has it`;
    case "network":
        return `address ranges for networks: ${check.need} needed, ${check.have} free`;
    case "container-name":
        return `container ${check.name}: exists already${check.holder && `, in ${check.holder}`}`;
    case "missing":
        return `${check.what} ${check.name}: external, and does not exist`;
    case "forbidden":
        return `${check.service}: ${check.key} is not allowed`;
    case "compose-file":
        return check.message;
    case "library-folder":
        return check.fault ? `${check.fault.is}: ${check.fault.file}` : "";
    case "name":
    case "version":
    case "privilege":
    case "shared-network":
    case "volume":
    case "many-ports":
        return "";
    }
}

function gibibytes(bytes: number): string {
    return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}

/** Outside text for an error's detail: one short line. */
function shown(text: string): string {
    const line = text.replace(/\p{Cc}/gu, "\uFFFD");
    return JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);
}
