// SPDX-License-Identifier: LGPL-2.1-or-later
/** Lists of backups, places and schedules for people. */
import { backup, placeState, schedule } from "../../api/backup-schemas";
import * as z from "../../machine/zod";
import { table } from "./output";

const megabytes = (bytes: number | null) => bytes === null ? "" : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** As many digits as tell backups apart. */
const shortId = 12;

function listTable(data: unknown): string {
    return table(z.array(backup).parse(data).map(({ backup_id: id, app_id: app, version, time, size, reason, place, host }) =>
        ({ id: id.slice(0, shortId), app, version, time, size: megabytes(size), reason, place, host })));
}

function placesTable(data: unknown): string {
    return table(z.array(placeState).parse(data).map(({ place, kind, location, problem, size, last_success: last }) =>
        ({ place, kind, location, "last backup": last ?? "", size: megabytes(size), state: problem?.message ?? "ok" })));
}

function schedulesTable(data: unknown): string {
    return table(z.array(schedule).parse(data).map(({ app_id: app, place, when, keep, next, last }) => ({
        app: app ?? "all apps", place, when, keep: Object.entries(keep).map(([name, count]) => `${name}=${count}`).join(","),
        next: next ?? "", last: last ? `${last.time} ${last.result}` : "",
    })));
}

export const backupTables = { BackupList: listTable, BackupPlaceList: placesTable, BackupScheduleList: schedulesTable };
