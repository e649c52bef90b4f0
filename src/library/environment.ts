// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * The `.env` file of an app: find a variable's value, set it in place. Every other byte stays. The grammar is that of
 * docker compose (compose-go's dotenv): `KEY=value` and `KEY: value`, quoted values over several lines, comments.
 */

export interface Assignment {
    key: string;
    /** What stands there, without quotes; nothing is expanded. */
    raw: string;
    quote: "" | "'" | '"';
    /** Where the value stands in the text, quotes included. */
    start: number;
    end: number;
}

/* Names of letters and digits of any language, as compose takes them. */
const statement = /[ \t\r\v\f\u00A0]*(?:export[ \t]+)?([\p{L}\p{N}_][\p{L}\p{N}_.[\]-]*)[ \t]*[=:][ \t]*/uy;

/** End of a quoted value, the closing quote included; the line's end where it is never closed. */
function quotedEnd(text: string, start: number, quote: string): number {
    for (let at = start + 1; at < text.length; at++) {
        // Unlike a shell, compose lets a backslash keep a single quote open, too.
        if (text[at] === "\\")
            at++;
        else if (text[at] === quote)
            return at + 1;
    }
    return lineEnd(text, start);
}

function lineEnd(text: string, start: number): number {
    const end = text.indexOf("\n", start);
    return end < 0 ? text.length : end;
}

/** All assignments in the order of the file. */
export function assignments(text: string): Assignment[] {
    const found: Assignment[] = [];
    let at = text.startsWith("\uFEFF") ? 1 : 0;
    while (at < text.length) {
        statement.lastIndex = at;
        const match = statement.exec(text);
        if (!match?.[1]) {
            at = lineEnd(text, at) + 1;
            continue;
        }
        const start = statement.lastIndex;
        const first = text[start];
        if (first === "'" || first === '"') {
            const end = quotedEnd(text, start, first);
            const closed = text[end - 1] === first && end - start >= 2;
            found.push({ key: match[1], raw: text.slice(start + 1, closed ? end - 1 : end), quote: first, start, end });
            // To compose another assignment may follow on the same line.
            at = end;
        } else {
            const line = text.slice(start, lineEnd(text, start));
            // Compose requires a space before the comment, not a tab; a value may begin with "#".
            const raw = line.replace(/ #[^]*$/, "").trimEnd();
            found.push({ key: match[1], raw, quote: "", start, end: start + raw.length });
            at = lineEnd(text, start) + 1;
        }
    }
    return found;
}

/** The value of a key, not expanded; the last assignment counts. */
export function rawValue(text: string, key: string): string | undefined {
    return assignments(text).findLast(assignment => assignment.key === key)?.raw;
}

/** Values that compose, `env_file` and a shell alike read back unchanged, whatever the quotes around them. */
const plain = /^[A-Za-z0-9_.:/@+-]*$/;

/**
 * Can `.env` carry it, so that compose, `env_file` and a shell read the same? Between single quotes nothing is special
 * but they themselves, and to compose a backslash before the last one.
 */
export function isWritable(value: string): boolean {
    return !/['\r\n\0]|\\$/.test(value);
}

/**
 * Sets values in place. Keys that the text does not assign are left out; a key assigned twice is set twice. Throws a
 * RangeError for a value that is not writable.
 */
export function setValues(text: string, values: Readonly<Record<string, string>>): string {
    let result = "";
    let copied = 0;
    for (const { key, quote, start, end } of assignments(text)) {
        const value = Object.hasOwn(values, key) ? values[key] : undefined;
        if (value === undefined)
            continue;
        if (!isWritable(value))
            throw new RangeError(`A value for ${key} can't be written to .env`);
        const marks = plain.test(value) && (value !== "" || quote !== "") ? quote : "'";
        result += text.slice(copied, start) + marks + value + marks;
        copied = end;
    }
    return result + text.slice(copied);
}

/** Adds lines for keys that the text does not assign, with its own line ends: first, as other lines may refer to them. */
export function addValues(text: string, values: Readonly<Record<string, string>>): string {
    const end = text.includes("\r\n") ? "\r\n" : "\n";
    const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    const lines = Object.entries(values).map(([key, value]) => setValues(`${key}=`, { [key]: value }) + end);
    return mark + lines.join("") + text.slice(mark.length);
}
