// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an installation will set in the app's `.env`, decided from what the library says and what the host has free. */
import type { AppDefinition } from "../library/definition";
import { rawValue, setValues } from "../library/environment";
import { OperationError } from "./problem";
import { freshCode, freshPassword } from "./secret";
import { isSettable, portNumber, settableVariables } from "./settings";

export interface PlanRequest {
    id: string;
    version: string;
    /** Values of user-settable variables, by key; not checked yet. */
    settings: Readonly<Record<string, string>>;
}

export interface Surroundings {
    /** Host ports that are listened on, published or promised to another app. */
    takenPorts: ReadonlySet<number>;
    /** Name of the network that the app joins. */
    network: string;
    /** How this host is reached, for apps that want to know their address. */
    hostName: string;
}

export interface Plan {
    /** The new text of `.env`. */
    env: string;
    /** Host ports by the key that carries each. */
    ports: Record<string, number>;
}

/** Throws `Param.Settings.*`. */
export function planInstall(
    definition: AppDefinition, env: string, compose: string, request: PlanRequest, around: Surroundings,
): Plan {
    const variables = settableVariables(env, compose);
    const values: Record<string, string> = {};
    for (const [key, value] of Object.entries(request.settings)) {
        const variable = variables.find(known => known.key === key);
        if (!variable)
            throw new OperationError("Param.Settings.FormatError", `${shown(key)}: not a setting of ${definition.name}`);
        // A text may be a password: it is not said again.
        if (!isSettable(variable, value))
            throw new OperationError("Param.Settings.FormatError", variable.kind === "port" ? `${key}: ${shown(value)}` : key);
        values[key] = value;
    }

    const ports = assignPorts(
        variables.filter(({ kind }) => kind === "port").map(({ key, preset }) => ({ key, asked: values[key], preset })),
        around.takenPorts,
    );
    for (const [key, port] of Object.entries(ports))
        values[key] = String(port);

    values.W9_ID = request.id;
    values.W9_VERSION = request.version;
    // An edition says which of the library's variants a version is of; a file that has one edition only keeps its word.
    const edition = definition.editions.find(({ version }) => version === request.version);
    if (edition && definition.editions.some(({ dist }) => dist !== edition.dist))
        values.W9_DIST = edition.dist;
    values.W9_NETWORK = around.network;
    values.W9_POWER_PASSWORD = freshPassword();
    values.W9_RCODE = freshCode(rawValue(env, "W9_RCODE") ?? "");

    const webPort = ports.W9_HTTP_PORT_SET ?? ports.W9_HTTPS_PORT_SET;
    if (rawValue(env, "W9_URL_REPLACE") === "true")
        values.W9_URL = webPort === undefined ? around.hostName : `${around.hostName}:${webPort}`;

    return { env: setValues(env, values), ports };
}

/** A port asked for is taken or answered by an error; one not asked for is the next free one from the library's. */
function assignPorts(
    wanted: { key: string, asked: string | undefined, preset: string }[], taken: ReadonlySet<number>,
): Record<string, number> {
    const ports: Record<string, number> = {};
    const used = new Set(taken);
    for (const { key, asked } of wanted) {
        if (asked === undefined)
            continue;
        const port = Number(asked);
        if (used.has(port))
            throw new OperationError("Param.Settings.PortInUse", `${key}: ${port}`);
        ports[key] = port;
        used.add(port);
    }
    for (const { key, asked, preset } of wanted) {
        if (asked !== undefined)
            continue;
        const port = freePort(portNumber(preset) ?? 9001, used);
        ports[key] = port;
        used.add(port);
    }
    return ports;
}

/** The first free one from `from` on, else from 9001 on. */
export function freePort(from: number, taken: ReadonlySet<number>): number {
    for (const start of [from, 9001]) {
        for (let port = start; port <= 65535; port++) {
            if (!taken.has(port))
                return port;
        }
    }
    throw new OperationError("Param.Settings.PortInUse", "all ports from 9001 to 65535");
}

/** Outside text for an error's detail: one short line. */
function shown(text: string): string {
    const line = text.replace(/\p{Cc}/gu, "\uFFFD");
    return JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);
}
