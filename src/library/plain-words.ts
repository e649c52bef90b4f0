// SPDX-License-Identifier: LGPL-2.1-or-later
/** Texts of a library as people see them. */

/** Control characters, those that change the direction of a text, and those that can't be seen; joiners are part of a script. */
const hidden = /[^\P{Cc}\n\t]|[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

/** A text in which nothing is hidden, with at most so many characters. */
export function plainWords(text: string, longest: number): string {
    const plain = text.replace(hidden, "");
    // The last character may be half of a pair.
    return plain.length <= longest ? plain : `${plain.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
