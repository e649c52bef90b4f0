// SPDX-License-Identifier: LGPL-2.1-or-later
/** `appmanage call`: any operation with a body of JSON, as the other doors take it. */
import { readFile } from "node:fs/promises";
import { common } from "./operation-command";
import { complainOfUsage } from "./complaint";
import type { ExitCode } from "./exit-code";
import { ask, tell, type Session } from "./session";

export async function callCommand(
    session: Session, [operation = "", file]: readonly string[], options: Readonly<Record<string, unknown>>,
): Promise<ExitCode> {
    const { terminal } = session;
    let body: unknown = {};
    if (file !== undefined) {
        let text: string;
        try {
            text = file === "-" ? await terminal.readInput() : await readFile(file, "utf8");
        } catch (error) {
            return complainOfUsage(terminal, `${file}: ${error instanceof Error ? error.message : String(error)}`);
        }
        try {
            body = JSON.parse(text);
        } catch {
            return complainOfUsage(terminal, `${file}: not valid JSON`);
        }
    }
    const { output: format } = common.parse(options);
    return tell(session, await ask(session, operation, body), { format }, { command: "call", id: undefined });
}
