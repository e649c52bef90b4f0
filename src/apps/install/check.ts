// SPDX-License-Identifier: LGPL-2.1-or-later
/** One line of what is checked before an install: what is needed, what there is, and whether it stops the install. */
import type { FolderFault } from "../../library/folder";
import type { OfferedPort, ReachChoice } from "./reach";

/** The request's part that a check is about. */
export type CheckField = "app_name" | "customer_app_name" | "app_version" | "reachable_from" | `settings.${string}`;

export type CheckLevel = "ok" | "warn" | "stop";

/** The worst first. */
export const privileges = [
    "privileged", "full-control", "docker-socket", "host-network", "host-processes", "host-memory", "host-mount",
    "shared-mounts", "host-path", "host-path-read", "devices", "other-container", "foreign-volume", "capability", "unconfined",
    "kernel-setting", "physical-network", "other-network", "remote-storage", "remote-build", "ssh-keys", "plugin", "model",
    "log-driver", "group", "priority", "option", "unknown",
] as const;
export type Privilege = typeof privileges[number];

export type Check = { level: CheckLevel, field?: CheckField } & (
    /** `code` is the contract's code when it stops. */
    | { is: "name", code?: "blank" | "format" | "wait" | "repeat" }
    | { is: "version" }
    | { is: "setting", key: string, code?: "unknown" | "format" }
    /**
     * One port of the host, or several in a row up to `last`. `key` is the setting that carries it, "" where the
     * compose file fixes it. `holder` says who has it: an app's id, a container's name, "" for a program of the host,
     * whose name is `program` where it is known; `twice` where the app itself wants it a second time. `free` is one to
     * take instead.
     */
    | {
        is: "port", key: string, port: number, last?: number, protocol: string, holder: string, program?: string,
        twice?: true, free?: number,
    }
    /** A web port that no browser opens; `free` is one to take instead. */
    | { is: "blocked-port", key: string, port: number, free?: number }
    /** The app has no such port to open or close. */
    | { is: "reach", key: string }
    /** A port is to be published on an address that the host does not have. `key` as above; `have` are the host's. */
    | { is: "address", key: string, need: string, have: string[] }
    /** Cores. */
    | { is: "cpu", need: number, have: number }
    /** Bytes; `have` is all that is built in, `free` what of it is not used. What is built in decides, what is free warns. */
    | { is: "memory", need: number, have: number, free: number }
    /** Bytes, on the file system of `path`. */
    | { is: "disk", need: number, have: number, path: string }
    /** The processor an image is made for; a warning where the kernel can emulate it. */
    | { is: "architecture", need: string, have: string, service: string }
    /** `have` is "" where docker has no such command at all; `feature` is what of the compose file needs it, in its words. */
    | { is: "docker-version", what: "engine" | "compose", need: string, have: string, feature?: string }
    /** A fixed container name of the compose file that exists already; `holder` is a project's name or "". */
    | { is: "container-name", name: string, holder: string }
    /** What the app may do beyond its containers; always `warn`. `detail` is a path, a device, a capability. */
    | { is: "privilege", what: Privilege, service: string, detail: string }
    /** What no app may do, by the compose file's key for it. */
    | { is: "forbidden", service: string, key: string }
    | { is: "compose-file", message: string }
    /** Address ranges for networks of its own: needed, and free in docker's pools at most. */
    | { is: "network", need: number, have: number }
    /**
     * A range of addresses that the compose file fixes for a network, and what of it is taken: by another network of
     * docker's or an app (`holder`), by a network of the same file (`holder`), or by a network that the host is in.
     */
    | { is: "subnet", subnet: string, taken: string, by: "network" | "app" | "itself" | "host", holder: string }
    /** A network with IPv6 for which an engine older than `need` has no addresses. */
    | { is: "ipv6", network: string, need: string, have: string }
    /** Containers of one service that would each need the same port of the host, or the same name. */
    | { is: "replicas", service: string, count: number, port?: number }
    /** Ports of the host, each of which takes Docker time and a process. */
    | { is: "many-ports", count: number }
    /** A network by a name of its own that other apps use as well: a warning. */
    | { is: "shared-network", name: string }
    /** Needed from outside, and not there. */
    | { is: "missing", what: "network" | "volume", name: string }
    /** A volume that is there already: what is in it will be the app's. */
    | { is: "volume", name: string }
    /** What the compose file uses and that is not there: Docker makes a folder in its place, or stops. */
    | {
        is: "missing-file", what: "mount" | "device" | "secret" | "config" | "build" | "dockerfile" | "file",
        service: string, path: string,
    }
    /** From outside of the file: only a swarm has such. */
    | { is: "swarm-only", what: "secret" | "config", name: string }
    /** What is unclear in a compose file is a `compose-file`. */
    | { is: "library-folder", fault?: Exclude<FolderFault, { is: "unclear" }> }
);

/** A user-settable variable of the app, prefilled. */
export interface Setting {
    key: string;
    kind: "port" | "text";
    /** What the library's author calls it, by language; undefined where it says nothing. */
    label: { en: string, [language: string]: string | undefined } | undefined;
    value: string;
}

/** What the host says of an installation. */
export interface CheckedInstall {
    checks: Check[];
    /** The digest of the app in its library, as it was checked. */
    definition: string;
}

/** What an install form starts with, and what is said of the app by this name, in the first version, with these settings. */
export interface InstallDraft extends CheckedInstall {
    /** A free name: the app's own, or that with a number. */
    name: string;
    versions: string[];
    settings: Setting[];
    /** The ports that it publishes; none where the compose file can't be read. */
    ports: OfferedPort[];
    /** How the admin's browser reaches this server. */
    hostName: string;
}

/** Parameters of AppInstall. */
export interface InstallRequest {
    app_name: string;
    customer_app_name: string;
    app_version: string;
    settings: Record<string, string>;
    reachable_from?: ReachChoice;
    /** Of what was shown. */
    definition?: string;
}
