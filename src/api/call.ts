// SPDX-License-Identifier: LGPL-2.1-or-later
/** The one door: operation, headers and body in, an envelope out. It never throws and never answers anything else. */
import * as z from "zod";
import { audit, auditLine, type AuditRecord } from "../apps/audit";
import type { Context } from "../apps/context";
import { DockerError } from "../docker/engine";
import { ComposeError } from "../docker/compose";
import { OperationError, RecordedError, type Problem, type ProblemCode } from "../apps/problem";
import { StoreError } from "../apps/records/store";
import { MachineError } from "../machine/machine";
import { translatorFor } from "./language";
import { messageOf } from "./messages";
import { isOperation, operations, type Operation, type Parameters } from "./operations";
import { startParameters, type Answer, type Envelope } from "./schemas";

const interfaceVersion = "1.0";

/**
 * Anything may come from another page. It counts as it would come over a wire, as JSON, so that no getter or cycle
 * surprises what is behind this door; anything but an object has no members.
 */
function membersOf(value: unknown): Record<string, unknown> {
    let plain: unknown;
    try {
        plain = JSON.parse(JSON.stringify(value));
    } catch {
        return {};
    }
    return z.record(z.string(), z.unknown()).safeParse(plain).data ?? {};
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
    const known: Operation | undefined = isOperation(operation) ? operations[operation] : undefined;
    const parameters = membersOf(body);
    let host: Context | undefined;
    try {
        checkHeaders(header(given, "Version"), language);
        if (!known)
            throw new OperationError("Param.Operation.NotExis");
        host = await context;
        const trail = auditLine(asked(host, String(operation), parameters));
        return { status: 200, body: { ResponseData: await known.run({ ...host, trail }, parameters) } };
    } catch (error) {
        const problem = problemOf(error, known?.commandError ?? "Container.CommandError");
        // The operation's job has logged its result; what was refused before that is logged here.
        if (known?.changes && !(error instanceof RecordedError))
            await record(host ?? context, String(operation), parameters, problem.code);
        return failure(known, language, problem);
    }
}

function asked({ user, request }: Context, operation: string, parameters: Parameters): Omit<AuditRecord, "result"> {
    const text = (value: unknown) => typeof value === "string" ? value : undefined;
    return {
        user,
        operation,
        about: {
            app: text(parameters.app_id) ?? text(parameters.customer_app_name),
            name: text(parameters.app_name),
            version: text(parameters.app_version),
            definition: startParameters.parse(parameters).allow_changes === "" ? undefined : "allowed",
            data: parameters.purge === true ? "deleted" : undefined,
            request,
        },
    };
}

async function record(
    context: Context | Promise<Context>, operation: string, parameters: Parameters, result: string,
): Promise<void> {
    let host: Context;
    try {
        host = await context;
    } catch {
        return; // The host is unknown: nothing can have changed there, and the answer says so.
    }
    await audit(host.machine, { ...asked(host, operation, parameters), result });
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

/** The answer to what was asked outside of an operation, and failed. */
export function failureOf(error: unknown, language: string): Answer {
    return failure(undefined, language, problemOf(error, "Container.CommandError"));
}

function failure(operation: Operation | undefined, language: string, problem: Problem): Answer {
    const error: NonNullable<Envelope<unknown>["Error"]> = {
        Code: problem.code,
        Message: messageOf(problem, translatorFor(language)),
    };
    if (problem.detail)
        error.Detail = problem.detail;
    return { status: 404, body: { ResponseData: operation?.answersList ? [] : {}, Error: error } };
}
