// SPDX-License-Identifier: LGPL-2.1-or-later
/** The backups that places have. */
import { fanOut } from "../../docker/fan-out";
import type { Context } from "../context";
import { OperationError } from "../problem";
import type { Backup } from "./place";
import { findPlace, folderOf, readPlaces } from "./places";
import { restic } from "./restic";
import { snapshotsIn } from "./snapshot";

/** Seconds for a place to answer: what it tells grows with its backups. */
const patience = 60;

/**
 * Newest first; of one app, where one is named. Without a place those of all: one that can't be read hides no other. Throws
 * the problem of the place that is named, or of the first where none can be read, and `Param.Place.NotExis`.
 */
export async function listBackups(context: Context, place?: string, app?: string): Promise<Backup[]> {
    const names = (place === undefined ? await readPlaces(context) : [await findPlace(context, place)]).map(one => one.place);
    const answers = await fanOut(names, name => backupsAt(context, name, app));
    const [first] = answers;
    if (first instanceof OperationError && answers.every(answer => answer instanceof OperationError))
        throw first;
    return answers.flatMap(answer => answer instanceof OperationError ? [] : answer)
        .sort((a, b) => a.time < b.time ? 1 : a.time > b.time ? -1 : 0);
}

async function backupsAt(context: Context, place: string, app: string | undefined): Promise<Backup[] | OperationError> {
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
