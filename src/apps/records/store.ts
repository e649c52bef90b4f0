// SPDX-License-Identifier: LGPL-2.1-or-later
/** `apps.json`: the records of all apps. Always replaced as a whole, by compare-and-swap. */
import * as z from "zod";
import type { Machine } from "../../machine/machine";
import { NotText, swap } from "../../machine/swap";
import type { Paths } from "../paths";
import { OperationError } from "../problem";
import { withSmallImage } from "./image";
import { readRecord, type AppRecord } from "./record";
import { copyLine, readRecordCopies } from "./record-copy";
import replaceScript from "./replace-records.sh";
import { refuseLargeFile, refuseLargeRecord } from "./weight";

export type Records = Readonly<Record<string, AppRecord>>;

export type StoreFault =
    | "empty"
    | "not-text" // not UTF-8
    | "not-json"
    | "bad-shape"
    | "newer"; // written by a later version

/** The file is there and can't be used: it is named, and never overwritten. */
export class StoreError extends Error {
    override readonly name = "StoreError";
    constructor(readonly path: string, readonly fault: StoreFault, readonly detail: string) {
        super(`${path}: ${fault} ${detail}`.trim());
    }
}

/** An app whose record can't be read: it is kept as it is. `detail` names the fields. */
export interface BrokenRecord { id: string, detail: string }

interface Contents {
    /** The file as it says itself, with the fields of later versions. */
    file: RecordsFile;
    apps: Records;
    broken: readonly BrokenRecord[];
    /** A record had an image that is too large for it, and has not any more. */
    slimmed: boolean;
}

interface RecordsFile { version: 1, apps: Readonly<Record<string, unknown>> }

const version = z.object({ version: z.number().int() });
const file = z.object({ version: z.literal(1), apps: z.record(z.string(), z.unknown()) });
const noFile: Contents = { file: { version: 1, apps: {} }, apps: {}, broken: [], slimmed: false };

/** Used as it is, not as zod would copy it. */
function isFile(json: unknown): json is RecordsFile {
    return file.safeParse(json).success;
}

/** What was read last: there are many looks between two changes, and parsing is most of a look's work. */
let known: { text: string, contents: Contents } | undefined;

/** Throws `StoreError` for a file that is not a list of records at all. */
function contentsOf(text: string | null, path: string): Contents {
    if (text === null)
        return noFile;
    if (text !== known?.text)
        known = { text, contents: parseContents(text, path) };
    return known.contents;
}

function parseContents(text: string, path: string): Contents {
    if (text.trim() === "")
        throw new StoreError(path, "empty", "");
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch (error) {
        if (error instanceof SyntaxError)
            throw new StoreError(path, "not-json", error.message);
        throw error;
    }
    const written = version.safeParse(json);
    if (written.success && written.data.version > 1)
        throw new StoreError(path, "newer", `version ${written.data.version}`);
    if (!isFile(json))
        throw new StoreError(path, "bad-shape", z.prettifyError(file.safeParse(json).error ?? new z.ZodError([])));
    const apps: [string, AppRecord][] = [];
    const broken: BrokenRecord[] = [];
    let slimmed = false;
    for (const [id, value] of Object.entries(json.apps)) {
        const read = readRecord(id, value);
        if ("fault" in read) {
            broken.push({ id, detail: read.fault });
            continue;
        }
        const slim = withSmallImage(read.record);
        slimmed ||= slim !== read.record;
        apps.push([id, slim]);
    }
    return { file: json, apps: Object.fromEntries(apps), broken, slimmed };
}

/** The readable records in the file's text; `null` is no file, and no apps. Throws `StoreError`. */
export function parseRecords(text: string | null, path: string): Records {
    return contentsOf(text, path).apps;
}

/** The records in the same text that can't be read. */
export function brokenRecords(text: string | null, path: string): readonly BrokenRecord[] {
    return contentsOf(text, path).broken;
}

/** The new text where the file said `seen`: what can't be read of it and what a later version added stays. */
export function formatRecords(apps: Records, seen: string | null = null): string {
    const { file: before, broken } = contentsOf(seen, "");
    const isBroken = new Set(broken.map(({ id }) => id));
    const kept = Object.entries(before.apps).flatMap(([id, value]): [string, unknown][] =>
        isBroken.has(id) ? [[id, value]] : Object.hasOwn(apps, id) ? [[id, apps[id]]] : []);
    const added = Object.entries(apps).filter(([id]) => !Object.hasOwn(before.apps, id));
    return JSON.stringify({ ...before, apps: Object.fromEntries([...kept, ...added]) }, null, 1) + "\n";
}

/**
 * Changes the records. Where apps.json is lost they are those that the copies tell. `change` is called again with what
 * other processes have written meanwhile, so it must be pure; what it throws ends the update with nothing written.
 * Returns what was written. `read` is the text of apps.json that the caller has just read.
 */
export async function updateRecords(
    machine: Machine, paths: Paths, change: (apps: Records) => Records, read?: string | null,
): Promise<Records> {
    const script = { name: "replace-records", text: replaceScript, args: [paths.root] };
    try {
        return await swap(machine, paths.records, script, async seen => {
            const { apps: found, broken, slimmed } = contentsOf(seen, paths.records);
            const before = seen === null ? await readRecordCopies(machine, paths) : found;
            const after = change(before);
            const isLost = seen === null && Object.keys(before).length > 0;
            if (after === before && !isLost && !slimmed)
                return { answer: before, text: undefined };
            // The name is taken, whatever its record says.
            if (broken.some(({ id }) => Object.hasOwn(after, id)))
                throw new OperationError("Param.CustomerAppName.Repeat");
            const text = formatRecords(after, seen);
            const added = Object.entries(after).filter(([id]) => !Object.hasOwn(before, id));
            added.forEach(([, record]) => { refuseLargeRecord(record); });
            if (added.length > 0)
                refuseLargeFile(paths.records, text);
            const copies = Object.entries(after).filter(([id, record]) => slimmed || record !== found[id]);
            return { answer: after, text, more: copies.map(copyLine).join("") };
        }, read);
    } catch (error) {
        if (error instanceof NotText)
            throw new StoreError(paths.records, "not-text", "");
        throw error;
    }
}

/** Removes the record that was created then: the name may have been taken again. */
export function removeRecord(machine: Machine, paths: Paths, id: string, created: string): Promise<Records> {
    return updateRecords(machine, paths, records => Object.hasOwn(records, id) && records[id]?.created === created
        ? Object.fromEntries(Object.entries(records).filter(([key]) => key !== id))
        : records);
}

/** Changes one record; nothing if it is gone. */
export function changeRecord(machine: Machine, paths: Paths, id: string, change: Partial<AppRecord>): Promise<Records> {
    return updateRecords(machine, paths, records => {
        const record = Object.hasOwn(records, id) ? records[id] : undefined;
        return record ? { ...records, [id]: { ...record, ...change } } : records;
    });
}
