// SPDX-License-Identifier: LGPL-2.1-or-later
/** What edited files let an app do that no admin has allowed. */
import type { Machine } from "../../machine/machine";
import { sha256 } from "../../machine/sha256";
import type { DefinitionChanges } from "../definition/changes";
import { digestIn } from "../definition/digest";
import { OperationError } from "../problem";

export interface Unallowed {
    /** How the files were changed on disk before. */
    changes: DefinitionChanges | undefined;
    /** Those that the app does not have already. */
    rights: readonly string[];
    /** All that the app will be. */
    definition: string;
}

/**
 * Throws `APP.DefinitionChanged` unless `allow` stands for all of it. The changes on disk are a part of what is edited, so one
 * digest is for both.
 */
export async function refuseUnallowed(
    machine: Pick<Machine, "run">, { changes, rights, definition }: Unallowed, allow: string,
): Promise<void> {
    const isTooLong = changes !== undefined && digestIn(changes.text) === undefined;
    if (rights.length === 0 || isTooLong) {
        if (changes && changes.digest !== allow)
            throw new OperationError("APP.DefinitionChanged", changes.text);
        return;
    }
    const digest = await sha256(machine, `${changes?.digest ?? ""} ${definition}`);
    if (digest === allow)
        return;
    const lines = [...rights.map(right => `+ ${right}`), ...changes?.text.split("\n").slice(2) ?? []];
    throw new OperationError("APP.DefinitionChanged", ["--- allowed", `+++ ${digest}`, ...lines].join("\n"));
}
