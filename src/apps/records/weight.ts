// SPDX-License-Identifier: LGPL-2.1-or-later
/** What records may weigh: every look at the apps reads all of them. */
import { OperationError } from "../problem";
import type { AppRecord } from "./record";

/** Bytes of one record as JSON. A usual one has 1 to 2 KB. */
export const largestRecord = 64 * 1024;
/** Bytes of apps.json. */
export const largestRecords = 8 * 1024 ** 2;

/** Throws `OperationError` for a new record that is too large, and names its largest field. */
export function refuseLargeRecord(record: AppRecord): void {
    const size = bytesOf(record);
    if (size <= largestRecord)
        return;
    const fields = Object.entries(record).map(([name, value]) => ({ name, bytes: bytesOf(value) }));
    const [largest] = fields.sort((one, other) => other.bytes - one.bytes);
    throw new OperationError("SystemError",
        `The record of ${record.app_id} would have ${kilobytes(size)}, and may have ${kilobytes(largestRecord)}. ` +
        `Its largest field is "${largest?.name ?? ""}" with ${kilobytes(largest?.bytes ?? 0)}.`);
}

/** Throws `OperationError` for a new record that makes apps.json too large. Changes and removals are never refused. */
export function refuseLargeFile(path: string, text: string): void {
    const size = new TextEncoder().encode(text).length;
    if (size > largestRecords) {
        throw new OperationError("SystemError",
            `${path} would have ${kilobytes(size)}, and may have ${kilobytes(largestRecords)}.`);
    }
}

function bytesOf(value: unknown): number {
    return new TextEncoder().encode(JSON.stringify(value) ?? "").length;
}

function kilobytes(bytes: number): string {
    return `${Math.ceil(bytes / 1024)} KB`;
}
