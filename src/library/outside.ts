// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Files that a compose file makes compose read from outside of the app's own folder. `docker compose config` has read
 * and merged them by the time it prints anything, so it can't be asked: this reads the text, and rather finds too much
 * in it than too little.
 */
import { assignments } from "./environment";

/** The keys whose values name further files, or places on the net, that become part of the project: where a key can be. */
const reading = /(^[ \t]*|[-?{,]\s*|["']|[&!]\S*\s+)(include|extends|env_file|label_file)["']?\s*:/gm;

/** No app has so many such keys or aliases, nor so much text to one; what is beyond may be anything. */
const mostValues = 500;
const longestValue = 10_000;
const unread = "$…";

/** A path from the root or through "..", or an address; or what no variable of `.env` stands for. */
const leaving = /^(?:\/|~|[a-z][a-z0-9+.-]*:\/\/|git@|(?:.*\/)?\.\.(?:\/|$))|\$/i;

/**
 * What a compose file makes compose read: the first path or address that leaves the folder, and all words that may be
 * paths within. The variables of `env` are put in their places; without it a path with a variable leaves the folder.
 */
export function filesRead(compose: string, env: string | undefined): { outside: string | undefined, within: string[] } {
    const words = wordsRead(compose, env);
    return {
        outside: words.find(word => leaving.test(word)),
        within: [...new Set(words.map(word => word.replace(/^(?:\.\/+)+/, "")).filter(word => word !== ""))],
    };
}

function wordsRead(compose: string, env: string | undefined): string[] {
    const text = plainText(compose);
    const matches = [...text.matchAll(reading)];
    if (matches.length > mostValues)
        return [unread];
    const values = matches.map(match => {
        const key = match.index + (match[1]?.length ?? 0);
        return valueAt(text, match.index + match[0].length, columnOf(text, key), /^[{,]/.test(match[1] ?? ""));
    });
    const variables = env === undefined ? undefined : new Map(assignments(env).map(({ key, raw }) => [key, raw]));
    return [...values, ...aliased(text, values)]
        .flatMap(value => (variables ? expanded(value, variables) : value).split(/[\s"'[\]{},]+/));
}

/** Without comments, and with what YAML lets be written in another way written as it is meant. */
function plainText(compose: string): string {
    const codes = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))/gi;
    return compose
        .replace(/^\uFEFF/, "")
        .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
        .replace(/\\\n[ \t]*/g, "")
        .replace(codes, (all: string, ...hex: (string | undefined)[]) => {
            const code = parseInt(hex.slice(0, 3).find(Boolean) ?? "", 16);
            return code <= 0x10FFFF ? String.fromCodePoint(code) : all;
        })
        .replaceAll("\\/", "/")
        // A "#" between quotes begins no comment.
        .replace(/^((?:[^\n"'#]|"[^"\n]*"|'[^'\n]*'|[^\s]#)*?(?:^|\s))#.*$/gm, "$1");
}

function columnOf(text: string, at: number): number {
    return at - (text.lastIndexOf("\n", at - 1) + 1);
}

/** Of the line at hand. */
function indentOf(text: string, at: number): number {
    return /^ */.exec(text.slice(text.lastIndexOf("\n", at - 1) + 1, at))?.[0].length ?? 0;
}

/** All that belongs to a key in this column: to the end of its block, or of its part in braces. */
function valueAt(text: string, start: number, column: number, isFlow: boolean): string {
    let depth = 0;
    let quote = "";
    for (let at = start; at < text.length; at++) {
        if (at - start > longestValue)
            return unread;
        const sign = text[at] ?? "";
        if (quote !== "") {
            quote = sign === quote ? "" : quote;
        } else if (/["']/.test(sign) && /[\s[{,:]/.test(text[at - 1] ?? "")) {
            quote = sign;
        } else if (/[[{]/.test(sign)) {
            depth++;
        } else if (/[\]}]/.test(sign)) {
            if (isFlow && depth === 0)
                return text.slice(start, at);
            depth--;
        } else if (isFlow && depth === 0 && sign === ",") {
            return text.slice(start, at);
        } else if (!isFlow && depth <= 0 && sign === "\n") {
            const [, indent = "", first = ""] = /^\s*?([ ]*)(\S|$)/.exec(text.slice(at + 1)) ?? [];
            if (first !== "" && (indent.length < column || (indent.length === column && first !== "-")))
                return text.slice(start, at);
        }
    }
    return text.slice(start);
}

/** What the aliases in values stand for, and those in that. */
function aliased(text: string, values: readonly string[]): string[] {
    const namesIn = (value: string) =>
        [...value.matchAll(/(?:^|[\s[{,:])\*([^\s[\]{},]+)/g)].map(match => match[1] ?? "");
    const names = new Set(values.flatMap(namesIn));
    const found: string[] = [];
    for (const name of names) {
        for (let at = text.indexOf(`&${name}`); at >= 0; at = text.indexOf(`&${name}`, at + 1)) {
            if (found.length >= mostValues)
                return [unread];
            const value = valueAt(text, at + name.length + 1, indentOf(text, at), false);
            found.push(value);
            namesIn(value).forEach(one => names.add(one));
        }
    }
    return found;
}

/** `$A`, `${A}`, `${A:-else}` and its likes, and what they stand for again. */
function expanded(value: string, variables: ReadonlyMap<string, string>): string {
    const variable = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+?])([^{}]*))?\})/g;
    const valueOf = (_all: string, plain = "", braced = "", sign = "", other = "") => {
        const known = variables.get(plain || braced);
        const counts = sign.startsWith(":") ? known !== undefined && known !== "" : known !== undefined;
        if (sign.endsWith("+"))
            return counts ? other : "";
        return sign.endsWith("-") && !counts ? other : known ?? "";
    };
    let text = value;
    for (let round = 0; round < 5 && text.includes("$") && text.length < 10 * longestValue; round++)
        text = text.replace(variable, valueOf);
    return text;
}
