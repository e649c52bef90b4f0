// SPDX-License-Identifier: LGPL-2.1-or-later
/** `appmanage token`: who may use the HTTP interface over TCP. */
import { addToken, listTokens, revokeToken, TokenError, tokenFile, type TokenProblem } from "../tokens";
import { complainOfUsage } from "./complaint";
import { exitCodes, type ExitCode } from "./exit-code";
import { common } from "./operation-command";
import { formatted, table } from "./output";
import type { Session } from "./session";

const codes: Readonly<Record<TokenProblem, ExitCode>> = {
    "bad-name": exitCodes.usage,
    "taken": exitCodes.busy,
    "not-found": exitCodes.notFound,
    "damaged": exitCodes.failed,
};

export async function tokenCommand(
    session: Session, what: "add" | "list" | "revoke", name = "", options: Readonly<Record<string, unknown>> = {},
    file = tokenFile,
): Promise<ExitCode> {
    const { terminal } = session;
    try {
        switch (what) {
        case "add":
            terminal.print(`${await addToken(name, file)}\n`);
            break;
        case "revoke":
            await revokeToken(name, file);
            break;
        case "list": {
            const tokens = (await listTokens(file)).map(({ name: user, created }) => ({ name: user, created }));
            terminal.print(await formatted(tokens, common.parse(options).output, () => table(tokens)));
        }
        }
        return exitCodes.done;
    } catch (error) {
        if (!(error instanceof Error))
            throw error;
        complainOfUsage(terminal, error.message);
        return error instanceof TokenError ? codes[error.problem] : exitCodes.failed;
    }
}
