// SPDX-License-Identifier: LGPL-2.1-or-later
/** The commands of `appmanage`, and what each does. */
import { Argument, Command as CommanderCommand, CommanderError, InvalidArgumentError, Option } from "commander";
import type { Context } from "../../apps/context";
import { version } from "../version";
import { callCommand } from "./call-command";
import { appCommands, type Command, type Parameter } from "./commands";
import { candidates, completions } from "./completion";
import { refuseOthers } from "./complaint";
import { exitCodes, type ExitCode } from "./exit-code";
import { librariesCommand, namesOf } from "./libraries-command";
import { logsCommand } from "./logs-command";
import { manual } from "./manual";
import { operationCommand } from "./operation-command";
import { formats, type Format } from "./output";
import type { Session } from "./session";
import type { Terminal } from "./terminal";
import { tokenCommand } from "./token-command";

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

function parameterOption({ flag, kind, description }: Parameter): Option {
    switch (kind) {
    case "switch":
        return new Option(`--${flag}`, description);
    case "text":
        return new Option(`--${flag} <value>`, description);
    case "pairs":
        return new Option(`--${flag} <key=value>`, `${description}; repeatable`).argParser(collect);
    case "text-or-pairs":
        return new Option(`--${flag} <who>`, `${description}, as KEY=WHO; repeatable`).argParser(collect);
    }
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
        done(refuseOthers(terminal, words) ?? await work(command.args, optionsOf(command)));
    });
    const add = (parent: CommanderCommand, name: string, description: string) =>
        parent.command(name).description(description).helpOption("-h, --help", "Print help").helpCommand(false);

    for (const one of appCommands())
        act(commandOf(program, one), (given, options) => operationCommand(session, one, given, options));

    act(add(program, "logs", "Print what an app's services have written")
        .addArgument(new Argument("<app_id>", "Id of the app"))
        .option("--service <name>", "Only this service of the app")
        .option("--job", "The log of the app's latest operation instead")
        .option("-f, --follow", "Print the last lines, then what is added, until interrupted"),
    (given, options) => logsCommand(session, given[0] ?? "", options));
    act(add(program, "libraries", "List the libraries that apps come from")
        .option("--apps", "List the apps that can be installed, with their versions")
        .addOption(outputOption()),
    (_given, options) => librariesCommand(session, options));
    act(add(program, "call", "Call an operation of the interface")
        .addArgument(new Argument("<operation>", "Name of the operation, such as AppInstall"))
        .addArgument(new Argument("[body]", "File with the parameters as JSON, or - for standard input"))
        .addOption(outputOption("json")),
    (given, options) => callCommand(session, given, options));

    const token = add(program, "token", "Manage the tokens for the HTTP interface over TCP");
    act(add(token, "add", "Create a token, and print it this once").argument("<name>", "Name of its user"),
        given => tokenCommand(session, "add", given[0]));
    act(add(token, "list", "List the tokens").addOption(outputOption()),
        (_given, options) => tokenCommand(session, "list", undefined, options));
    act(add(token, "revoke", "Delete a token").argument("<name>", "Name of its user"),
        given => tokenCommand(session, "revoke", given[0]));

    add(program, "completion", "Print the completion of this program for a shell")
        .addArgument(new Argument("<shell>").choices(Object.keys(completions)))
        .action((shell: string) => { terminal.print(completions[shell] ?? ""); });
    program.command("complete", { hidden: true }).argument("[words...]")
        .action(async (typed: string[]) => {
            const found = await candidates(program, typed, namesOf(session));
            terminal.print(found.map(word => `${word}\n`).join(""));
        });
    program.command("manual", { hidden: true }).action(() => { terminal.print(manual(program, version)); });
    return program;
}

function commandOf(program: CommanderCommand, one: Command): CommanderCommand {
    const command = program.command(one.name).description(one.summary).helpOption("-h, --help", "Print help");
    for (const { name, description } of one.arguments)
        command.addArgument(new Argument(`<${name}>`, description));
    for (const parameter of one.options)
        command.addOption(parameterOption(parameter));
    if (one.options.some(({ kind }) => kind === "pairs"))
        command.option("--settings <file>", "JSON file with settings, or - for standard input: keeps secrets off the command line");
    command.addOption(outputOption());
    command.addOption(new Option("--timeout <seconds>", "Stop waiting then; the operation continues").argParser(secondsOf));
    if (one.queues)
        command.option("--wait", "Wait until the app runs");
    if (one.operation === "AppInstall" || one.operation === "AppUninstall")
        command.option("--dry-run", "Tell what would happen, and change nothing");
    if (one.operation === "AppUninstall")
        command.option("-y, --yes", "Do not ask before data is deleted");
    return command;
}
