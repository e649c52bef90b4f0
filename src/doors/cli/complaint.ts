// SPDX-License-Identifier: LGPL-2.1-or-later
/** How errors are told, on standard error: code, message, raw cause, next step. */
import { translatorFor } from "../../api/language";
import { plainText } from "../../jobs/log/log-text";
import { exitCodeOf, exitCodes, type ExitCode } from "./exit-code";
import { nextStep, type Asked, type OperationProblem } from "./next-step";
import type { Terminal } from "./terminal";

function red(text: string, { hasColors }: Terminal): string {
    return hasColors ? `\u001b[31m${text}\u001b[0m` : text;
}

export function complain(terminal: Terminal, problem: OperationProblem, asked: Asked): ExitCode {
    const _ = translatorFor(terminal.language);
    const next = nextStep(problem, asked);
    // That of a busy app is the kind of the job at work, which the message says in words.
    const detail = problem.Code === "APP.Busy" ? []
        : problem.Detail?.trimEnd().split("\n").map(line => `    ${plainText(line)}\n`) ?? [];
    terminal.complain([
        `${red("appmanage:", terminal)} ${problem.Code}: ${problem.Message}\n`,
        ...detail,
        ...next === undefined ? [] : [`${_("Next step: $0").replace("$0", () => next)}\n`],
    ].join(""));
    return exitCodeOf(problem.Code);
}

export function complainOfUsage(terminal: Terminal, message: string): ExitCode {
    terminal.complain(`${red("appmanage:", terminal)} ${message}\n`);
    return exitCodes.usage;
}

/** Undefined for root. `words` is what was typed. */
export function refuseOthers(terminal: Terminal, words: readonly string[]): ExitCode | undefined {
    if (terminal.isRoot)
        return undefined;
    const command = ["sudo", "appmanage", ...words.slice(0, 1)].join(" ");
    const _ = translatorFor(terminal.language);
    terminal.complain(`${red("appmanage:", terminal)} ${
        _("Administrative access is needed. Run the command as root: $0").replace("$0", () => command)}\n`);
    return exitCodes.noAccess;
}
