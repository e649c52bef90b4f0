// SPDX-License-Identifier: LGPL-2.1-or-later
/** `apps.json`: the records of all apps. update-records.ts changes it. */
import * as z from "../../machine/zod";
import { withSmallImage } from "./image";
import { readRecord, type AppRecord } from "./record";

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

export interface Contents {
    /** The file as it says itself, with the fields of later versions. */
    file: RecordsFile;
    apps: Records;
    broken: readonly BrokenRecord[];
    /** A record had an image that is too large for it, and has not any more. */
    slimmed: boolean;
}

interface RecordsFile { version: 1, apps: Readonly<Record<string, unknown>> }

const version = z.object({ version: z.int() });
const file = z.object({ version: z.literal(1), apps: z.record(z.string(), z.unknown()) });
const noFile: Contents = { file: { version: 1, apps: {} }, apps: {}, broken: [], slimmed: false };

/** Used as it is, not as zod would copy it. */
function isFile(json: unknown): json is RecordsFile {
    return file.safeParse(json).success;
}

/** What was read last: there are many looks between two changes, and parsing is most of a look's work. */
let known: { text: string, contents: Contents } | undefined;

/** Throws `StoreError` for a file that is not a list of records at all. */
export function contentsOf(text: string | null, path: string): Contents {
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
