// SPDX-License-Identifier: LGPL-2.1-or-later
/** Reads the folders of a library: what is in each, and the text of one file of each, in one go for all of them. */
import type { Machine } from "../machine/machine";

/** Bytes. Real ones have 0.5 KB; a larger file does not describe an app. */
export const largestFile = 256 * 1024;

/** Why a library that is there can't be read. */
export interface Unreadable { message: string }

export interface ScannedFolder {
    name: string;
    folder: string;
    /** A symbolic link in the place of a folder, wherever it leads. */
    isLink: boolean;
    /** By path within the folder, two levels deep: "f"ile, "d"irectory, "l"ink, as `find` calls them, and bytes. */
    entries: Map<string, { type: string, size: number }>;
    /** Of the wanted files, those that are regular and not larger than `largestFile`. */
    contents: Map<string, Uint8Array>;
}

/*
 * Arguments: name of the wanted file, its greatest size, folder of the library. Prints an entry a record (type, size,
 * path, ended by NUL), an empty record, and the wanted files' contents one after the other. Both are in the order of
 * the folder, which stays the same until the folder is changed.
 */
const scanScript = `
[ -e "$3" ] || exit 0
cd -- "$3" || exit
list() { find . -mindepth 1 -maxdepth 2 "$@"; }
list -printf '%y %s %P\\0'
printf '\\0'
list -type f -path "./*/$1" -size "-$2c" -exec cat -- {} +
`;

/** Somebody may be at work on the library: an upgrade takes a moment. */
const tries = 3;

/** The app folders below `library`; undefined if there is no such library. `wanted` is a plain file name. */
export async function scan(
    machine: Machine, library: string, wanted: string,
): Promise<ScannedFolder[] | Unreadable | undefined> {
    let unreadable: Unreadable = { message: "" };
    for (let attempt = 0; attempt < tries; attempt++) {
        const result = await machine.run(["sh", "-c", scanScript, "scan", wanted, String(largestFile), library], { seconds: 60 });
        // One that is there and empty has the empty record that parts names from contents.
        if (result.status === 0 && result.bytes.length === 0)
            return undefined;
        const folders = result.status === 0 ? parseScan(result.bytes, library, wanted) : undefined;
        if (folders)
            return folders;
        unreadable = { message: result.stderr.trim() || "it changed while it was read" };
    }
    return unreadable;
}

/** Pure half of `scan`: cuts what the script printed into folders; undefined for what does not fit together. */
export function parseScan(bytes: Uint8Array, library: string, wanted: string): ScannedFolder[] | undefined {
    const folders = new Map<string, ScannedFolder>();
    const decoder = new TextDecoder();
    let at = 0;
    const records: { type: string, size: number, path: string }[] = [];
    while (at < bytes.length) {
        const end = bytes.indexOf(0, at);
        if (end < 0 || end === at) {
            at = end < 0 ? bytes.length : end + 1;
            break;
        }
        const [, type, size, path] = /^(\S) (\d+) ([^]*)$/.exec(decoder.decode(bytes.subarray(at, end))) ?? [];
        if (type !== undefined && path !== undefined)
            records.push({ type, size: Number(size), path });
        at = end + 1;
    }
    for (const { type, path } of records) {
        // Names that begin with a dot are not part of the library: ".git", for example.
        if (path.includes("/") || path.startsWith(".") || !["d", "l"].includes(type))
            continue;
        const folder = { name: path, folder: `${library}/${path}`, isLink: type === "l" };
        folders.set(path, { ...folder, entries: new Map(), contents: new Map() });
    }
    for (const { type, size, path } of records) {
        const slash = path.indexOf("/");
        folders.get(path.slice(0, slash))?.entries.set(path.slice(slash + 1), { type, size });
    }
    const read = records.filter(({ type, size, path }) =>
        type === "f" && size < largestFile && path.endsWith(`/${wanted}`));
    if (at + read.reduce((sum, { size }) => sum + size, 0) !== bytes.length)
        return undefined;
    for (const { path, size } of read) {
        const folder = folders.get(path.slice(0, path.indexOf("/")));
        folder?.contents.set(wanted, bytes.subarray(at, at + size));
        at += size;
    }
    return [...folders.values()];
}
