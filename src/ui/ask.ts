// SPDX-License-Identifier: LGPL-2.1-or-later
/** Asks for an action through the contract's door, in the language of the page. */
import cockpit from "cockpit";
import type { AppManager } from "../api/appmanager";
import type { Answer, Envelope } from "../api/schemas";

/** What went wrong, in the words of the interface. */
export type Failure = NonNullable<Envelope<unknown>["Error"]>;

export function ask(manager: Pick<AppManager, "call">, operation: string, body: unknown): Promise<Answer> {
    return manager.call(operation, { Version: "1.0", Language: cockpit.language || "en" }, body);
}
