// SPDX-License-Identifier: LGPL-2.1-or-later
/** restic's snapshots as this program makes them. */
import { parseJson } from "../../machine/json";
import * as z from "../../machine/zod";
import { backupReasons, type Backup } from "./place";

export type Snapshot = Omit<Backup, "place" | "rehearsed">;

/** As many as a job names. */
const mostUnsaved = 20;

const snapshot = z.object({
    id: z.string(), time: z.string(), hostname: z.string(), tags: z.array(z.string()), paths: z.array(z.string()),
});

/** Of `restic snapshots --json`. What someone else has made, or has other tags, is left out. */
export function snapshotsIn(text: string): Snapshot[] {
    return parsed(text).flatMap(one => madeHere(one) ?? []);
}

/** The only one that restic lists, and the folder that it was made of: where a job gathers what it saves. */
export function onlySnapshot(text: string): { snapshot: Snapshot, source: string } | undefined {
    const [one, ...others] = parsed(text);
    const made = one && madeHere(one);
    const [source = "", ...more] = one?.paths ?? [];
    const isOurs = /^(\/[\w.-]+)+\/upload\/tree$/.test(source) && !source.includes("/../") && more.length === 0;
    return made && others.length === 0 && isOurs ? { snapshot: made, source } : undefined;
}

function parsed(text: string): z.infer<typeof snapshot>[] {
    const listed = z.array(z.unknown()).safeParse(parseJson(text)).data ?? [];
    return listed.flatMap(one => snapshot.safeParse(one).data ?? []);
}

function madeHere({ id, time, hostname, tags }: z.infer<typeof snapshot>): Snapshot | undefined {
    const value = (name: string) => tags.find(tag => tag.startsWith(`${name}:`))?.slice(name.length + 1);
    const app = value("app");
    const at = new Date(time);
    const reason = backupReasons.find(known => known === value("reason"));
    if (!tags.includes("appmanage") || app === undefined || !/^[a-z0-9]+$/.test(app) || reason === undefined ||
        !/^[0-9a-f]{8,64}$/.test(id) || Number.isNaN(at.getTime()))
        return undefined;
    const bytes = value("bytes") ?? "";
    const unsaved = tags.flatMap(tag => /^unsaved:([\w.+/-]{1,200})$/.exec(tag)?.[1] ?? []).slice(0, mostUnsaved);
    return {
        backup_id: id, app_id: app, app_name: value("name") ?? "", version: value("version") ?? "", time: at.toISOString(),
        size: /^\d{1,15}$/.test(bytes) ? Number(bytes) : null, reason, unsaved, host: hostname,
    };
}

/** When the newest was made. */
export function newest(snapshots: readonly Snapshot[]): string | null {
    return snapshots.reduce<string | null>((last, { time }) => last === null || time > last ? time : last, null);
}
