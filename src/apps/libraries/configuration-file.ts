// SPDX-License-Identifier: LGPL-2.1-or-later
/** Changes the libraries of the configuration: what else an admin wrote there stays as it is, byte by byte. */
import { MachineError, type Machine } from "../../machine/machine";
import { ConfigurationError, parseConfiguration } from "./configuration";

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

/** The text with these libraries. It is a valid configuration, or null where there is none. */
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

/*
 * Arguments: the file, bytes of what the writer has seen of it (-1: no file), bytes of the new text. Input: what it has
 * seen, then the new text. Status 75 is a conflict: somebody else was faster. The folder is the lock, so that none lies
 * about in /etc; a link stays one, and the file keeps its owner and mode.
 */
const replaceScript = `
set -eu
umask 022
file=$(readlink -f -- "$1")
cd -- "$(dirname -- "$file")"
name=$(basename -- "$file")
exec 9<.
flock 9
if [ "$2" -lt 0 ]; then
    [ ! -e "$name" ] || exit 75
else
    dd bs="$2" count=1 iflag=fullblock status=none | cmp -s - "$name" || exit 75
    cp -a -- "$name" ".$name.new"
fi
dd bs="$3" count=1 iflag=fullblock of=".$name.new" status=none
sync ".$name.new"
mv -T -- ".$name.new" "$name"
sync .
`;

const conflict = 75;

function bytesOf(text: string): number {
    return new TextEncoder().encode(text).length;
}

/**
 * `change` is called again with what others have written meanwhile, so it must be pure; undefined leaves the file as it
 * is. Says whether something was written. Throws `ConfigurationError`.
 */
export async function changeLibraries(
    machine: Machine, path: string, change: (libraries: readonly string[]) => readonly string[] | undefined,
): Promise<boolean> {
    for (let last: string | null | undefined, same = 0; ;) {
        const seen = await machine.read(path);
        // A conflict with what nobody has changed: its bytes are not what was read of them.
        same = seen === last ? same + 1 : 0;
        if (same > 5)
            throw new ConfigurationError(path, "no UTF-8 text");
        last = seen;
        const libraries = change(parseConfiguration(seen, path).libraries);
        if (libraries === undefined)
            return false;
        const text = withLibraries(seen, libraries);
        const bytes = seen === null ? -1 : bytesOf(seen);
        const result = await machine.run(
            ["sh", "-c", replaceScript, "replace-configuration", path, String(bytes), String(bytesOf(text))],
            { input: (seen ?? "") + text });
        if (result.status === 0)
            return true;
        if (result.status !== conflict)
            throw new MachineError("failed", result.stderr.trim() || `${path}: ${result.status}`);
    }
}
