// SPDX-License-Identifier: LGPL-2.1-or-later
/** The backups that places have. */
import { fanOut } from "../../docker/fan-out";
import { scriptOutput } from "../../machine/script";
import type { Context } from "../context";
import { OperationError } from "../problem";
import type { Backup } from "./place";
import { findPlace, folderOf, readPlaces } from "./places";
import rehearsalsScript from "./rehearsals.sh";
import { restic } from "./restic";
import { snapshotsIn, type Snapshot } from "./snapshot";

/** Seconds for a place to answer: what it tells grows with its backups. */
const patience = 60;

/**
 * Newest first; of one app, where one is named. Without a place those of all: one that can't be read hides no other. Throws
 * the problem of the place that is named, or of the first where none can be read, and `Param.Place.NotExis`.
 */
export async function listBackups(context: Context, place?: string, app?: string): Promise<Backup[]> {
    const names = (place === undefined ? await readPlaces(context) : [await findPlace(context, place)]).map(one => one.place);
    const [answers, rehearsals] = await Promise.all([
        fanOut(names, name => backupsAt(context, name, app)), readRehearsals(context)]);
    const [first] = answers;
    if (first instanceof OperationError && answers.every(answer => answer instanceof OperationError))
        throw first;
    return answers.flatMap(answer => answer instanceof OperationError ? [] : answer)
        .map(backup => ({ ...backup, rehearsed: rehearsals.get(backup.backup_id) ?? null }))
        .sort((a, b) => a.time < b.time ? 1 : a.time > b.time ? -1 : 0);
}

type Found = Snapshot & Pick<Backup, "place">;

async function backupsAt(context: Context, place: string, app: string | undefined): Promise<Found[] | OperationError> {
    const tags = ["appmanage", ...app === undefined ? [] : [`app:${app}`]].join(",");
    try {
        const text = await restic(context, folderOf(context, place), ["--no-lock", "snapshots", "--json", "--tag", tags], patience);
        return snapshotsIn(text).map(snapshot => ({ place, ...snapshot }));
    } catch (error) {
        if (error instanceof OperationError)
            return error;
        throw error;
    }
}

/** By the backup's id. */
async function readRehearsals({ machine, paths }: Context): Promise<Map<string, NonNullable<Backup["rehearsed"]>>> {
    const text = await scriptOutput(machine, "rehearsals", rehearsalsScript, { args: [paths.root] });
    return new Map(text.split("\n").flatMap(line => {
        const [id = "", time = "", result] = line.split(" ");
        return result === undefined ? [] : [[id, { time, ok: result === "ok" }] as const];
    }));
}
