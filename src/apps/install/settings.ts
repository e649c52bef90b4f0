// SPDX-License-Identifier: LGPL-2.1-or-later
/** The variables of an app that the admin may set: the keys `W9_*_SET` of its `.env`, and ports by any `*_PORT_SET`. */
import { assignments, isWritable } from "../../library/environment";

export interface SettableVariable {
    key: string;
    kind: "port" | "text";
    /** What the library's file says. */
    preset: string;
}

/** In the file's order. `compose` is the text of the compose file: a number that it publishes is a port by any name. */
export function settableVariables(env: string, compose: string): SettableVariable[] {
    const found = new Map<string, SettableVariable>();
    for (const { key, raw } of assignments(env)) {
        if (/^W9_\w*_SET$|(?:^|_)PORT_SET$/.test(key))
            found.set(key, { key, kind: isPort(key, raw, compose) ? "port" : "text", preset: raw });
    }
    return [...found.values()];
}

/** Ports in a row, or of one address: as the library has them or not at all. */
const severalPorts = /^\d+-\d+$|:\d+$/;

function isPort(key: string, raw: string, compose: string): boolean {
    if (key.endsWith("PORT_SET"))
        return !severalPorts.test(raw);
    const mention = `\\$(?:${key}\\b|\\{${key}\\b[^}]*\\})`;
    return portNumber(raw) !== undefined && new RegExp(`${mention}:[\\d$]|published:\\s*["']?${mention}`).test(compose);
}

/** 1 to 65535 in plain decimal digits. */
export function portNumber(text: string): number | undefined {
    return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65535 ? Number(text) : undefined;
}

/** Whether a value can be set: a port is a port, a text has nothing that `.env` could not carry. */
export function isSettable(variable: SettableVariable, value: string): boolean {
    if (variable.kind === "port")
        return portNumber(value) !== undefined;
    return value.length <= 1000 && isWritable(value) && !/\p{Cc}/u.test(value);
}
