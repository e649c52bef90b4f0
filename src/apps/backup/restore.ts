// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Context } from "../context";
import type { Revision } from "../install/revise";
import { OperationError } from "../problem";

export interface RestoreRequest {
    place: string | undefined;
    backup: string;
    /** Of the app that it is restored into, or becomes. */
    id: string;
    revision: Revision;
    isRehearsal: boolean;
    allow: string;
}

export async function restoreBackup(context: Context, request: RestoreRequest): Promise<{ app_id: string }> {
    throw new OperationError("SystemError", `${context.user} ${request.id}`);
}
