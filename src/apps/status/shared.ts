// SPDX-License-Identifier: LGPL-2.1-or-later
/** Structural sharing: what did not change stays the same object, so that its row is not rendered again. */
import { dequal } from "dequal/lite";

/** `next`, with the objects of `last` where they are equal; `last` itself where all of them are. */
export function shared<T>(last: readonly T[], next: readonly T[], keyOf: (item: T) => string): readonly T[] {
    const before = new Map(last.map(item => [keyOf(item), item]));
    const kept = next.map(item => {
        const known = before.get(keyOf(item));
        return known !== undefined && dequal(known, item) ? known : item;
    });
    return kept.length === last.length && kept.every((item, at) => item === last[at]) ? last : kept;
}
