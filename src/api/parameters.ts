// SPDX-License-Identifier: LGPL-2.1-or-later
/** Reads the parameters that many operations have. */
import { OperationError, type ProblemCode } from "../apps/problem";

export type Parameters = Readonly<Record<string, unknown>>;

/** A required text: anything else, and a blank one, counts as missing. */
export function required(parameters: Parameters, name: string, blank: ProblemCode): string {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (typeof value !== "string" || value.trim() === "")
        throw new OperationError(blank);
    return value;
}

/** A text that can be left out, or `null`: anything else, and a blank one, is `fault`. */
export function optional(parameters: Parameters, name: string, fault: ProblemCode): string | undefined {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return (value ?? undefined) === undefined ? undefined : required(parameters, name, fault);
}

export function appId(parameters: Parameters): string {
    const id = required(parameters, "app_id", "Param.APPID.Blank");
    if (!/^[a-z0-9]+$/.test(id))
        throw new OperationError("Param.APPID.FormatError");
    return id;
}
