// SPDX-License-Identifier: LGPL-2.1-or-later
/** One app of a library, its folder read for an installation. */
import { MachineError, type Machine } from "../machine/machine";
import { joined, runScript } from "../machine/script";
import contentDigest from "./content-digest.sh";
import { definitionOf, type AppDefinition } from "./definition";
import findAppScript from "./find-app.sh";
import { largestFile } from "./scan";
import { filesRead, type FilesRead } from "./outside";
import { utf8 } from "../machine/utf8";

/** Why a folder can't be copied and used as it is. */
export type FolderFault =
    | { is: "missing-file", file: string }
    | { is: "too-large", file: string } // "" for the folder as a whole
    | { is: "not-text", file: string } // not UTF-8: it could not be written back unchanged
    | { is: "foreign-file", file: string } // a symbolic link, a device, a pipe: none may be copied or mounted
    | { is: "reads-outside", file: string } // the compose file makes compose read files outside the app
    | { is: "unclear", file: string, why: string }; // a compose file of which it is not certain what compose reads

export interface AppFolder {
    env: string;
    compose: string;
    /** Paths of all files and folders within. */
    entries: ReadonlySet<string>;
    /** Those of them that the compose file makes compose read. */
    reads: readonly string[];
    /** Bytes of all files. */
    size: number;
    /** SHA-256 of all that is in it; "-" where that was not asked for, or is too large for an app. */
    digest: string;
    /** The first that is found; `env` and `compose` are then of no use. */
    fault: FolderFault | undefined;
}

/** Bytes. The largest of some 360 real ones has 29 MB, and each app gets a copy. */
const largestFolder = 1024 ** 3;
/** Files and folders. */
const mostEntries = 50_000;
/** That are included or extended. */
const mostComposeFiles = 100;
const composeFile = "docker-compose.yml";
const needed = [".env", composeFile] as const;

/** An app of a library with all that an installation needs of its folder. */
export interface LibraryApp { definition: AppDefinition, folder: AppFolder }

/**
 * The app of this name in the first of the libraries that has a folder of it, read by one process however many apps
 * they have. Undefined if no library has it, or if its folder is unusable, as in the whole catalogue.
 */
export async function findApp(
    machine: Machine, libraries: readonly string[], name: string, { withDigest = false } = {},
): Promise<LibraryApp | undefined> {
    // Only a valid folder name can be an app's; those that begin with a dot are not part of the library.
    if (!/^[^./\0][^/\0]{0,254}$/.test(name))
        return undefined;
    const { status, bytes, stderr } = await runScript(machine, "find-app", joined(contentDigest, findAppScript), {
        args: [name, ...[mostEntries + 1, largestFile, withDigest ? largestFolder : 0].map(String), ...libraries],
    });
    if (status !== 0)
        throw new MachineError("failed", stderr.trim());
    const read = bytes.length === 0 ? undefined : cut(bytes);
    const found = read && definitionOf({
        name, folder: `${read.library}/${name}`, isLink: read.isLink, entries: read.entries, contents: read.texts,
    });
    if (!read || !found || !("app" in found))
        return undefined;
    const folder = appFolderOf(read);
    const reading = folder.fault ? {} : await readingOf(machine, found.app.folder, folder);
    return { definition: found.app, folder: { ...folder, ...reading } };
}

/** Looks at the compose file with these variables, and at those that it and they name in turn. */
export async function readingOf(
    machine: Machine, folder: string, { compose, env, entries }: Pick<AppFolder, "compose" | "env" | "entries">,
): Promise<Pick<AppFolder, "reads" | "fault">> {
    const failed = (fault: FolderFault) => ({ reads: [], fault });
    const first = await filesRead(compose, env);
    if (first.is !== "within")
        return failed(faultIn(composeFile, first));
    const found = new Set([...first.composeFiles].filter(path => entries.has(path) && path !== composeFile));
    const reads = new Set([...first.paths].filter(path => entries.has(path)));
    const names = new Set<string>();
    // A set also goes through what is added on the way.
    for (const file of found) {
        const bytes = await beginningOf(machine, `${folder}/${file}`);
        if (!bytes)
            return failed({ is: "unclear", file, why: "it can't be read" });
        if (bytes.length >= largestFile)
            return failed({ is: "too-large", file });
        const text = file === ".env" ? env : utf8(bytes);
        if (text === undefined)
            return failed({ is: "not-text", file });
        // Variables may come from another file there.
        const read = await filesRead(text, undefined);
        if (read.is !== "within")
            return failed(faultIn(file, read));
        for (const path of [...read.paths].filter(path => !names.has(path))) {
            // It begins at that file's own folder, at the app's, or at the project directory of what includes it.
            names.add(path);
            const meant = [...entries].filter(entry => entry === path || entry.endsWith(`/${path}`));
            meant.forEach(entry => reads.add(entry));
            if (read.composeFiles.has(path))
                meant.forEach(entry => found.add(entry));
            if (Math.max(found.size, names.size) > mostComposeFiles)
                return failed({ is: "unclear", file, why: "too many files" });
        }
    }
    return { reads: [...new Set([...reads, ...found])], fault: undefined };
}

function faultIn(file: string, read: Exclude<FilesRead, { is: "within" }>): FolderFault {
    return read.is === "outside" ? { is: "reads-outside", file: read.path } : { is: "unclear", file, why: read.why };
}

async function beginningOf(machine: Machine, path: string): Promise<Uint8Array | undefined> {
    const { status, bytes } = await machine.run(["head", "-c", String(largestFile), "--", path]);
    return status === 0 ? bytes : undefined;
}

/** What the script printed. */
interface Printed {
    library: string;
    isLink: boolean;
    digest: string;
    /** By path within the folder: "f"ile, "d"irectory, "l"ink, as `find` calls them, and bytes. */
    entries: Map<string, { type: string, size: number }>;
    texts: Map<string, Uint8Array>;
}

function cut(bytes: Uint8Array): Printed {
    const decoder = new TextDecoder();
    const entries = new Map<string, { type: string, size: number }>();
    const start = bytes.indexOf(0);
    const [, kind, digest = "", library = ""] = /^(\S) (\S+) ([^]*)$/.exec(decoder.decode(bytes.subarray(0, start))) ?? [];
    let at = start + 1;
    for (let end = bytes.indexOf(0, at); end > at; end = bytes.indexOf(0, at)) {
        const [, type, size, path] = /^(\S) (\d+) ([^]*)$/.exec(decoder.decode(bytes.subarray(at, end))) ?? [];
        if (type !== undefined && path !== undefined)
            entries.set(path, { type, size: Number(size) });
        at = end + 1;
    }
    at += 1;
    const texts = new Map<string, Uint8Array>();
    for (let end = bytes.indexOf(10, at); end >= at; end = bytes.indexOf(10, at)) {
        const [name = "", length] = decoder.decode(bytes.subarray(at, end)).split(" ");
        at = end + 1 + Number(length);
        texts.set(name, bytes.subarray(end + 1, at));
    }
    return { library, isLink: kind === "l", digest, entries, texts };
}

function appFolderOf({ digest, entries, texts }: Printed): AppFolder {
    const size = [...entries.values()].reduce((sum, { type, size }) => sum + (type === "f" ? size : 0), 0);
    const [env, compose] = needed.map(name => utf8(texts.get(name) ?? new Uint8Array()));
    return {
        env: env ?? "",
        compose: compose ?? "",
        entries: new Set(entries.keys()),
        reads: [],
        size,
        digest,
        fault: faultOf(entries, size, texts),
    };
}

function faultOf(
    entries: Printed["entries"], size: number, texts: Printed["texts"],
): FolderFault | undefined {
    const foreign = [...entries].find(([, { type }]) => type !== "f" && type !== "d");
    if (foreign)
        return { is: "foreign-file", file: foreign[0] };
    if (size > largestFolder || entries.size > mostEntries)
        return { is: "too-large", file: "" };
    for (const file of needed) {
        const bytes = texts.get(file);
        if (!bytes)
            return { is: entries.get(file)?.type === "f" ? "too-large" : "missing-file", file };
        if (utf8(bytes) === undefined)
            return { is: "not-text", file };
    }
    return undefined;
}
