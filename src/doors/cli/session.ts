// SPDX-License-Identifier: LGPL-2.1-or-later
/** One run of the command line, and what all of its commands do alike. */
import { call } from "../../api/call";
import { translatorFor } from "../../api/language";
import type { Answer } from "../../api/schemas";
import type { Context } from "../../apps/context";
import { complain } from "./complaint";
import { exitCodes, type ExitCode } from "./exit-code";
import type { Asked } from "./next-step";
import { formatted, type Format } from "./output";
import type { Terminal } from "./terminal";

export interface Session {
    terminal: Terminal;
    /** The host, asked for once. */
    host(): Promise<Context>;
}

export interface Show {
    format: Format;
    toTable?: (data: unknown) => string;
}

export function ask({ terminal, host }: Session, operation: string, body: unknown): Promise<Answer> {
    return call(host(), operation, { Version: "1.0", Language: terminal.language }, body);
}

/** What `work` answers, as an operation would; never rejects. */
export async function answered({ terminal }: Session, work: () => Promise<unknown>): Promise<Answer> {
    try {
        return { status: 200, body: { ResponseData: await work() } };
    } catch (error) {
        return (await import("../../api/failure")).failureOf(error, terminal.language);
    }
}

/** Prints an answer's data, or says what is wrong. */
export async function tell(
    { terminal }: Session, { body }: Answer, { format, toTable }: Show, asked: Asked,
): Promise<ExitCode> {
    if (body.Error)
        return complain(terminal, body.Error, asked);
    terminal.print(await formatted(body.ResponseData, format, toTable));
    return exitCodes.done;
}

/** Undefined when `seconds` are over; the work itself continues. */
export async function within<T>(work: Promise<T>, seconds: number | undefined): Promise<T | undefined> {
    if (seconds === undefined)
        return work;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>(resolve => { timer = setTimeout(() => { resolve(undefined); }, seconds * 1000); });
    try {
        return await Promise.race([work, late]);
    } finally {
        clearTimeout(timer);
    }
}

export function complainOfTime({ terminal }: Session, seconds: number): ExitCode {
    const _ = translatorFor(terminal.language);
    terminal.complain(`appmanage: ${
        _("Not finished within $0 seconds. The operation continues on the server.").replace("$0", String(seconds))}\n`);
    return exitCodes.failed;
}
