// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Context } from "../context";
import { OperationError } from "../problem";
import type { Backup } from "./place";

export async function listBackups(context: Context, place?: string, app?: string): Promise<Backup[]> {
    throw new OperationError("SystemError", `${context.user} ${place ?? ""} ${app ?? ""}`);
}
