// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Answer } from "../../src/api/schemas";
import type { Backup, Schedule } from "../../src/apps/backup/place";
import type { PlaceState } from "../../src/ui/app/backup-answers";
import type { Call } from "./manager";

export function aPlace(place: string, parts: Partial<PlaceState> = {}): PlaceState {
    return {
        place, kind: "local", location: `/mnt/${place}`, reachable: parts.problem === undefined || parts.problem === null,
        problem: null, size: null, last_success: null, ...parts,
    };
}

export function aBackup(app: string, time: string, parts: Partial<Backup> = {}): Backup {
    return {
        place: "nas", backup_id: "a".repeat(64), app_id: app, app_name: "wordpress", version: "6.9.4", time,
        size: 1024 ** 2, reason: "manual", unsaved: [], host: "server", rehearsed: null, ...parts,
    };
}

export function aSchedule(parts: Partial<Schedule> = {}): Schedule {
    return {
        app_id: null, place: "nas", when: "*-*-* 03:00:00", keep: { daily: 7, weekly: 4, monthly: 6 }, next: null, last: null,
        ...parts,
    };
}

export function answered(data: unknown): Answer {
    return { status: 200, body: { ResponseData: data } };
}

export interface BackupHost {
    places: PlaceState[];
    schedules: Schedule[];
    backups: Backup[];
}

/** What a host with these answers to operations on backups; undefined to others. */
export function backupAnswer({ places, schedules, backups }: BackupHost, { operation, body }: Call): Answer | undefined {
    const asked = new Map(typeof body === "object" && body !== null ? Object.entries(body) : []);
    const isAsked = (name: string, value: string) => !asked.has(name) || asked.get(name) === value;
    switch (operation) {
    case "BackupPlaceList":
        return answered(places);
    case "BackupScheduleList":
        return answered(schedules);
    case "BackupList":
        return answered(backups.filter(({ place, app_id: app }) => isAsked("place", place) && isAsked("app_id", app)));
    default:
        return undefined;
    }
}
