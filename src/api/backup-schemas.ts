// SPDX-License-Identifier: LGPL-2.1-or-later
/** The shapes of what the operations on backups answer. */
import { backupReasons, placeKinds } from "../apps/backup/place";
import * as z from "../machine/zod";
import { problemCodes } from "../apps/problem";

const time = z.nullable(z.string()).check(z.describe("ISO 8601; null if it has not happened"));
const size = z.nullable(z.number()).check(z.describe("Bytes; null where unknown"));

export const placeState = z.object({
    place: z.string(),
    kind: z.enum(placeKinds),
    location: z.string(),
    reachable: z.boolean(),
    problem: z.nullable(z.object({ code: z.enum(problemCodes), message: z.string(), detail: z.optional(z.string()) })),
    size,
    last_success: time,
});

export const addedPlace = z.object({
    place: z.string(),
    password: z.optional(z.string()).check(z.describe("The repository's password where it was made: it is not shown again")),
});

export const backup = z.object({
    place: z.string(),
    backup_id: z.string(),
    app_id: z.string(),
    app_name: z.string(),
    version: z.string(),
    time: z.string(),
    size,
    reason: z.enum(backupReasons),
    unsaved: z.array(z.string()).check(z.describe(
        "What the app mounts and the backup lacks: volumes whose data is elsewhere, and folders and files of the server")),
    host: z.string(),
    rehearsed: z.nullable(z.object({ time: z.string(), ok: z.boolean() })).check(z.describe(
        "Its last rehearsal on this server, and whether the app became ready; null before the first")),
});

const count = z.int().check(z.minimum(0), z.maximum(1000));
export const keep = z.object({ daily: count, weekly: count, monthly: count });

export const schedule = z.object({
    app_id: z.nullable(z.string()),
    place: z.string(),
    when: z.string(),
    keep,
    next: time,
    last: z.nullable(z.object({ time: z.string(), result: z.string() })),
});
