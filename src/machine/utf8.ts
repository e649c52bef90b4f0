// SPDX-License-Identifier: LGPL-2.1-or-later
/** Bytes that have to be text. */

/** The text with all its characters, a byte order mark too; undefined for bytes that are not UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
        // That is all that can go wrong; the platform's TypeError is another realm's in a test.
        return undefined;
    }
}
