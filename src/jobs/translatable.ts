// SPDX-License-Identifier: LGPL-2.1-or-later
/** Marks a text for translation. Whoever shows it translates it, into the language of the one who asks. */
export function N_<Text extends string>(text: Text): Text {
    return text;
}
