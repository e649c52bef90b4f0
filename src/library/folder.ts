// SPDX-License-Identifier: LGPL-2.1-or-later
/** One app's folder, read for an installation. */
import { MachineError, type Machine } from "../machine/machine";
import { largestFile } from "./scan";
import { filesRead } from "./outside";
import { utf8 } from "../machine/utf8";

/** Why a folder can't be copied and used as it is. */
export type FolderFault =
    | { is: "missing-file", file: string }
    | { is: "too-large", file: string } // "" for the folder as a whole
    | { is: "not-text", file: string } // no UTF-8: nobody could write it back unchanged
    | { is: "foreign-file", file: string } // a symbolic link, a device, a pipe: none may be copied or mounted
    | { is: "reads-outside", file: string }; // the compose file makes compose read what is none of the app's

export interface AppFolder {
    env: string;
    compose: string;
    /** Paths of all files and folders within. */
    entries: ReadonlySet<string>;
    /** Bytes of all files. */
    size: number;
    /** The first that is found; `env` and `compose` are then of no use. */
    fault: FolderFault | undefined;
}

/** Bytes. The largest of some 360 real ones has 29 MB, and each app gets a copy. */
const largestFolder = 1024 ** 3;
/** Files and folders. */
const mostEntries = 50_000;
const texts = [".env", "docker-compose.yml"] as const;

/*
 * Arguments: the folder, the greatest number of entries, the greatest size of a text. Prints an entry a record (type,
 * size, path, ended by NUL), an empty record, and for each text that is one a line with its name and size, then itself.
 */
const readScript = `
cd -- "$1" || exit 1
find . -mindepth 1 -printf '%y %s %P\\0' | head -z -n "$2"
printf '\\0'
for file in ${texts.join(" ")}; do
    [ -f "$file" ] && [ ! -L "$file" ] && size=$(wc -c <"$file") && [ "$size" -lt "$3" ] || continue
    printf '%s %s\\n' "$file" "$size"
    head -c "$size" -- "$file"
done
`;

export async function readAppFolder(machine: Machine, folder: string): Promise<AppFolder> {
    const result = await machine.run(
        ["sh", "-c", readScript, "read-folder", folder, String(mostEntries + 1), String(largestFile)]);
    if (result.status !== 0)
        throw new MachineError("failed", result.stderr);
    const read = parseAppFolder(result.bytes);
    return { ...read, fault: read.fault ?? await faultOfReading(machine, folder, read) };
}

/** Looks at all files that compose would take for compose files, and at those that they name in turn. */
async function faultOfReading(
    machine: Machine, folder: string, { compose, env, entries }: AppFolder,
): Promise<FolderFault | undefined> {
    const first = filesRead(compose, env);
    if (first.outside !== undefined)
        return { is: "reads-outside", file: first.outside };
    const found = first.within.filter(path => entries.has(path) && path !== "docker-compose.yml");
    for (const path of found) {
        const text = path === ".env" ? env : await beginningOf(machine, `${folder}/${path}`);
        if (text.length >= largestFile)
            return { is: "too-large", file: path };
        // Variables may come from another file there.
        const { outside, within } = filesRead(text, undefined);
        if (outside !== undefined)
            return { is: "reads-outside", file: outside };
        const around = path.slice(0, path.lastIndexOf("/") + 1);
        const more = new Set(within.flatMap(word => [word, around + word]));
        found.push(...[...more].filter(word => entries.has(word) && !found.includes(word)));
    }
    return undefined;
}

async function beginningOf(machine: Machine, path: string): Promise<string> {
    return (await machine.run(["head", "-c", String(largestFile), "--", path])).stdout;
}

/** Pure half of `readAppFolder`: cuts what the script printed. */
function parseAppFolder(bytes: Uint8Array): AppFolder {
    const decoder = new TextDecoder();
    const entries = new Map<string, string>();
    let size = 0;
    let at = 0;
    for (let end = bytes.indexOf(0, at); end > at; end = bytes.indexOf(0, at)) {
        const [, type, length, path] = /^(\S) (\d+) ([^]*)$/.exec(decoder.decode(bytes.subarray(at, end))) ?? [];
        if (type !== undefined && path !== undefined) {
            entries.set(path, type);
            size += type === "f" ? Number(length) : 0;
        }
        at = end + 1;
    }
    at += 1;
    const found = new Map<string, Uint8Array>();
    for (let end = bytes.indexOf(10, at); end >= at; end = bytes.indexOf(10, at)) {
        const [name = "", length] = decoder.decode(bytes.subarray(at, end)).split(" ");
        at = end + 1 + Number(length);
        found.set(name, bytes.subarray(end + 1, at));
    }
    const [env, compose] = texts.map(name => utf8(found.get(name) ?? new Uint8Array()));
    return {
        env: env ?? "",
        compose: compose ?? "",
        entries: new Set(entries.keys()),
        size,
        fault: faultOf(entries, size, found),
    };
}

function faultOf(entries: Map<string, string>, size: number, found: Map<string, Uint8Array>): FolderFault | undefined {
    const foreign = [...entries].find(([, type]) => type !== "f" && type !== "d");
    if (foreign)
        return { is: "foreign-file", file: foreign[0] };
    if (size > largestFolder || entries.size > mostEntries)
        return { is: "too-large", file: "" };
    for (const file of texts) {
        const bytes = found.get(file);
        if (!bytes)
            return { is: entries.get(file) === "f" ? "too-large" : "missing-file", file };
        if (utf8(bytes) === undefined)
            return { is: "not-text", file };
    }
    return undefined;
}
