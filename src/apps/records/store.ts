// SPDX-License-Identifier: LGPL-2.1-or-later
/** `apps.json`: the records of all apps. Replaced whole, and only by who has seen what it replaces. */
import * as z from "zod";
import type { Machine } from "../../machine/machine";
import { NotText, swap } from "../../machine/swap";
import type { Paths } from "../paths";
import { appRecord, type AppRecord } from "./record";
import { copyLine, readRecordCopies, recordCopy } from "./record-copy";

export type Records = Readonly<Record<string, AppRecord>>;

export type StoreFault =
    | "empty"
    | "not-text" // no UTF-8
    | "not-json"
    | "bad-shape"
    | "newer"; // written by a later version

/** The file is there and is not ours to use: it is named, and never overwritten. */
export class StoreError extends Error {
    override readonly name = "StoreError";
    constructor(readonly path: string, readonly fault: StoreFault, readonly detail: string) {
        super(`${path}: ${fault} ${detail}`.trim());
    }
}

const version = z.looseObject({ version: z.number().int() });
const file = z.object({ version: z.literal(1), apps: z.record(z.string(), appRecord) });

/** What was read the last time: there are many looks between two changes, and most of a look's own work is this. */
let known: { text: string, apps: Records } | undefined;

/** What the file's text says; `null` is no file, and no apps. Throws `StoreError`. */
export function parseRecords(text: string | null, path: string): Records {
    if (text === null)
        return {};
    if (text === known?.text)
        return known.apps;
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
    const parsed = file.safeParse(json);
    if (!parsed.success)
        throw new StoreError(path, "bad-shape", z.prettifyError(parsed.error));
    known = { text, apps: parsed.data.apps };
    return known.apps;
}

export function formatRecords(apps: Records): string {
    return JSON.stringify({ version: 1, apps }, null, 1) + "\n";
}

/*
 * A `SwapScript`; its argument is the data folder. After the new text come the records that are new in it, one a line
 * with its id before it: a copy of each stays in the app's own folder.
 */
const replaceScript = `
set -eu
umask 077
mkdir -p -- "$1"
cd -- "$1"
exec 9>>apps.lock
flock 9
if [ "$2" -lt 0 ]; then
    [ ! -e apps.json ] || exit 75
else
    : >apps.seen
    [ "$2" -eq 0 ] || dd bs="$2" count=1 iflag=fullblock of=apps.seen status=none
    cmp -s apps.seen apps.json || exit 75
    rm -f apps.seen
fi
dd bs="$3" count=1 iflag=fullblock of=apps.json.new status=none
sync apps.json.new
if [ -e apps.json ]; then ln -f apps.json apps.json.bak; fi
mv apps.json.new apps.json
sync .
# What is written counts, with copies or without.
set +e
while read -r id record; do
    cd -- "$1/apps/$id" 2>/dev/null || continue
    printf '%s\\n' "$record" >${recordCopy}.new && sync ${recordCopy}.new && mv ${recordCopy}.new ${recordCopy}
done
exit 0
`;

/**
 * Changes the records. Where apps.json is lost they are those that the apps' folders tell. `change` is called again
 * with what others have written meanwhile, so it must be pure; what it throws ends the update with nothing written.
 * Returns what was written.
 */
export async function updateRecords(
    machine: Machine, paths: Paths, change: (apps: Records) => Records,
): Promise<Records> {
    const script = { name: "replace-records", text: replaceScript, args: [paths.root] };
    try {
        return await swap(machine, paths.records, script, async seen => {
            const found = parseRecords(seen, paths.records);
            const before = seen === null ? await readRecordCopies(machine, paths) : found;
            const after = change(before);
            if (after === before && (seen !== null || Object.keys(before).length === 0))
                return { answer: before, text: undefined };
            const copies = Object.entries(after).filter(([id, record]) => record !== found[id]).map(copyLine).join("");
            return { answer: after, text: formatRecords(after), more: copies };
        });
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
