// SPDX-License-Identifier: LGPL-2.1-or-later
/** Changes the libraries of the configuration: whatever else an admin wrote there stays, byte for byte. */
import type { Machine } from "../../machine/machine";
import { NotText, swap } from "../../machine/swap";
import { ConfigurationError, parseConfiguration } from "./configuration";
import replaceScript from "./replace-configuration.sh";

interface Member { key: unknown, from: number, to: number }

/** Where the values of the outermost object stand in a text that is valid JSON. */
function membersOf(text: string): Member[] {
    const members: Member[] = [];
    let depth = 0;
    let key: unknown;
    let from: number | undefined;
    let before = { word: "", end: 0 };
    for (const { 0: word, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g)) {
        if (depth === 1 && (word === "," || word === "}") && from !== undefined) {
            members.push({ key, from, to: before.end });
            from = undefined;
        } else if (depth === 1 && before.word === ":" && from === undefined) {
            from = index;
        } else if (depth === 1 && word.startsWith("\"") && from === undefined) {
            key = JSON.parse(word);
        }
        if (word === "{" || word === "[")
            depth++;
        else if (word === "}" || word === "]")
            depth--;
        before = { word, end: index + word.length };
    }
    return members;
}

/** The text with these libraries. `text` is a valid configuration, or null if there is no file. */
export function withLibraries(text: string | null, libraries: readonly string[]): string {
    const items = libraries.map(folder => JSON.stringify(folder));
    const members = text === null ? [] : membersOf(text);
    if (text === null || members.length === 0)
        return `{\n    "libraries": [${items.map(item => `\n        ${item}`).join(",")}\n    ]\n}\n`;
    // Of a key that stands there twice the last counts.
    const member = members.findLast(({ key }) => key === "libraries");
    const last = members.at(-1);
    if (member === undefined) {
        const end = last?.to ?? 0;
        const [, space = ""] = /^\s*\{(\s*)/.exec(text) ?? [];
        return `${text.slice(0, end)},${space || " "}"libraries": [${items.join(", ")}]${text.slice(end)}`;
    }
    // Items stand as they did: on a line, or on one each.
    const [, first = "", end = ""] = /^\[(\s*)[^]*?(\s*)\]$/.exec(text.slice(member.from, member.to)) ?? [];
    const value = items.length === 0 ? "[]" : `[${first}${items.join(`,${first || " "}`)}${end}]`;
    return text.slice(0, member.from) + value + text.slice(member.to);
}

/**
 * `change` is called again with what other processes have written meanwhile, so it must be pure; undefined leaves the file as it
 * is. Says whether something was written. Throws `ConfigurationError`.
 */
export async function changeLibraries(
    machine: Machine, path: string, change: (libraries: readonly string[]) => readonly string[] | undefined,
): Promise<boolean> {
    const script = { name: "replace-configuration", text: replaceScript, args: [path] };
    try {
        return await swap(machine, path, script, seen => {
            const libraries = change(parseConfiguration(seen, path).libraries);
            return libraries === undefined
                ? { answer: false, text: undefined }
                : { answer: true, text: withLibraries(seen, libraries) };
        });
    } catch (error) {
        if (error instanceof NotText)
            throw new ConfigurationError(path, "not UTF-8 text");
        throw error;
    }
}
