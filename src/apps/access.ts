// SPDX-License-Identifier: LGPL-2.1-or-later
/** How an installed app is reached: port, addresses, first user, as compose resolved them. */
import type { Resolved } from "../docker/compose";
import type { ComposeConfig } from "../docker/compose-config";
import { assignments, rawValue } from "../library/environment";
import type { AppRecord } from "./records/record";

/** Stands in a record's addresses for how the host is reached, which each reader knows best. */
const hostPlaceholder = "$host";

/** The variables of an app that `accessOf` wants to see resolved. */
export function accessVariables(env: string): string[] {
    const known = new Set(["W9_URL", "W9_ADMIN_PATH", "W9_LOGIN_USER", "W9_LOGIN_PASSWORD", "W9_POWER_PASSWORD"]);
    return [...new Set(assignments(env).map(({ key }) => key))].filter(key => known.has(key));
}

/**
 * The variables as the app has them. To compose a line of `.env` that refers to a later one is empty there, but not to
 * services that read the file: what the compose file does not mention itself is theirs. Other lines are as compose has
 * them, for it was the library's file that the services read.
 */
export function variablesOf({ config, variables }: Resolved, compose: string, env: string): Record<string, string> {
    const readBy = (key: string) => Object.values(config.services)
        .map(({ environment }) => Object.hasOwn(environment, key) ? environment[key] : undefined)
        .find(value => value !== undefined && value !== "");
    return Object.fromEntries(Object.entries(variables).map(([key, value]) =>
        [key, isMentioned(key, compose) || !rawValue(env, key)?.includes("$") ? value : readBy(key) ?? value]));
}

function isMentioned(key: string, compose: string): boolean {
    return new RegExp(`\\$\\{?${key}\\b`).test(compose);
}

/** The port a browser goes to, if the app has a web page: its key says which scheme. */
function webPort(
    config: ComposeConfig, ports: Readonly<Record<string, number>>,
): { port: number, scheme: string } | undefined {
    const published = (port: number) => Object.values(config.services).some(service =>
        service.networkMode === "host" || service.ports.some(({ host, protocol }) =>
            protocol === "tcp" && host !== undefined && host.first <= port && port <= host.last));
    for (const [key, scheme] of [["W9_HTTP_PORT_SET", "http"], ["W9_HTTPS_PORT_SET", "https"]] as const) {
        const port = ports[key];
        if (port !== undefined && published(port))
            return { port, scheme };
    }
    return undefined;
}

/** The library marks a web app by the key W9_URL, whatever its value. A first user without a password has the master's. */
export function accessOf(
    { config, variables }: Resolved, ports: Readonly<Record<string, number>>,
): AppRecord["access"] {
    const web = webPort(config, ports);
    const url = web && Object.hasOwn(variables, "W9_URL") ? `${web.scheme}://${hostPlaceholder}:${web.port}` : "";
    const path = variables.W9_ADMIN_PATH ?? "";
    return {
        port: web?.port ?? null,
        url,
        admin_url: url && path ? adminUrl(url, path) : "",
        user_name: variables.W9_LOGIN_USER ?? "",
        password: variables.W9_LOGIN_PASSWORD ?? (variables.W9_LOGIN_USER ? variables.W9_POWER_PASSWORD : undefined) ?? "",
    };
}

/** A path of the same address, or ":port" of the same host. */
function adminUrl(url: string, path: string): string {
    if (/^:\d+(\/|$)/.test(path))
        return url.replace(/:\d+$/, () => path);
    return path.startsWith("/") ? url + path : `${url}/${path}`;
}

/** The web port whose answer says that the app is ready; null where a health check of the service behind it does. */
export function probedPort(config: ComposeConfig, ports: Readonly<Record<string, number>>): number | null {
    const port = webPort(config, ports)?.port;
    const behind = Object.values(config.services).find(service =>
        service.ports.some(({ host }) => host !== undefined && host.first === port));
    return port === undefined || behind?.healthcheck === "set" ? null : port;
}

/** The record's addresses for who reaches the host as `hostName`. */
export function addressed(access: AppRecord["access"], hostName: string): AppRecord["access"] {
    const host = hostName.includes(":") && !hostName.startsWith("[") ? `[${hostName}]` : hostName;
    return {
        ...access,
        url: access.url.replace(hostPlaceholder, host),
        admin_url: access.admin_url.replace(hostPlaceholder, host),
    };
}
