// SPDX-License-Identifier: LGPL-2.1-or-later
/** What allows the changes of a definition that `APP.DefinitionChanged` has reported, and nothing else. */

/** Undefined where the changes are too long to be shown. */
export function digestIn(detail: string): string | undefined {
    return /^\+\+\+ ([0-9a-f]{64})$/m.exec(detail)?.[1];
}
