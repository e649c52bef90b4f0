// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the host says of backups. */
import type { AppManager } from "../../api/appmanager";
import { backup, placeState, schedule } from "../../api/backup-schemas";
import type { Backup, Schedule } from "../../apps/backup/place";
import { ask, type Failure } from "../ask";

export type PlaceState = ReturnType<typeof placeState.parse>;

export type Told<T> = { is: "told", value: T } | { is: "refused", failure: Failure };

/** Rejects only where the answer has another shape. */
async function told<T>(
    manager: Pick<AppManager, "call">, operation: string, body: object, parse: (item: unknown) => T,
): Promise<Told<T[]>> {
    const { ResponseData: data, Error: failure } = (await ask(manager, operation, body)).body;
    if (failure !== undefined)
        return { is: "refused", failure };
    if (!Array.isArray(data))
        throw new Error(`${operation}: not a list`);
    return { is: "told", value: data.map(parse) };
}

export function askPlaces(manager: Pick<AppManager, "call">): Promise<Told<PlaceState[]>> {
    return told(manager, "BackupPlaceList", {}, item => placeState.parse(item));
}

/** Newest first. */
export async function askBackups(
    manager: Pick<AppManager, "call">, of: { place?: string, app_id?: string },
): Promise<Told<Backup[]>> {
    const answer = await told(manager, "BackupList", of, item => backup.parse(item));
    return answer.is === "refused" ? answer : { is: "told", value: newestFirst(answer.value) };
}

export function newestFirst(backups: readonly Backup[]): Backup[] {
    return [...backups].sort((a, b) => Date.parse(b.time) - Date.parse(a.time));
}

export function askSchedules(manager: Pick<AppManager, "call">): Promise<Told<Schedule[]>> {
    return told(manager, "BackupScheduleList", {}, item => schedule.parse(item));
}
