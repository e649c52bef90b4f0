// SPDX-License-Identifier: LGPL-2.1-or-later
/** Changes `apps.json`: always as a whole, by compare-and-swap. */
import type { Machine } from "../../machine/machine";
import { NotText, swap } from "../../machine/swap";
import type { Paths } from "../paths";
import { OperationError } from "../problem";
import type { AppRecord } from "./record";
import { copyLine, readRecordCopies } from "./record-copy";
import replaceScript from "./replace-records.sh";
import { contentsOf, StoreError, type Records } from "./store";
import { refuseLargeFile, refuseLargeRecord } from "./weight";

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
