// SPDX-License-Identifier: LGPL-2.1-or-later
/** The copy of an app's record in the app's own folder, from which a lost `apps.json` is made again. */
import { parseJson } from "../../machine/json";
import { MachineError, type Machine } from "../../machine/machine";
import type { Paths } from "../paths";
import { appRecord, type AppRecord } from "./record";

/** Its name in `apps/<app_id>/`. */
export const recordCopy = ".appmanage.json";

/** A record as the scripts pass it on: its id, a blank, and JSON without line breaks. */
export function copyLine([id, record]: readonly [string, AppRecord]): string {
    return `${id} ${JSON.stringify(record)}\n`;
}

/** What is no record of the app in whose folder it stands is left out: the others are worth having without it. */
export function parseCopies(text: string): Record<string, AppRecord> {
    const records = text.split("\n").flatMap(line => {
        const at = line.indexOf(" ");
        const record = appRecord.safeParse(parseJson(line.slice(at + 1))).data;
        return record && record.app_id === line.slice(0, at) ? [record] : [];
    });
    // As apps.json has them: in the order they were installed.
    records.sort((one, other) => one.created.localeCompare(other.created));
    return Object.fromEntries(records.map(record => [record.app_id, record]));
}

/* Argument: data folder. */
const readScript = `
for copy in "$1"/apps/*/${recordCopy}; do
    [ -f "$copy" ] || continue
    id=\${copy%/*}
    printf '%s ' "\${id##*/}"
    cat -- "$copy"
done
`;

export async function readRecordCopies(machine: Machine, paths: Paths): Promise<Record<string, AppRecord>> {
    const result = await machine.run(["sh", "-c", readScript, "read-copies", paths.root]);
    if (result.status !== 0)
        throw new MachineError("failed", result.stderr.trim());
    return parseCopies(result.stdout);
}
