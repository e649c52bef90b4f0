// SPDX-License-Identifier: LGPL-2.1-or-later
/** The audit trail: one record in the journal for every change, shown by `journalctl -t appmanage`. */
import { MachineError, type Machine } from "../machine/machine";
import type { Context } from "./context";

export interface AuditRecord {
    /** Who asked: the login's name. */
    user: string;
    operation: string;
    /** What was asked for, by name; absent values are left out. Never a setting's value: it may be a secret. */
    about: Readonly<Record<string, string | undefined>>;
    /** "ok", or the code of what went wrong. Never the detail: docker's own words may tell anything. */
    result?: string;
}

/** One line of "key=value". Whatever a caller sends stays one value on that line. */
export function auditLine({ user, operation, about, result }: AuditRecord): string {
    return Object.entries({ user, operation, ...about, result })
        .flatMap(([key, value]) => value === undefined ? [] : [`${key}=${quoted(value)}`])
        .join(" ");
}

const longest = 100;

function quoted(value: string): string {
    const short = value.slice(0, longest);
    return /^[\w.:@/+-]+$/.test(short) ? short : JSON.stringify(short.replace(/[^\x20-\x7e]/g, "?"));
}

export async function audit(machine: Machine, record: AuditRecord): Promise<void> {
    await logged(machine, auditLine(record));
}

/** Never fails: a journal that can't be written to must not undo what was done. */
async function logged(machine: Machine, line: string): Promise<void> {
    try {
        await machine.run(["logger", "-t", "appmanage", "--", line]);
    } catch (error) {
        if (!(error instanceof MachineError))
            throw error;
    }
}

/** For an operation that has changed something and has no job to say so. */
export async function recordDone({ machine, trail }: Pick<Context, "machine" | "trail">): Promise<void> {
    if (trail !== undefined)
        await logged(machine, `${trail} result=ok`);
}
