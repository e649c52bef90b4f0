// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Context } from "../context";
import { OperationError } from "../problem";
import type { BackupMethod } from "./place";

export async function backUp(context: Context, id: string, place: string | undefined, method: BackupMethod): Promise<void> {
    throw new OperationError("SystemError", `${context.user} ${id} ${place ?? ""} ${method}`);
}
