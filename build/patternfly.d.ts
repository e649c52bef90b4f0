// SPDX-License-Identifier: LGPL-2.1-or-later
/** Matches the class names whose styles are not in the bundle: no element of the page may have one. */
export const unused: RegExp;
