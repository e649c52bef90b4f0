// SPDX-License-Identifier: LGPL-2.1-or-later
/** What a change came to is written into the app's record before another job hides how it ended. */
import { survey } from "../../jobs/folder";
import type { Context } from "../context";
import { recordNow } from "./change";
import { parseRecords } from "./store";
import { updateRecords } from "./update-records";

export async function settle({ machine, paths }: Pick<Context, "machine" | "paths">, id: string): Promise<void> {
    const { jobs, records: text } = await survey(machine, paths.root);
    const job = jobs.get(id);
    const written = parseRecords(text, paths.records);
    const record = Object.hasOwn(written, id) ? written[id] : undefined;
    if (!record || recordNow(record, job) === record)
        return;
    await updateRecords(machine, paths, records => {
        const raw = Object.hasOwn(records, id) ? records[id] : undefined;
        const now = raw && recordNow(raw, job);
        return raw && now && now !== raw ? { ...records, [id]: now } : records;
    }, text);
}
