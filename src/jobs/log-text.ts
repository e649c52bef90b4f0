// SPDX-License-Identifier: LGPL-2.1-or-later
/** The words of a job's log, for people: without control sequences, without secrets, json told as text. */

// eslint's no-control-regex would reject the escape itself in a pattern.
const escape = String.fromCharCode(27);
const sequences = new RegExp(
    `${escape}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${escape}\\u0007]*(?:\\u0007|${escape}\\\\)?|[@-Z\\\\^_]?)`, "g");
const controls = new RegExp("[\\u0000-\\u0008\\u000b-\\u001f\\u007f]", "g");

/** A line as a terminal would show it, without colours and cursor movements. */
export function plainText(line: string): string {
    return line.replace(sequences, "").replace(controls, "");
}
