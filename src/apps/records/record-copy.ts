// SPDX-License-Identifier: LGPL-2.1-or-later
/** The copy of an app's record in its job's folder, from which a lost `apps.json` is rebuilt. */
import { parseJson } from "../../machine/json";
import type { Machine } from "../../machine/machine";
import { scriptOutput } from "../../machine/script";
import type { Paths } from "../paths";
import { withSmallImage } from "./image";
import readCopiesScript from "./read-copies.sh";
import { readRecord, type AppRecord } from "./record";

/** Bytes of one: those of earlier versions hold a whole logo. */
const largestCopy = 1024 ** 2;

/** A record as the scripts pass it on: its id, a blank, and JSON without line breaks. */
export function copyLine([id, record]: readonly [string, AppRecord]): string {
    return `${id} ${JSON.stringify(record)}\n`;
}

/** The first good copy of each app. A copy in another app's folder is ignored. */
export function parseCopies(text: string): Record<string, AppRecord> {
    const records = new Map<string, AppRecord>();
    for (const line of text.split("\n")) {
        const at = line.indexOf(" ");
        const id = line.slice(0, at);
        const read = readRecord(id, parseJson(line.slice(at + 1)));
        if ("record" in read && !records.has(id))
            records.set(id, withSmallImage(read.record));
    }
    // As apps.json has them: in the order they were installed.
    return Object.fromEntries([...records].sort(([, one], [, other]) => one.created.localeCompare(other.created)));
}

export async function readRecordCopies(machine: Machine, paths: Paths): Promise<Record<string, AppRecord>> {
    return parseCopies(await scriptOutput(machine, "read-copies", readCopiesScript, {
        args: [paths.root, String(largestCopy)],
    }));
}
