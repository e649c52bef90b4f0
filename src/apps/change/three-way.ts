// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * An app's files in another version: what the library had when the app was made of it, what the app has now, and what the
 * library has now. What only one side changed is taken from that side; what both changed is never guessed.
 */

/** Digests by path. */
export type Files = ReadonlyMap<string, string>;

export interface Merged {
    /** Paths that the library's new files go to. */
    put: string[];
    /** Paths of files that go. */
    drop: string[];
    /** Paths of the app's own files that count in place of the library's. */
    own: string[];
    /** Paths that both sides changed. */
    conflicts: string[];
}

/** They describe the app and do not affect how it runs. */
function isInert(path: string): boolean {
    return path === "variables.json" || path === "logo.svg" || /^[^/]+\.md$/i.test(path);
}

/** `base` is undefined for an app of a version that did not keep it: then nothing says which side a difference is of. */
export function mergedFiles(base: Files | undefined, mine: Files, theirs: Files): Merged {
    const merged: Merged = { put: [], drop: [], own: [], conflicts: [] };
    for (const path of [...new Set([...base?.keys() ?? [], ...theirs.keys()])].sort()) {
        const [was, own, other] = [base?.get(path), mine.get(path), theirs.get(path)];
        if (own === other)
            continue;
        if (other === undefined) {
            if (own === was)
                merged.drop.push(path);
        } else if (isInert(path) || (base !== undefined && own === was)) {
            merged.put.push(path);
        } else if (base === undefined && own === undefined) {
            merged.put.push(path);
        } else if (base !== undefined && was === other) {
            if (own !== undefined)
                merged.own.push(path);
            else
                merged.drop.push(path);
        } else {
            merged.conflicts.push(path);
        }
    }
    return merged;
}
