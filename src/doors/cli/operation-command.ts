// SPDX-License-Identifier: LGPL-2.1-or-later
/** A command that is an operation on an app: its request, its answer, and the wait after it. */
import { readFile } from "node:fs/promises";
import { backup } from "../../api/backup-schemas";
import { appList } from "../../api/schemas";
import { translatorFor } from "../../api/language";
import * as z from "../../machine/zod";
import { backupTables } from "./backup-tables";
import { pathOf, type Command } from "./commands";
import { complain, complainOfUsage } from "./complaint";
import { exitCodes, type ExitCode } from "./exit-code";
import { imageTables } from "./image-tables";
import { formatted, formats, table, tableOf } from "./output";
import { bodyOf, UsageError } from "./request-body";
import { answered, ask, complainOfTime, tell, within, type Session, type Show } from "./session";

export const common = z.object({
    output: z._default(z.enum(formats), "table"),
    timeout: z.optional(z.number()),
    wait: z._default(z.boolean(), false),
    yes: z._default(z.boolean(), false),
    "dry-run": z._default(z.boolean(), false),
    settings: z.optional(z.string()),
    secrets: z.optional(z.string()),
});

/** Without passwords: `-o json` has them. */
function listTable(data: unknown): string {
    return table(appList.parse(data).map(({ app_id: id, name: app, status, running_info: running }) =>
        ({ id, app, status, address: running?.url ?? "" })));
}

const tables: Readonly<Record<string, (data: unknown) => string>> = { AppList: listTable, ...backupTables, ...imageTables };

const fileSettings = z.record(z.string(), z.string());

async function textOf({ terminal }: Session, file: string): Promise<string> {
    try {
        return file === "-" ? await terminal.readInput() : await readFile(file, "utf8");
    } catch (error) {
        throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
}

async function textsIn(session: Session, file: string): Promise<Record<string, string>> {
    const text = await textOf(session, file);
    try {
        return fileSettings.parse(JSON.parse(text));
    } catch {
        throw new UsageError(`${file}: not a JSON object of texts`);
    }
}

async function requestOf(
    session: Session, command: Command, given: readonly string[], options: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
    const words = bodyOf(command, given, { ...options, ...await filesOf(session, command, options) });
    const body = { ...words, ...await secretsOf(session, command, words, options) };
    const { settings: file } = common.parse(options);
    if (file === undefined)
        return body;
    return { ...body, settings: { ...await textsIn(session, file), ...fileSettings.parse(body.settings ?? {}) } };
}

/** The texts of files that are parameters themselves, by their options. */
async function filesOf(
    session: Session, command: Command, options: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
    const files = command.options.flatMap(({ kind, flag }): [string, string][] => {
        const file = options[flag];
        return kind === "file" && typeof file === "string" ? [[flag, file]] : [];
    });
    if (files.filter(([, file]) => file === "-").length > 1)
        throw new UsageError("Only one file can come from standard input.");
    return Object.fromEntries(await Promise.all(
        files.map(async ([flag, file]): Promise<[string, string]> => [flag, await textOf(session, file)])));
}

/** From a file, else from who sits at the terminal; what is left blank is left out. */
async function secretsOf(
    session: Session, { secrets }: Command, words: Readonly<Record<string, unknown>>, options: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
    const { secrets: file } = common.parse(options);
    if (file !== undefined) {
        const given = await textsIn(session, file);
        const unknown = Object.keys(given).find(name => !secrets.some(secret => secret.name === name));
        if (unknown !== undefined)
            throw new UsageError(`${file}: "${unknown}" is not one of ${secrets.map(({ name }) => name).join(", ")}`);
        return given;
    }
    const { terminal } = session;
    const answers: [string, string][] = [];
    for (const { name, description } of terminal.canAsk ? secrets : []) {
        // It belongs to a user name.
        if (name === "secret" && words.user === undefined)
            continue;
        const answer = await terminal.askSecret(`${description}: `);
        if (answer !== "")
            answers.push([name, answer]);
    }
    return Object.fromEntries(answers);
}

/** Whether data may be deleted: asked on a terminal only. Undefined where there is no one to ask. */
async function isConfirmed({ terminal }: Session, id: string): Promise<boolean | undefined> {
    if (!terminal.canAsk)
        return undefined;
    const _ = translatorFor(terminal.language);
    const question = _("Uninstall $0 and delete its data? This cannot be undone.").replace("$0", () => id);
    return /^(y|yes)$/i.test((await terminal.ask(`${question} [y/N] `)).trim());
}

export async function operationCommand(
    session: Session, command: Command, given: readonly string[], options: Readonly<Record<string, unknown>>,
): Promise<ExitCode> {
    const { terminal } = session;
    const { output: format, timeout, wait, yes, "dry-run": isDry } = common.parse(options);
    let body: Record<string, unknown>;
    try {
        body = await requestOf(session, command, given, options);
    } catch (error) {
        if (error instanceof UsageError)
            return complainOfUsage(terminal, error.message);
        throw error;
    }
    const id = [body.app_id, body.customer_app_name].find(one => typeof one === "string");
    const asked = { command: pathOf(command), id };
    if (isDry && command.preview) {
        const preview = (await import("./dry-run")).previewOf(command.preview);
        const answer = await answered(session, async () => preview(await session.host(), body));
        if (answer.body.Error)
            return complain(terminal, answer.body.Error, asked);
        const { data, text, isRefused } = previewSchema.parse(answer.body.ResponseData);
        terminal.print(await formatted(data, format, () => text));
        return isRefused ? exitCodes.refused : exitCodes.done;
    }
    if (body.purge === true && !yes) {
        const may = await isConfirmed(session, id ?? "");
        if (may === undefined)
            return complainOfUsage(terminal, "--yes is needed to delete data without a terminal.");
        if (!may)
            return exitCodes.refused;
    }
    const begin = Date.now();
    const answer = await within(ask(session, command.operation, body), timeout);
    if (!answer)
        return complainOfTime(session, timeout ?? 0);
    const show: Show = { format, toTable: tables[command.operation] ?? tableOf };
    if (isDry && refused.safeParse(answer.body.ResponseData).success)
        return await tell(session, answer, show, asked) === exitCodes.done ? exitCodes.refused : exitCodes.failed;
    if (!wait || isDry || answer.body.Error)
        return tell(session, answer, show, asked);
    const left = timeout === undefined ? undefined : Math.max(0.001, timeout - (Date.now() - begin) / 1000);
    const code = await waitedFor(session, id ?? "", left, body.rehearse === true ? String(body.backup_id) : undefined);
    if (code === "late")
        return complainOfTime(session, timeout ?? 0);
    return code === exitCodes.done ? tell(session, answer, show, asked) : code;
}

/** A preview of what would be refused. */
const refused = z.object({ refusals: z.array(z.unknown()).check(z.minLength(1)) });

const previewSchema = z.object({ data: z.unknown(), text: z.string(), isRefused: z.boolean() });

/** `rehearsed` is the id of the backup whose rehearsal is waited for: its app goes, and leaves how that went. */
async function waitedFor(
    session: Session, id: string, seconds: number | undefined, rehearsed?: string,
): Promise<ExitCode | "late"> {
    const { terminal } = session;
    const { failureText, waitFor } = await import("./wait");
    const outcome = await waitFor(await session.host(), id, terminal, seconds);
    switch (outcome?.is) {
    case undefined:
        return "late";
    case "running":
        return exitCodes.done;
    case "gone":
        if (rehearsed !== undefined)
            return rehearsal(session, id, rehearsed);
        return complain(terminal, {
            Code: "APP.NotExis", Message: translatorFor(terminal.language)("There is no such app on this server."),
        }, { command: "status", id });
    case "failed": {
        const [what = "", ...raw] = failureText(outcome.app, terminal.language);
        const Detail = raw.join("\n");
        return complain(terminal, { Code: "Container.CommandError", Message: what, Detail }, { command: "status", id });
    }
    }
}

async function rehearsal(session: Session, id: string, backupId: string): Promise<ExitCode> {
    const { terminal } = session;
    const { body: { ResponseData, Error } } = await ask(session, "BackupList", {});
    const found = Error ? undefined : z.array(backup).parse(ResponseData).find(one => one.backup_id.startsWith(backupId));
    if (found?.rehearsed?.ok === true)
        return exitCodes.done;
    const _ = translatorFor(terminal.language);
    const failed = { Code: "Backup.Failed", Message: _("The app of the backup did not become ready.") } as const;
    return complain(terminal, Error ?? failed, { command: "status", id });
}
