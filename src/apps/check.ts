// SPDX-License-Identifier: LGPL-2.1-or-later
/** One line of what is checked before an install: what is needed, what there is, and whether it stops the install. */

/** The request's part that a check is about: "app_name", "customer_app_name", "app_version" or "settings.<key>". */
export type CheckField = "app_name" | "customer_app_name" | "app_version" | `settings.${string}`;

export type CheckLevel = "ok" | "warn" | "stop";

export type Check = { level: CheckLevel, field?: CheckField } & (
    /** `code` is the contract's code when it stops. */
    | { is: "name", code?: "blank" | "format" | "wait" | "repeat" }
    | { is: "version" }
    | { is: "setting", key: string, code?: "unknown" | "format" }
    /** `holder` says who has the port: an app's id, a container's or "" for a program of the host. `free` is one to take instead. */
    | { is: "port", key: string, port: number, protocol: "tcp" | "udp", holder: string, free?: number }
    /** Cores. */
    | { is: "cpu", need: number, have: number }
    /** Bytes. */
    | { is: "memory", need: number, have: number }
    /** Bytes, on the file system of `path`. */
    | { is: "disk", need: number, have: number, path: string }
    /** A fixed container name of the compose file that exists already. */
    | { is: "container-name", name: string, holder: string }
    /** What the app is allowed to do beyond its containers; always `warn`. */
    | { is: "privilege", what: "privileged" | "host-network" | "docker-socket" | "host-path" | "devices", service: string, detail: string }
    | { is: "compose-file", message: string }
    | { is: "network" }
);

/** A user-settable variable of the app, prefilled. */
export interface Setting {
    key: string;
    kind: "port" | "text";
    /** What the library's author calls it, by language; undefined where it says nothing. */
    label: { en: string, [language: string]: string | undefined } | undefined;
    value: string;
}

/** What an install form starts with. */
export interface InstallDraft {
    /** A free name: the app's own, or that with a number. */
    name: string;
    versions: string[];
    settings: Setting[];
}

/** Parameters of AppInstall. */
export interface InstallRequest {
    app_name: string;
    customer_app_name: string;
    app_version: string;
    settings: Record<string, string>;
}
