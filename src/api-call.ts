// SPDX-License-Identifier: LGPL-2.1-or-later
/** What api.ts loads with the first call: the operations, on the host that Cockpit is logged in to. */
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

export function call(operation: unknown, headers: unknown, body: unknown): Promise<Answer> {
    return callIn(knownContext(), operation, headers, body);
}
