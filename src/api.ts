// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * The interface for other Cockpit pages: the global `appmanage` of `../appmanage/api.js`, which a page loads after
 * `../base1/cockpit.js`.
 */
import { call as callIn } from "./api/call";
import type { Answer } from "./api/schemas";
import { cockpitContext } from "./context";

let context: ReturnType<typeof cockpitContext> | undefined;

/** Asked once; again where Cockpit could not answer. */
function knownContext(): ReturnType<typeof cockpitContext> {
    context ??= cockpitContext();
    context.catch(() => { context = undefined; });
    return context;
}

/**
 * One operation of the contract. Never rejects: every failure is an answer with status 404 and an `Error`.
 * `headers` is `{ Version, Language }`, `body` the operation's parameters.
 */
export async function call(operation: unknown, headers: unknown, body: unknown): Promise<Answer> {
    return callIn(knownContext(), operation, headers, body);
}
