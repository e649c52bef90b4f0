// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * What differs between two definitions of an app, in lines for people. Whoever wrote the second may want to hide something:
 * nothing is left out, and no character looks like a line of its own or like nothing. Values that may be secret are "***".
 */
import { assignments } from "../../library/environment";
import { masked } from "../../jobs/log/log-text";
import { secretName, telling } from "../app-settings";

export interface Definition {
    /** As `docker compose config --format json` prints it. */
    model: string;
    /** The text of `.env`. */
    env: string;
    /** Lines of what its paths stand for: "data -> /srv/data". */
    places?: string | undefined;
}

const hidden = "***";
type Path = readonly string[];
type Show = (path: Path, value: unknown) => string;

/** Sections whose parts, the services for example, are shown by themselves. */
const parted = ["services", "networks", "volumes", "configs", "secrets"];

/** Grouped as "@@ services.web @@", with "-" before what was allowed and "+" before what is there now. */
export function diffOf(allowed: Definition, now: Definition): string[] {
    const [former, present] = [parsed(allowed.model), parsed(now.model)];
    const show = showing(secretsOf(allowed.env, former), secretsOf(now.env, present));
    const hunks = keysOf(former, present).flatMap((key): [string, string[]][] => {
        const [one, other] = [former.get(key), present.get(key)];
        if (!parted.includes(key))
            return [[key, differences([key], one, other, show)]];
        const [parts, others] = [entriesOf(one) ?? new Map(), entriesOf(other) ?? new Map()];
        return keysOf(parts, others).map(part => [`${key}.${part}`, differences([], parts.get(part), others.get(part), show)]);
    });
    const linesOf = ({ places = "" }: Definition) => places.split("\n").filter(line => line !== "");
    const places = [
        ...without(linesOf(allowed), linesOf(now)).map(line => `-${visible(String(line))}`),
        ...without(linesOf(now), linesOf(allowed)).map(line => `+${visible(String(line))}`),
    ];
    return [...hunks, [".env", environmentDifferences(allowed.env, now.env)] as const, ["files", places] as const]
        .flatMap(([title, lines]) => lines.length === 0 ? [] : [`@@ ${visible(title)} @@`, ...lines]);
}

/** Throws a SyntaxError: what can't be compared must not look the same. */
function parsed(model: string): Map<string, unknown> {
    return entriesOf(JSON.parse(model)) ?? new Map<string, unknown>();
}

/** Members of an object. To a Map, __proto__ is a name like others. */
function entriesOf(value: unknown): Map<string, unknown> | undefined {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? new Map(Object.entries(value))
        : undefined;
}

function keysOf(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): string[] {
    return [...new Set([...one.keys(), ...other.keys()])];
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function differences(path: Path, one: unknown, other: unknown, show: Show): string[] {
    if (isSame(one, other))
        return [];
    const [members, others] = [entriesOf(one), entriesOf(other)];
    if (members && others) {
        return keysOf(members, others)
            .flatMap(key => differences([...path, key], members.get(key), others.get(key), show));
    }
    if (Array.isArray(one) && Array.isArray(other) && !isWords(one) && !isWords(other)) {
        const [gone, come] = [without(one, other), without(other, one)];
        // The same in another order is shown whole.
        if (gone.length + come.length > 0)
            return [...gone.map(item => `-${show(path, item)}`), ...come.map(item => `+${show(path, item)}`)];
    }
    return [...lines("-", path, one, show), ...lines("+", path, other, show)];
}

/** Like a command: it is read as a whole. */
const isWords = (list: readonly unknown[]): boolean => list.every(item => typeof item === "string");

/** One for one, as a list may have an item twice. */
function without(list: readonly unknown[], other: readonly unknown[]): unknown[] {
    const left = other.map(item => JSON.stringify(item));
    return list.filter(item => {
        const at = left.indexOf(JSON.stringify(item));
        if (at >= 0)
            left.splice(at, 1);
        return at < 0;
    });
}

/** A line a value; items of a list have the list's name. */
function lines(sign: "-" | "+", path: Path, value: unknown, show: Show): string[] {
    if (value === undefined)
        return [];
    const members = entriesOf(value);
    if (members !== undefined && members.size > 0)
        return [...members].flatMap(([key, member]) => lines(sign, [...path, key], member, show));
    if (Array.isArray(value) && value.length > 0 && !isWords(value))
        return value.map(item => sign + show(path, item));
    return [sign + show(path, value)];
}

/** What is below is data: its name is enough to see that it changed. */
function isData([first = "", second]: Path): boolean {
    return first === "environment" || first === "content" || first.startsWith("x-") || (first === "build" && second === "args");
}

/** Where passwords stand in text. Elsewhere a container could give its own "secrets" the value of what it wants to hide. */
const worded = ["command", "entrypoint", "healthcheck", "labels", "annotations", "logging", "post_start", "pre_stop"];

function showing(allowedSecrets: readonly string[], newSecrets: readonly string[]): Show {
    return (path, value) => {
        const secrets = worded.includes(path[0] ?? "") ? [...allowedSecrets, ...newSecrets] : allowedSecrets;
        const shown = isData(path) ? hidden : masked(visible(JSON.stringify(withoutSecrets(value, secrets))));
        return `${path.map(visible).join(".") || "definition"}: ${shown}`;
    };
}

/** Compose has doubled each $. */
function withoutSecrets(value: unknown, secrets: readonly string[]): unknown {
    if (typeof value === "string")
        return secrets.reduce((text, secret) => text.replaceAll(secret, hidden), value.replaceAll("$$", "$"));
    if (Array.isArray(value))
        return value.map(item => withoutSecrets(item, secrets));
    const members = entriesOf(value);
    return members === undefined ? value : Object.fromEntries([...members].map(([key, member]) =>
        [key, key === "environment" ? hidden : withoutSecrets(member, secrets)]));
}

/** Longest first: one may be a part of another. */
function secretsOf(env: string, model: ReadonlyMap<string, unknown>): string[] {
    const services = [...entriesOf(model.get("services"))?.values() ?? []];
    const variables = services.flatMap(service => [...entriesOf(entriesOf(service)?.get("environment")) ?? []]);
    const named: [string, unknown][] = [...assignments(env).map(({ key, raw }): [string, string] => [key, raw]), ...variables];
    return named.flatMap(([key, value]) => typeof value === "string" && secretName.test(key) && value.length >= telling
        ? [value.replaceAll("$$", "$")] : [])
        .sort((one, other) => other.length - one.length);
}

function environmentDifferences(allowed: string, now: string): string[] {
    if (allowed === now)
        return [];
    const valuesOf = (env: string) => new Map(assignments(env).map(({ key, raw }) => [key, raw]));
    const [one, other] = [valuesOf(allowed), valuesOf(now)];
    const changed = keysOf(one, other).filter(key => one.get(key) !== other.get(key)).flatMap(key => [
        ...one.has(key) ? [`-${visible(key)}: ${hidden}`] : [], ...other.has(key) ? [`+${visible(key)}: ${hidden}`] : [],
    ]);
    return changed.length > 0 ? changed : ["+# comments, quotes or the order"];
}

/** Characters that can't be seen, or that change how others are read, as their numbers. */
export function visible(text: string): string {
    return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
