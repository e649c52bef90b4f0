// SPDX-License-Identifier: LGPL-2.1-or-later
/** From an error of the layers below to the answer: its code, and its sentence in the requested language. */
import { OperationError, type Problem, type ProblemCode } from "../apps/problem";
import { StoreError } from "../apps/records/store";
import { ComposeError } from "../docker/compose";
import { DockerError } from "../docker/engine";
import { MachineError } from "../machine/machine";
import * as z from "../machine/zod";
import { translatorFor } from "./language";
import { messageOf } from "./messages";
import type { Operation } from "./operations";
import type { Answer, Envelope } from "./schemas";

/** The sentence of a problem that an answer tells of without being an error. */
export function sentenceOf(
    { code, detail }: { code: ProblemCode, detail?: string | undefined }, language: string,
): string {
    return messageOf({ code, ...detail !== undefined && { detail } }, translatorFor(language));
}

/** Every error that the layers below throw, as one of the contract's. */
function problemOf(error: unknown, commandError: ProblemCode): Problem {
    if (error instanceof OperationError) {
        // The contract spells the failed command in two ways, by operation.
        const { code } = error.problem;
        const isCommand = code === "Container.Command.Error" || code === "Container.CommandError";
        return isCommand ? { ...error.problem, code: commandError } : error.problem;
    }
    if (error instanceof MachineError && error.problem === "access-denied")
        return { code: "Access.Denied" };
    if (error instanceof DockerError) {
        const { is } = error.problem;
        return { code: commandError, detail: error.message, ...is !== "failed" && { docker: is } };
    }
    if (error instanceof ComposeError)
        return { code: commandError, detail: error.message };
    if (error instanceof StoreError) {
        const { path, fault, message } = error;
        return { code: "SystemError", detail: message, records: { path, newer: fault === "newer" } };
    }
    if (error instanceof MachineError)
        return { code: "SystemError", detail: error.message };
    if (error instanceof Error)
        return { code: "SystemError", detail: `${error.name}: ${error.message}` };
    // Cockpit rejects with plain objects.
    const said = z.object({ message: z.string() }).safeParse(error).data?.message;
    return { code: "SystemError", detail: said ?? String(error) };
}

/** The answer where `operation`, or what was asked outside of one, has failed. */
export function failureOf(error: unknown, language: string, operation?: Operation): Answer {
    const problem = problemOf(error, operation?.commandError ?? "Container.CommandError");
    const told: NonNullable<Envelope<unknown>["Error"]> = {
        Code: problem.code,
        Message: messageOf(problem, translatorFor(language)),
    };
    if (problem.detail)
        told.Detail = problem.detail;
    return { status: 404, body: { ResponseData: operation?.answersList ? [] : {}, Error: told } };
}
