// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the table of rights is made of. A rule says what one value of the resolved compose model asks for. */
import type { Privilege } from "../../check";

export type Asked =
    | { is: "right", what: Privilege, detail: string }
    /** A path of the host. What it gives depends on where the app's folder and its other paths are. */
    | { is: "path", path: string, isWritable: boolean }
    | { is: "refused", key: string };

/** Nothing is asked for where a value is harmless. `path` are the keys that lead to it: "volumes.bind.propagation". */
export type Rule = (value: unknown, path: string) => Asked[];

/** By key. */
export type Table = Readonly<Record<string, Rule>>;

/** Longer texts don't help to decide. */
const longestDetail = 200;

export function right(what: Privilege, detail: string): Asked {
    return { is: "right", what, detail: detail.length > longestDetail ? `${detail.slice(0, longestDetail)}…` : detail };
}

/** Whether a key is there without a meaning: as if it were absent. */
export function isNothing(value: unknown): boolean {
    return value === undefined || value === null || value === false || value === "" ||
        (typeof value === "object" && Object.keys(value).length === 0);
}

export function isMap(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): boolean {
    return typeof value !== "object" || value === null;
}

export function isPlain(value: unknown): boolean {
    return Array.isArray(value) ? value.every(isScalar) : isScalar(value);
}

/** A map as the words "key=value", anything else as one word for each element. */
export function wordsOf(value: unknown): string[] {
    if (isNothing(value))
        return [];
    if (Array.isArray(value))
        return value.map(textOf);
    return isMap(value) ? Object.entries(value).map(([key, of]) => isNothing(of) ? key : `${key}=${textOf(of)}`) : [textOf(value)];
}

export function textOf(value: unknown): string {
    return typeof value === "string" ? value : typeof value === "object" ? wordsOf(value).join(",") : JSON.stringify(value) ?? "";
}

export const unknown: Rule = (value, path) => [right("unknown", isPlain(value) ? `${path}: ${textOf(value)}` : path)];

/** A value or a list of values that stay within the app. */
export const harmless: Rule = (value, path) => isPlain(value) ? [] : unknown(value, path);

/** Words, or names with values. */
function isFlat(value: unknown): boolean {
    return isPlain(value) || (isMap(value) && Object.values(value).every(isPlain));
}

/** Names with values of the app's own, as a list or a map. */
export const harmlessMap: Rule = (value, path) => isFlat(value) ? [] : unknown(value, path);

export function harmlessKeys(...keys: string[]): Table {
    return Object.fromEntries(keys.map(key => [key, harmless]));
}

/** One right for each word. */
export function asks(what: Privilege): Rule {
    return value => wordsOf(value).map(word => right(what, word));
}

/** Like `asks`, of words that say too little without their key. */
export const option: Rule = (value, path) => wordsOf(value).map(word => right("option", `${path}=${word}`));

/** Whatever it is set to. */
export function flag(what: Privilege): Rule {
    return value => isNothing(value) ? [] : [right(what, "")];
}

/** `rule` for the words that are not harmless. */
export function unless(isHarmless: (word: string) => boolean, rule: Rule): Rule {
    return (value, path) => !isFlat(value) ? unknown(value, path)
        : wordsOf(value).filter(word => !isHarmless(word)).flatMap(word => rule(word, path));
}

export function unlessOneOf(words: readonly string[], rule: Rule): Rule {
    return unless(word => words.includes(word), rule);
}

/** Files and folders that are only read. */
export const reads: Rule = value => wordsOf(value).map(path => ({ is: "path", path, isWritable: false }));

export function listOf(rule: Rule): Rule {
    return (value, path) => Array.isArray(value) ? value.flatMap(item => rule(item, path)) : unknown(value, path);
}

/** A map whose keys are names. */
export function mapOf(rule: Rule): Rule {
    return (value, path) => isMap(value)
        ? Object.entries(value).flatMap(([name, of]) => rule(of, `${path}.${name}`)) : unknown(value, path);
}

/** A plain value is a reference by name; what is more than that has a rule. */
export function namedOr(rule: Rule): Rule {
    return (value, path) => isPlain(value) ? [] : rule(value, path);
}

/** A map whose keys all have a rule. Extensions, "x-…", are for other programs; null is as good as nothing. */
export function keysOf(table: Table): Rule {
    const ruleOf = (key: string, value: unknown) => !Object.hasOwn(table, key) ? unknown
        : value === null ? () => [] : table[key] ?? unknown;
    return (value, path) => {
        if (!isMap(value))
            return value === null ? [] : unknown(value, path);
        return Object.entries(value).filter(([key]) => !key.startsWith("x-"))
            .flatMap(([key, of]) => ruleOf(key, of)(of, path === "" ? key : `${path}.${key}`));
    };
}

/** Labels steer other programs, and those by which Docker Compose and this project know what is whose. */
export const labels: Rule = unless(word => !/^(?:com\.docker\.(?:compose|stack|swarm)\.|appmanage\b)/.test(word), option);

/** It stands outside of the file; older files give its name here. */
export const external: Rule = namedOr(keysOf(harmlessKeys("name")));
