// SPDX-License-Identifier: LGPL-2.1-or-later
/** The one door: operation, headers and body in, an envelope out. It never throws and never answers anything else. */
import { audit, auditLine, type AuditRecord } from "../apps/audit";
import type { Context } from "../apps/context";
import { OperationError, RecordedError } from "../apps/problem";
import * as z from "../machine/zod";
import { notLoaded } from "./not-loaded";
import { isOperation, operations, type Operation, type Parameters } from "./operations";
import { startParameters, type Answer } from "./schemas";

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
        return { status: 200, body: { ResponseData: await known.run({ ...host, trail }, parameters, language) } };
    } catch (error) {
        const answer = await failure(error, language, known);
        // The operation's job has logged its result; what was refused before that is logged here.
        if (known?.changes && !(error instanceof RecordedError))
            await record(host ?? context, String(operation), parameters, answer.body.Error?.Code ?? "SystemError");
        return answer;
    }
}

/** What turns errors into sentences is loaded with the first error. */
async function failure(error: unknown, language: string, operation: Operation | undefined): Promise<Answer> {
    try {
        const { failureOf } = await import("./failure");
        return failureOf(error, language, operation);
    } catch (missing) {
        return notLoaded(missing, operation?.answersList === true);
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
            place: text(parameters.place),
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
