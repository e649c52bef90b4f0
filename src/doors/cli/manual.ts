// SPDX-License-Identifier: LGPL-2.1-or-later
/** The man page, made from the same commands as the program. */
import type { Argument, Command, Option } from "commander";
import { exitCodes, meanings } from "./exit-code";

/** Text for roff: no line begins with a control character, and a hyphen stays one that can be searched. */
function text(words: string): string {
    return words.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^([.'])/gm, "\\&$1");
}

const argument = (one: Argument) => one.required ? `<${one.name()}>` : `[${one.name()}]`;

const option = ({ flags, description }: Option) => [".TP", `.B ${text(flags)}`, text(description)];

function commandLines(command: Command, parents: readonly string[]): string[] {
    const path = [...parents, command.name()];
    const children = command.createHelp().visibleCommands(command);
    if (children.length > 0)
        return children.flatMap(child => commandLines(child, path));
    const words = [...path, ...command.registeredArguments.map(argument)].join(" ");
    return [
        `.SS ${text(words)}`,
        text(`${command.description()}.`),
        ...command.registeredArguments.filter(one => one.description)
            .flatMap(one => [".TP", `.I ${text(one.name())}`, text(one.description)]),
        ...command.options.filter(one => !one.hidden).flatMap(option),
    ];
}

export function manual(program: Command, version: string): string {
    const codes = Object.entries(exitCodes).map(([kind, code]) => ({ code, kind }));
    const meaningOf = new Map(Object.entries(meanings));
    return [
        ".\\\" Made from the program's own commands.",
        `.TH APPMANAGE 1 "" "appmanage ${version}" "User Commands"`,
        ".SH NAME",
        text(`appmanage - ${program.description().charAt(0).toLowerCase()}${program.description().slice(1)}`),
        ".SH SYNOPSIS",
        ".B appmanage",
        ".I command",
        "[arguments] [options]",
        ".SH DESCRIPTION",
        text("The apps of this server, as the App Store of Cockpit manages them. Needs to be root."),
        text("Errors are printed on standard error, with the code of the interface, a message in the language of the locale, "
            + "and the next step. Without a terminal no question is asked."),
        ".SH COMMANDS",
        ...program.createHelp().visibleCommands(program).flatMap(command => commandLines(command, [])),
        ".SH EXIT STATUS",
        ...codes.flatMap(({ code, kind }) => [".TP", `.B ${code}`, text(meaningOf.get(kind) ?? "")]),
        ".SH ENVIRONMENT",
        ".TP", ".B NO_COLOR", text("No colors, if it is not empty."),
        ".TP", ".B LC_ALL, LC_MESSAGES, LANG", text("Language of messages."),
        ".SH FILES",
        ".TP", ".I /etc/appmanage/backup", text("The places for backups, with their passwords."),
        ".TP", ".I /etc/appmanage/tokens.json", text("Hashes of the tokens for the HTTP interface."),
        ".TP", ".I /var/lib/appmanage", text("The apps, their records and operations."),
        "",
    ].join("\n");
}
