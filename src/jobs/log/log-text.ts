// SPDX-License-Identifier: LGPL-2.1-or-later
/** The words of a job's log, for people: without control sequences, without secrets, json told as text. */
import { parseJson } from "../../machine/json";
import * as z from "../../machine/zod";

// eslint's no-control-regex would reject the escape itself in a pattern.
const escape = String.fromCharCode(27);
const sequences = new RegExp(
    `${escape}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${escape}\\u0007]*(?:\\u0007|${escape}\\\\)?|[@-Z\\\\^_]?)`, "g");
// Those that turn the direction of a text among them: a line would say something else than it seems to.
const controls = new RegExp("[\\u0000-\\u0008\\u000b-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069]", "g");
const anyControl = new RegExp(controls.source);

/** A line as a terminal would show it, without colours and cursor movements. */
export function plainText(line: string): string {
    return anyControl.test(line) ? line.replace(sequences, "").replace(controls, "") : line;
}

const words = z.catch(z.optional(z.string()), undefined);
const message = z.object({ id: words, text: words, status: words, details: words, message: words });

/**
 * A line of the log as text, `undefined` for the job's own marks. What `--progress json` prints becomes what plain text
 * would be: {"id":"web","text":"Error","status":"no such image"} is "web Error no such image".
 */
export function readableLine(line: string): string | undefined {
    if (line.startsWith("--- "))
        return undefined;
    const text = plainText(line).trimEnd();
    if (!text.startsWith("{"))
        return text;
    const parsed = message.safeParse(parseJson(text)).data;
    const parts = [parsed?.id, parsed?.text, parsed?.details ?? parsed?.status, parsed?.message];
    return parts.filter(part => part !== undefined && part !== "").join(" ") || text;
}

// What could be a secret in an error: credentials in an address, signed links, a quoted piece of an .env file.
// Every repetition that others follow has a bound: a hostile line must not take a minute.
const secrets: readonly [RegExp, string][] = [
    [/(:\/\/)[^\s/@"']{1,200}@/g, "$1***@"],
    [/((?:[?&]|\b)(?:x-amz-signature|x-amz-security-token|x-amz-credential|signature|sig|access_token|token|password)=)[^\s&"']+/gi,
        "$1***"],
    [/\b(bearer|basic) [a-z0-9._~+/=-]{8,}/gi, "$1 ***"],
    [/((?:(?:password|passwd|secret|token|api_?key)\w{0,30}|pass|pwd)["']?\s{0,3}[=:]\s{0,3})("[^"]*"|'[^']*'|[^\s,;&]+)/gi,
        "$1***"],
    [/(unterminated quoted value ).*$/i, "$1***"],
    [/(in variable name ).*$/i, "$1***"],
];

/** Without what might be a password. */
export function masked(line: string): string {
    return secrets.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);
}
