// SPDX-License-Identifier: LGPL-2.1-or-later
/** The commands of `appmanage`, and what each does. */
import { Argument, Command as CommanderCommand, CommanderError, InvalidArgumentError, Option } from "commander";
import type { Context } from "../../apps/context";
import { version } from "../version";
import commandTable from "./command-table.built";
import type { Command, Parameter } from "./commands";
import { complainOfUsage, refuseOthers } from "./complaint";
import { exitCodes, type ExitCode } from "./exit-code";
import { operationCommand } from "./operation-command";
import { formats, type Format } from "./output";
import type { Session } from "./session";
import { shells, type Shell } from "./shells";
import type { Terminal } from "./terminal";

export function outputOption(byDefault: Format = "table"): Option {
    return new Option("-o, --output <format>", "Format of what is printed").choices(formats).default(byDefault);
}

function secondsOf(value: string): number {
    const seconds = Number(value);
    // setTimeout takes no more.
    if (!(seconds > 0 && seconds <= 2_000_000))
        throw new InvalidArgumentError("A number of seconds is needed.");
    return seconds;
}

const collect = (value: string, before: string[] | undefined) => [...before ?? [], value];

function parameterOption({ flag, kind, description, choices }: Parameter): Option {
    switch (kind) {
    case "switch":
        return new Option(`--${flag}`, description);
    case "text":
    case "secret": {
        const option = new Option(`--${flag} <value>`, description);
        return choices ? option.choices(choices) : option;
    }
    case "file":
        return new Option(`--${flag} <file>`, `${description}, from a file or - for standard input`);
    case "numbers":
        return new Option(`--${flag} <key=number,…>`, description).argParser(collect);
    case "pairs":
        return new Option(`--${flag} <key=value>`, `${description}; repeatable`).argParser(collect);
    case "text-or-pairs":
        return new Option(`--${flag} <who>`, `${description}, as KEY=WHO; repeatable`).argParser(collect);
    }
}

/** Every command that changes something understands it; one that can't tell what it would do says so, and does nothing. */
function dryRunOption(isPossible: boolean): Option {
    return new Option("--dry-run", "Tell what would happen, and change nothing").hideHelp(!isPossible);
}

function refuseDryRun(
    terminal: Terminal, command: CommanderCommand, options: Readonly<Record<string, unknown>>,
): ExitCode | undefined {
    const isImpossible = command.options.some(({ long, hidden }) => long === "--dry-run" && hidden);
    return isImpossible && options["dry-run"] === true
        ? complainOfUsage(terminal, `--dry-run: "${command.name()}" cannot tell what it would do. Nothing was changed.`)
        : undefined;
}

/** By their long names, as they are typed. */
function optionsOf(command: CommanderCommand): Record<string, unknown> {
    const values: Record<string, unknown> = command.opts();
    return Object.fromEntries(command.options.map(option => [option.name(), values[option.attributeName()]]));
}

export type Act = (words: string[], options: Record<string, unknown>) => Promise<ExitCode>;

/** Runs one command line; `contextOf` reaches the host. Rejects only with a fault of this program. */
export async function runCommandLine(
    words: readonly string[], terminal: Terminal, contextOf: () => Promise<Context>,
): Promise<ExitCode> {
    let context: Promise<Context> | undefined;
    const session: Session = { terminal, host: () => context ??= contextOf() };
    let code: ExitCode = exitCodes.done;
    const program = programOf(session, result => { code = result; }, words);
    try {
        await program.parseAsync(words, { from: "user" });
        return code;
    } catch (error) {
        if (error instanceof CommanderError)
            return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
        throw error;
    }
}

function programOf(session: Session, done: (code: ExitCode) => void, words: readonly string[]): CommanderCommand {
    const { terminal } = session;
    const program = new CommanderCommand("appmanage");
    program.description("Install and manage the apps of this server").version(version, "-V, --version", "Print the version")
        .helpOption("-h, --help", "Print help").helpCommand(false)
        .enablePositionalOptions().exitOverride()
        .configureOutput({
            writeOut: terminal.print,
            writeErr: terminal.complain,
            outputError: (text, write) => { write(text.replace(/^error: /, "appmanage: ")); },
        });

    const act = (command: CommanderCommand, work: Act) => command.action(async () => {
        const options = optionsOf(command);
        done(refuseOthers(terminal, words) ?? refuseDryRun(terminal, command, options) ?? await work(command.args, options));
    });
    const add = (parent: CommanderCommand, name: string, description: string) =>
        parent.command(name).description(description).helpOption("-h, --help", "Print help").helpCommand(false);

    const groups = {
        backups: add(program, "backups", "Manage backups, where they are stored, and their schedules"),
        images: add(program, "images", "Find out whether there are new images for the apps"),
    };
    for (const one of commandTable)
        act(commandOf(one.group === undefined ? program : groups[one.group], one), (given, options) =>
            operationCommand(session, one, given, options));

    act(add(program, "logs", "Print what an app's services have written")
        .addArgument(new Argument("<app_id>", "Id of the app"))
        .option("--service <name>", "Only this service of the app")
        .option("--job", "The log of the app's latest operation instead")
        .option("-f, --follow", "Print the last lines, then what is added, until interrupted"),
    async (given, options) => (await import("./logs-command")).logsCommand(session, given[0] ?? "", options));
    act(add(program, "libraries", "List the libraries that apps come from")
        .option("--apps", "List the apps that can be installed, with their versions")
        .addOption(outputOption()),
    async (_given, options) => (await import("./libraries-command")).librariesCommand(session, options));
    act(add(program, "call", "Call an operation of the interface")
        .addArgument(new Argument("<operation>", "Name of the operation, such as AppInstall"))
        .addArgument(new Argument("[body]", "File with the parameters as JSON, or - for standard input"))
        .addOption(outputOption("json")).addOption(dryRunOption(false)),
    async (given, options) => (await import("./call-command")).callCommand(session, given, options));

    const onToken = async (what: "add" | "list" | "revoke", given: string[], options: Record<string, unknown>) =>
        (await import("./token-command")).tokenCommand(session, what, given[0], options);
    const token = add(program, "token", "Manage the tokens for the HTTP interface over TCP");
    act(add(token, "add", "Create a token, and print it this once").argument("<name>", "Name of its user")
        .addOption(dryRunOption(false)),
    (given, options) => onToken("add", given, options));
    act(add(token, "list", "List the tokens").addOption(outputOption()),
        (given, options) => onToken("list", given, options));
    act(add(token, "revoke", "Delete a token").argument("<name>", "Name of its user").addOption(dryRunOption(false)),
        (given, options) => onToken("revoke", given, options));

    add(program, "completion", "Print the completion of this program for a shell")
        .addArgument(new Argument("<shell>").choices(shells))
        .action(async (shell: Shell) => { terminal.print((await import("./completion")).completions[shell]); });
    program.command("complete", { hidden: true }).argument("[words...]")
        .action(async (typed: string[]) => {
            const [{ candidates }, { namesOf }] = await Promise.all([import("./completion"), import("./libraries-command")]);
            const found = await candidates(program, typed, namesOf(session));
            terminal.print(found.map(word => `${word}\n`).join(""));
        });
    program.command("manual", { hidden: true }).action(async () => {
        terminal.print((await import("./manual")).manual(program, version));
    });
    return program;
}

function commandOf(program: CommanderCommand, one: Command): CommanderCommand {
    const command = program.command(one.name).description(one.summary).helpOption("-h, --help", "Print help");
    for (const { name, description, choices } of one.arguments) {
        const argument = new Argument(`<${name}>`, description);
        command.addArgument(choices ? argument.choices(choices) : argument);
    }
    for (const parameter of one.options)
        command.addOption(parameterOption(parameter));
    if (one.options.some(({ kind }) => kind === "pairs"))
        command.option("--settings <file>", "JSON file with settings, or - for standard input: keeps secrets off the command line");
    if (one.secrets.length > 0)
        command.option("--secrets <file>", `JSON file with ${one.secrets.map(({ name }) => `"${name}"`).join(" and ")}, ` +
            "or - for standard input; without it a terminal is asked");
    command.addOption(outputOption());
    command.addOption(new Option("--timeout <seconds>", "Stop waiting then; the operation continues").argParser(secondsOf));
    if (one.queues)
        command.option("--wait", one.operation === "AppBackup" ? "Wait until the app is backed up" : "Wait until the app runs");
    if (one.changes && !one.hasDryRun)
        command.addOption(dryRunOption(one.preview !== undefined));
    if (one.operation === "AppUninstall")
        command.option("-y, --yes", "Do not ask before data is deleted");
    return command;
}
