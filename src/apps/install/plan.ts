// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an installation will set in the app's `.env`, decided from what the library says and what the host has free. */
import type { AppDefinition } from "../../library/definition";
import { addValues, assignments, rawValue, setValues } from "../../library/environment";
import { freePort, takenPorts, type PortUse } from "./checks/ports";
import type { Host } from "../host/host";
import type { Secrets } from "./secret";
import { blockedPorts, isWebSetting } from "./web-port";
import { portNumber, settableVariables, type SettableVariable } from "./settings";

export interface PlanRequest {
    id: string;
    version: string;
    /** Values of user-settable variables, by key; those of ports may be taken. */
    settings: Readonly<Record<string, string>>;
    secrets: Secrets;
    /** So many free ports are left to others before one is taken; 0 if left out. */
    portsToLeave?: number;
}

export interface PlanSurroundings {
    ports: readonly PortUse[];
    /** Name of the network that the app joins. */
    network: string;
    /** How this host is reached, for apps that want to know their address. */
    hostName: string;
    host: Pick<Host, "addresses" | "address">;
}

export interface Plan {
    /** The new text of `.env`. */
    env: string;
    /** Host ports by the key that carries each. */
    ports: Record<string, number>;
    /** Values of all user-settable variables, by key; not expanded where they are the library's. */
    settings: Record<string, string>;
}

export function planInstall(
    definition: AppDefinition, env: string, compose: string, request: PlanRequest, around: PlanSurroundings,
): Plan {
    const variables = settableVariables(env, compose);
    const ports = assignPorts(variables, request.settings, takenPorts(around.ports), request.portsToLeave ?? 0);
    const values: Record<string, string> = { ...request.settings };
    for (const { key, kind, preset } of variables) {
        if (kind === "text" && values[key] === undefined && isForeignAddress(preset, around.host))
            values[key] = around.host.address;
    }
    for (const [key, port] of Object.entries(ports))
        values[key] = String(port);
    const settings = Object.fromEntries(variables.map(({ key, preset }) => [key, values[key] ?? preset]));

    const own: Record<string, string> = {
        W9_ID: request.id,
        W9_VERSION: request.version,
        W9_NETWORK: around.network,
        W9_POWER_PASSWORD: request.secrets.password(),
        W9_RCODE: request.secrets.code(rawValue(env, "W9_RCODE") ?? ""),
    };
    // An edition says which of the library's variants a version is of; a file that has one edition only keeps its word.
    const edition = definition.editions.find(({ version }) => version === request.version);
    if (edition && definition.editions.some(({ dist }) => dist !== edition.dist))
        own.W9_DIST = edition.dist;
    if (rawValue(env, "W9_URL_REPLACE")?.toLowerCase() === "true")
        own.W9_URL = address(env, ports, around);

    return { env: addValues(setValues(env, { ...values, ...own }), wantedBeyond(env, compose, own)), ports, settings };
}

/** How users reach the app, in the form that the library's value has. */
function address(env: string, ports: Readonly<Record<string, number>>, { hostName, host }: PlanSurroundings): string {
    const scheme = /^https?:\/\//.exec(rawValue(env, "W9_URL") ?? "")?.[0] ?? "";
    // Through a tunnel the browser names an address that other machines cannot use.
    const name = /^(localhost|127\..*|\[?::1\]?)$/.test(hostName) && host.address !== "" ? host.address : hostName;
    const port = ports.W9_HTTP_PORT_SET ?? ports.W9_HTTPS_PORT_SET;
    const withPort = port !== undefined && rawValue(env, "W9_URL_WITH_PORT")?.toLowerCase() !== "false";
    const bracketed = name.includes(":") && !name.startsWith("[") ? `[${name}]` : name;
    return `${scheme}${bracketed}${withPort ? `:${port}` : ""}`;
}

/** What the files mention and `.env` does not assign. */
function wantedBeyond(env: string, compose: string, values: Readonly<Record<string, string>>): Record<string, string> {
    const assigned = new Set(assignments(env).map(({ key }) => key));
    return Object.fromEntries(Object.entries(values).filter(([key]) =>
        !assigned.has(key) && new RegExp(`\\$(?:${key}\\b|\\{${key}\\b)`).test(`${env}\n${compose}`)));
}

/** An address to publish ports on, as the library's author had it on a host of their own. */
function isForeignAddress(preset: string, host: PlanSurroundings["host"]): boolean {
    return /^\d{1,3}(\.\d{1,3}){3}$/.test(preset) && !preset.startsWith("127.") && preset !== "0.0.0.0" &&
        host.address !== "" && !host.addresses.includes(preset);
}

function withSome(used: ReadonlySet<number>, from: number, count: number): ReadonlySet<number> {
    const left = new Set(used);
    for (let at = 0; at < count; at++) {
        const port = freePort(from, left);
        if (port === undefined)
            return used;
        left.add(port);
    }
    return left;
}

/** A port that is asked for is what it is; one that is not is the next free one from the library's. */
function assignPorts(
    variables: readonly SettableVariable[], asked: Readonly<Record<string, string>>, taken: ReadonlySet<number>,
    leave: number,
): Record<string, number> {
    const carriers = variables.filter(({ kind }) => kind === "port");
    const used = new Set([...taken, ...carriers.flatMap(({ key }) => portNumber(asked[key] ?? "") ?? [])]);
    const unfit = (key: string) => isWebSetting(key) ? new Set([...used, ...blockedPorts]) : used;
    return Object.fromEntries(carriers.flatMap(({ key, preset }) => {
        const from = portNumber(preset) ?? 9001;
        const port = portNumber(asked[key] ?? "") ?? freePort(from, withSome(unfit(key), from, leave));
        if (port !== undefined)
            used.add(port);
        return port === undefined ? [] : [[key, port]];
    }));
}
