// SPDX-License-Identifier: LGPL-2.1-or-later
/** A place for backups: a restic repository. */
import type { Problem } from "../problem";

export const placeKinds = ["local", "sftp", "rest", "s3"] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** What a place is made of. */
export interface PlaceRequest {
    /** `^[a-z0-9][a-z0-9-]{0,30}$` */
    place: string;
    kind: PlaceKind;
    /**
     * `/path` (local), `sftp://user@host[:port]/path`, `https://host[:port]/path` (rest), `https://host[:port]/bucket[/path]`
     * (s3). Without credentials.
     */
    location: string;
    /** User name of a REST server, access key of S3. */
    user?: string | undefined;
    /** Password of a REST server, secret key of S3. */
    secret?: string | undefined;
    /** The repository's password. Left out: one is made for a new repository. */
    password?: string | undefined;
}

export interface AddedPlace {
    place: string;
    /** Made by this program: to be written down, for it is not shown again. */
    password?: string;
}

/** How a place is at this moment. */
export interface PlaceState {
    place: string;
    kind: PlaceKind;
    location: string;
    /** Why it can't be reached. */
    problem: Problem | null;
    /** Bytes that the repository takes, null where unknown. */
    size: number | null;
    /** When the newest backup was made, ISO 8601; null if there are no backups, or they can't be read. */
    last_success: string | null;
}

export interface Backup {
    place: string;
    /** restic's id of the snapshot, 64 hexadecimal digits. */
    backup_id: string;
    app_id: string;
    /** The library's name of the app. */
    app_name: string;
    version: string;
    /** When the data was saved, ISO 8601. */
    time: string;
    /** Bytes that it restores, null where unknown. */
    size: number | null;
    reason: BackupReason;
    /**
     * What the app mounts and the backup lacks: volumes whose data is elsewhere, and folders and files of the server. Unusual
     * characters are `_`.
     */
    unsaved: string[];
    /** Name of the server that made it. */
    host: string;
    /** Its last rehearsal on this server: when, ISO 8601, and whether the app became ready; null before the first. */
    rehearsed: { time: string, ok: boolean } | null;
}

export const backupReasons = ["manual", "schedule", "update", "restore"] as const;
export type BackupReason = (typeof backupReasons)[number];

/** How the data is kept still while it is saved: see `jobs/run/backup.sh`. */
export const backupMethods = ["copy", "pause", "stop"] as const;
export type BackupMethod = (typeof backupMethods)[number];

/** How many of the scheduled backups stay, of each app. */
export interface Keep { daily: number, weekly: number, monthly: number }

export interface Schedule {
    /** null: of all apps. */
    app_id: string | null;
    place: string;
    /** systemd calendar expression. */
    when: string;
    keep: Keep;
    /** When the timer elapses next, ISO 8601; null where it is not active. */
    next: string | null;
    /** Its last run: when, and what systemd says of it ("success", "exit-code", ...). null before the first. */
    last: { time: string, result: string } | null;
}
