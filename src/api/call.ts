// SPDX-License-Identifier: LGPL-2.1-or-later
/** The one door: operation, headers and body in, an envelope out. It never throws and never answers anything else. */
import * as z from "zod";
import type { Context } from "../apps/context";
import { DockerError } from "../docker/engine";
import { ComposeError } from "../docker/compose";
import { OperationError, type Problem, type ProblemCode } from "../apps/problem";
import { StoreError } from "../apps/store";
import { MachineError } from "../machine/machine";
import { translatorFor } from "./language";
import { messageOf } from "./messages";
import { operations, type Operation } from "./operations";
import type { Answer, Envelope } from "./schemas";

export const interfaceVersion = "1.0";

/** Anything may come from another page: what is no object has no members. */
function membersOf(value: unknown): Record<string, unknown> {
    return z.record(z.string(), z.unknown()).safeParse(value).data ?? {};
}

/** Header names are case-insensitive, as in HTTP. */
function header(headers: Record<string, unknown>, name: string): string {
    const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    return typeof value === "string" ? value.trim() : "";
}

export async function call(
    context: Context | Promise<Context>, operation: unknown, headers: unknown, body: unknown,
): Promise<Answer> {
    const given = membersOf(headers);
    const language = header(given, "Language");
    const known = typeof operation === "string" && Object.hasOwn(operations, operation)
        ? operations[operation]
        : undefined;
    try {
        checkHeaders(header(given, "Version"), language);
        if (!known)
            throw new OperationError("Param.Operation.NotExis");
        return { status: 200, body: { ResponseData: await known.run(await context, membersOf(body)) } };
    } catch (error) {
        return failure(known, language, problemOf(error, known?.commandError ?? "Container.CommandError"));
    }
}

function checkHeaders(version: string, language: string): void {
    if (version === "")
        throw new OperationError("Param.Version.Blank");
    if (version !== interfaceVersion)
        throw new OperationError("Param.Version.NotSupport");
    if (language === "")
        throw new OperationError("Param.Language.Blank");
}

/** Every error that the layers below throw, as one of the contract's. */
export function problemOf(error: unknown, commandError: ProblemCode): Problem {
    if (error instanceof OperationError) {
        // The contract spells the failed command in two ways, by operation.
        const { code } = error.problem;
        const isCommand = code === "Container.Command.Error" || code === "Container.CommandError";
        return isCommand ? { ...error.problem, code: commandError } : error.problem;
    }
    if (error instanceof MachineError && error.problem === "access-denied")
        return { code: "Access.Denied" };
    if (error instanceof DockerError || error instanceof ComposeError)
        return { code: commandError, detail: error.message };
    if (error instanceof StoreError || error instanceof MachineError)
        return { code: "SystemError", detail: error.message };
    return { code: "SystemError", detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}

function failure(operation: Operation | undefined, language: string, problem: Problem): Answer {
    const error: NonNullable<Envelope<unknown>["Error"]> = {
        Code: problem.code,
        Message: messageOf(problem.code, translatorFor(language)),
    };
    if (problem.detail)
        error.Detail = problem.detail;
    return { status: 404, body: { ResponseData: operation?.answersList ? [] : {}, Error: error } };
}
