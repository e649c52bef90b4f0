// SPDX-License-Identifier: LGPL-2.1-or-later
/** Who sends a request, for the journal, and whether it may. */
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { TokenError, tokenName } from "../tokens";
import { Refusal } from "./refusal";

/**
 * What a client is believed. Only root and the group of the unix socket can connect to it, and such a client may say on
 * whose behalf it asks, as a proxy does. Over TCP anyone on this host can connect, and must have a token.
 */
export type Trust = "unix" | "tcp";

export interface Caller {
    user: string;
    request: string;
}

const only = (value: string | string[] | undefined) => typeof value === "string" ? value : undefined;

export function requestId(headers: IncomingHttpHeaders): string {
    const given = only(headers["x-request-id"]) ?? "";
    return /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}

/** The name that the journal has for the caller. Throws `Refusal` for one without access. */
export async function callerOf(headers: IncomingHttpHeaders, trust: Trust, tokens: string): Promise<string> {
    if (trust === "unix") {
        // Node takes headers for Latin-1; proxies send UTF-8.
        const user = Buffer.from(only(headers["x-remote-user"]) ?? "", "latin1").toString("utf8").trim();
        return user || "unix-socket";
    }
    let name: string | undefined;
    try {
        name = await tokenName(headers.authorization, tokens);
    } catch (error) {
        // A list of tokens that can't be read lets no caller in; its path is not the caller's business.
        throw error instanceof TokenError ? new Refusal(401, "Access.Denied", "the list of tokens is damaged") : error;
    }
    if (name === undefined)
        throw new Refusal(401, "Access.Denied", undefined, { "WWW-Authenticate": "Bearer" });
    return `token:${name}`;
}
