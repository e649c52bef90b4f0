// SPDX-License-Identifier: LGPL-2.1-or-later
/** AppBackup: a job that saves an app at a place for backups. */
import { findListed, start } from "../app-job";
import { isUndoOpen, readUndo } from "../change/rollback";
import type { Context } from "../context";
import { OperationError } from "../problem";
import type { BackupMethod } from "./place";
import { placeFolder } from "./places";

/** Answers as soon as the job is queued. Throws `OperationError`. */
export async function backUp(context: Context, id: string, place: string | undefined, method: BackupMethod): Promise<void> {
    const folder = await placeFolder(context, place);
    const { record } = await findListed(context, id);
    if (isUndoOpen(await readUndo(context.machine, context.paths, id)))
        throw new OperationError("Update.Refused", "the last change could not be undone: go back first");
    await start(
        context, record, { kind: "backup", wish: record.wish, before: record.wish }, "start",
        { backup: `${folder} manual ${method}` });
}
