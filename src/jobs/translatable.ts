// SPDX-License-Identifier: LGPL-2.1-or-later
/** Marks a text for translation. It is translated where it is shown, into the language of the reader. */
export function N_<Text extends string>(text: Text): Text {
    return text;
}
