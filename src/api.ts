// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * The interface for other Cockpit pages: the global `appmanage` of `../appmanage/api.js`, which a page loads after
 * `../base1/cockpit.js`. What works is loaded with the first call, from the folder of this script.
 */
import { notLoaded } from "./api/not-loaded";
import type { Answer } from "./api/schemas";

/** As it is now: its owner may change it while the rest is loaded. What is not JSON counts as nothing, see call.ts. */
function asSent(value: unknown): unknown {
    try {
        return JSON.parse(JSON.stringify(value));
    } catch {
        return undefined;
    }
}

/**
 * One operation of the contract. Never rejects: every failure is an answer with status 404 and an `Error`.
 * `headers` is `{ Version, Language }`, `body` the operation's parameters.
 */
async function call(operation: unknown, headers: unknown, body: unknown): Promise<Answer> {
    const sent = [asSent(headers), asSent(body)] as const;
    let loaded;
    try {
        loaded = await import("./api-call.js");
    } catch (error) {
        return notLoaded(error, operation === "AppList");
    }
    return loaded.call(operation, ...sent);
}

Object.assign(window, { appmanage: { call } });
