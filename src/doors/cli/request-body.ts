// SPDX-License-Identifier: LGPL-2.1-or-later
/** From a command line to the body of its request. */
import type { Command, ParameterKind } from "./commands";

export class UsageError extends Error {
    override readonly name = "UsageError";
}

function pairsOf(flag: string, values: readonly string[]): Record<string, string> {
    return Object.fromEntries(values.map(value => {
        const at = value.indexOf("=");
        if (at < 1)
            throw new UsageError(`--${flag}: KEY=VALUE is needed`);
        return [value.slice(0, at), value.slice(at + 1)];
    }));
}

function numbersOf(flag: string, values: readonly string[]): Record<string, number> {
    const pairs = pairsOf(flag, values.flatMap(value => value.split(",")));
    return Object.fromEntries(Object.entries(pairs).map(([key, value]) => {
        if (!/^\d{1,9}$/.test(value))
            throw new UsageError(`--${flag}: ${key} is not a number`);
        return [key, Number(value)];
    }));
}

/** The request's body, of the arguments in their order and the options by their long names. Throws `UsageError`. */
export function bodyOf(
    command: Command, given: readonly string[], options: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
    const body: Record<string, unknown> = {};
    for (const [at, { name }] of command.arguments.entries()) {
        if (given[at] !== undefined)
            body[name] = given[at];
    }
    const groups: Record<string, Record<string, unknown>> = {};
    for (const { name, of, flag, kind } of command.options) {
        const value = options[flag];
        if (value === undefined)
            continue;
        const into = of === undefined ? body : groups[of] ??= {};
        into[name] = Array.isArray(value) ? valuesOf(flag, kind, value.map(String)) : value;
    }
    return { ...body, ...groups };
}

function valuesOf(flag: string, kind: ParameterKind, values: readonly string[]): string | Record<string, string | number> {
    const [first = ""] = values;
    if (kind === "numbers")
        return numbersOf(flag, values);
    return kind === "text-or-pairs" && values.length === 1 && !first.includes("=") ? first : pairsOf(flag, values);
}
