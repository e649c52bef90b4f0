// SPDX-License-Identifier: LGPL-2.1-or-later
/** How an installed app is reached: port, addresses, first user, as compose resolved them. */
import type { Resolved } from "../docker/compose";
import type { ComposeConfig } from "../docker/compose-config";
import { assignments, rawValue } from "../library/environment";
import { hostAt, hostPlaceholder, speaksTls, widestOf } from "./address";
import type { AppRecord } from "./records/record";

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
export function variablesOf({ config, variables }: Omit<Resolved, "model">, compose: string, env: string): Record<string, string> {
    const readBy = (key: string) => Object.values(config.services)
        .map(({ environment }) => Object.hasOwn(environment, key) ? environment[key] : undefined)
        .find(value => value !== undefined && value !== "");
    return Object.fromEntries(Object.entries(variables).map(([key, value]) =>
        [key, isMentioned(key, compose) || !rawValue(env, key)?.includes("$") ? value : readBy(key) ?? value]));
}

function isMentioned(key: string, compose: string): boolean {
    return new RegExp(`\\$\\{?${key}\\b`).test(compose);
}

/** Where a browser goes: the service, its port and the binding on the host. */
interface WebPort {
    scheme: "http" | "https";
    port: number;
    /** Host address of the binding, "" for every address. */
    address: string;
    /** Undefined where the service uses the host's network: nothing is published there. */
    target: { service: string, port: number } | undefined;
    /** The engine chooses one of a range when the container starts. */
    isChosen: boolean;
}

/** The port a browser goes to, if the app has a web page: its key or the container's port says which scheme. */
function webPort(config: ComposeConfig, ports: Readonly<Record<string, number>>): WebPort | undefined {
    for (const [key, scheme] of [["W9_HTTP_PORT_SET", "http"], ["W9_HTTPS_PORT_SET", "https"]] as const) {
        const port = ports[key];
        const found = port === undefined ? undefined : bindingOf(config, port);
        if (found)
            return { ...found, scheme: speaksTls(found.target?.port ?? found.port) ? "https" : scheme };
    }
    return undefined;
}

function bindingOf(config: ComposeConfig, port: number): Omit<WebPort, "scheme"> | undefined {
    const bindings = Object.entries(config.services).flatMap(([service, { ports }]) =>
        ports.flatMap(({ address, host, container, protocol }) =>
            protocol === "tcp" && host !== undefined && host.first <= port && port <= host.last
                ? [{
                    port, address: address === "0.0.0.0" ? "" : address.replace(/^\[|\]$/g, ""),
                    target: { service, port: container }, isChosen: host.first < host.last,
                }]
                : []));
    const widest = widestOf(bindings);
    if (widest)
        return widest;
    return Object.values(config.services).some(({ networkMode }) => networkMode === "host")
        ? { port, address: "", target: undefined, isChosen: false }
        : undefined;
}

/** The library marks a web app by the key W9_URL, whatever its value. A first user without a password has the master's. */
export function accessOf(
    { config, variables }: Omit<Resolved, "model">, ports: Readonly<Record<string, number>>,
): AppRecord["access"] {
    const web = webPort(config, ports);
    const host = web && hostAt(web.address, hostPlaceholder);
    const url = web && Object.hasOwn(variables, "W9_URL") ? `${web.scheme}://${host}:${web.port}` : "";
    const path = variables.W9_ADMIN_PATH ?? "";
    return {
        port: web?.port ?? null,
        url,
        admin_url: url && path ? adminUrl(url, path) : "",
        user_name: variables.W9_LOGIN_USER ?? "",
        password: variables.W9_LOGIN_PASSWORD ?? (variables.W9_LOGIN_USER ? variables.W9_POWER_PASSWORD : undefined) ?? "",
        ...(web?.target && { target: web.target }),
    };
}

/** A path of the same address, or ":port" of the same host. */
function adminUrl(url: string, path: string): string {
    if (/^:\d+(\/|$)/.test(path))
        return url.replace(/:\d+$/, () => path);
    return path.startsWith("/") ? url + path : `${url}/${path}`;
}

/** What an installation asks to find out whether the app is ready: any HTTP answer will do. */
export interface Probe {
    scheme: "http" | "https";
    /** The address to connect to, without brackets; "" where the port is published on every address. */
    address: string;
    port: number;
}

/**
 * Null where there is nothing to ask: no web port, a port that the engine chooses at the start, or a health check of
 * the service behind the port, which decides instead.
 */
export function probeOf(config: ComposeConfig, ports: Readonly<Record<string, number>>): Probe | null {
    const web = webPort(config, ports);
    if (!web || web.isChosen || isCheckedBehind(config, web))
        return null;
    // "[::]:80:80" is published on IPv6 only.
    return { scheme: web.scheme, address: web.address === "::" ? "::1" : web.address, port: web.port };
}

/** Services that share a network answer at each other's ports: only when all of them have a check does it decide. */
function isCheckedBehind({ services }: ComposeConfig, { target }: WebPort): boolean {
    const network = target ? `service:${target.service}` : "host";
    const behind = Object.entries(services).filter(([name, { networkMode }]) =>
        name === target?.service || networkMode === network);
    return behind.every(([, { healthcheck }]) => healthcheck === "set");
}
