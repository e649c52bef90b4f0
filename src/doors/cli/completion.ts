// SPDX-License-Identifier: LGPL-2.1-or-later
/** What can follow the words of an unfinished command line. */
import type { Command as CommanderCommand } from "commander";
import bash from "./completion/appmanage.bash";
import fish from "./completion/appmanage.fish";
import zsh from "./completion/appmanage.zsh";
import type { Shell } from "./shells";

export const completions: Readonly<Record<Shell, string>> = { bash, zsh, fish };

/** Names that only the host knows. */
export interface Names {
    /** Ids of installed apps. */
    ids(): Promise<string[]>;
    /** Apps of the store, each with its versions. */
    store(): Promise<Record<string, string[]>>;
    /** Places for backups. */
    places(): Promise<string[]>;
}

const noNames = (): Promise<string[]> => Promise.resolve([]);

/** `words` follow the program's name; the last one is being typed and may be "". */
export async function candidates(program: CommanderCommand, words: readonly string[], names: Names): Promise<string[]> {
    const typed = words.at(-1) ?? "";
    const found = await following(program, words.slice(0, -1), typed, names);
    return [...new Set(found)].filter(word => word.startsWith(typed)).sort();
}

async function following(
    program: CommanderCommand, before: readonly string[], typed: string, names: Names,
): Promise<string[]> {
    let command = program;
    const given: string[] = [];
    for (let at = 0; at < before.length; at++) {
        const word = before[at] ?? "";
        const option = command.options.find(({ short, long }) => word === short || word === long);
        if (option) {
            if (!option.isBoolean() && at === before.length - 1)
                return option.argChoices ?? valuesOf(option.name(), given, names);
            at += option.isBoolean() ? 0 : 1;
            continue;
        }
        const next = given.length === 0 ? command.commands.find(one => one.name() === word) : undefined;
        if (next)
            command = next;
        else
            given.push(word);
    }
    if (typed.startsWith("-"))
        return command.options.flatMap(({ long, hidden }) => long && !hidden ? [long] : []);
    if (command.commands.length > 0)
        return command.createHelp().visibleCommands(command).map(one => one.name());
    const argument = command.registeredArguments[given.length];
    return argument?.argChoices ?? valuesOf(argument?.name() ?? "", given, names);
}

/** `what` is an argument's or an option's name; `given` are the arguments before it. */
async function valuesOf(what: string, given: readonly string[], names: Names): Promise<string[]> {
    switch (what) {
    case "app_id":
    case "app-id":
        return names.ids();
    case "app_name":
    case "app":
        return Object.keys(await names.store());
    case "place":
        return names.places();
    case "version":
        return Object.entries(await names.store()).flatMap(([name, versions]) => name === given[0] ? versions : []);
    default:
        return noNames();
    }
}
