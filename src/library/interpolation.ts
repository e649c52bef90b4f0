// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * What variables in a compose file's text stand for, as Compose replaces them:
 * https://docs.docker.com/reference/compose-file/interpolation/. Undefined where it can't be told for certain.
 */
import { assignments } from "./environment";

/** "" with `isSet` false: no such variable. Undefined: it may be anything. */
export type Variables = (name: string) => { value: string, isSet: boolean } | undefined;

/** Compose takes these from its own environment, whatever `.env` says. */
const environment = /^(?:HOME|PATH|PWD|LC_ALL|(?:APPMANAGE|COMPOSE|DOCKER|OTEL)_.*)$/;
/** An `.env` of nothing but such lines reads the same to Compose and here: a comment, a name, a value on its own line. */
const value = /[^\s'"][^\v\f\r\u0085\u00A0]*|(?:'[^'\\]*'|"[^"\\]*")[ \t]*(?:#.*)?/.source;
const plainLine = new RegExp(
    `^[ \\t]*(?:#.*|(?:export[ \\t]+)?[A-Za-z_][\\w.-]*[ \\t]*(?:[=:][ \\t]*(?:${value})?)?)?\\r?$`);
/** Characters of a text with all that stands in it, and levels of variables within variables. */
const longest = 4096;
const deepest = 10;

/** Nothing is known of any. */
export const unknownVariables: Variables = () => undefined;

/** Those of an `.env` file. */
export function variablesOf(env: string): Variables {
    const text = env.replace(/^\uFEFF/, "");
    if (!text.split("\n").every(line => plainLine.test(line)))
        return unknownVariables;
    const all = assignments(text);
    const places = new Map<string, number>();
    const repeated = new Set<string>();
    all.forEach(({ key }, at) => {
        if (places.has(key))
            repeated.add(key);
        places.set(key, at);
    });
    const known = new Map<number, string | undefined>();
    const valueAt = (at: number, depth: number): string | undefined => {
        const { raw, quote } = all[at] ?? { raw: "\\", quote: "" };
        if (!known.has(at))
            known.set(at, raw.includes("\\") ? undefined : quote === "'" ? raw : interpolated(raw, before(at, depth)));
        return known.get(at);
    };
    const before = (end: number, depth: number): Variables => name => {
        const at = places.get(name) ?? end;
        if (environment.test(name) || repeated.has(name) || depth > deepest)
            return undefined;
        if (at >= end)
            return { value: "", isSet: false };
        const value = valueAt(at, depth + 1);
        return value === undefined ? undefined : { value, isSet: true };
    };
    return before(all.length, 0);
}

/** `$A`, `${A}`, `${A:-else}` and their likes, one within the other, and `$$`. */
export function interpolated(text: string, variables: Variables): string | undefined {
    if (!text.includes("$"))
        return text;
    // To Compose's own expression two letters of other alphabets are an "s" and a "k", and a line's end ends a variable.
    if (text.length > longest || /[\n\u017F\u212A]/.test(text))
        return undefined;
    return replaced({ text, at: 0 }, variables, 0);
}

interface Cursor { text: string, at: number }

/** To the text's end; within braces, where `depth` is above 0, to the one that closes them. */
function replaced(cursor: Cursor, variables: Variables, depth: number): string | undefined {
    let result = "";
    const plain = depth === 0 ? /[^$]*/y : /[^${}]*/y;
    while (result.length <= longest && depth <= deepest) {
        result += taken(cursor, plain);
        if (cursor.at === cursor.text.length)
            return depth === 0 ? result : undefined;
        if (depth > 0 && taken(cursor, /\}/y) !== "")
            return result;
        if (taken(cursor, /\$\$/y) !== "") {
            result += "$";
            continue;
        }
        const value = variable(cursor, variables, depth);
        if (value === undefined)
            return undefined;
        result += value;
    }
    return undefined;
}

/** One that begins here. */
function variable(cursor: Cursor, variables: Variables, depth: number): string | undefined {
    const [, plain, braced] = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*))$/.exec(taken(cursor, /\$\{?[A-Za-z_]\w*/y)) ?? [];
    const found = variables(plain ?? braced ?? "");
    if (braced === undefined)
        return plain === undefined ? undefined : found?.value;
    const sign = taken(cursor, /:?[-+?]/y);
    const other = replaced(cursor, variables, depth + 1);
    if (other === undefined || found === undefined || (sign === "" && other !== ""))
        return undefined;
    const counts = found.isSet && !(sign.startsWith(":") && found.value === "");
    if (sign.endsWith("+"))
        return counts ? other : "";
    if (sign.endsWith("-"))
        return counts ? found.value : other;
    return sign === "" || counts ? found.value : undefined;
}

function taken(cursor: Cursor, pattern: RegExp): string {
    pattern.lastIndex = cursor.at;
    const text = pattern.exec(cursor.text)?.[0] ?? "";
    cursor.at += text.length;
    return text;
}
