// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Context } from "../context";
import { OperationError } from "../problem";
import type { Keep, Schedule } from "./place";

export async function setSchedule(
    context: Context, app: string | undefined, place: string | undefined, when: string, keep: Keep,
): Promise<void> {
    throw new OperationError("SystemError", `${context.user} ${app ?? ""} ${place ?? ""} ${when} ${keep.daily}`);
}
export async function listSchedules(context: Context): Promise<Schedule[]> {
    throw new OperationError("SystemError", context.user);
}
