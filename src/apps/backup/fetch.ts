// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an app was made of when a backup was made, fetched from its place. */
import { parseJson } from "../../machine/json";
import resticScript from "../../jobs/run/restic.sh";
import { joined, runScript } from "../../machine/script";
import * as z from "../../machine/zod";
import type { FormerState } from "../change/prepare-change";
import type { Context } from "../context";
import { randomText } from "../install/secret";
import { OperationError } from "../problem";
import { fallbackImage, fitsRecord } from "../records/image";
import { readRecord, type AppRecord } from "../records/record";
import fetchScript from "./fetch-definition.sh";
import { problemError, problemOf, restic } from "./restic";
import { onlySnapshot } from "./snapshot";

export interface Fetched extends FormerState {
    /** Folder to remove afterwards. */
    root: string;
    backup: string;
    appName: string;
    tradeMark: string;
    library: string;
    image: string;
    reach: AppRecord["reachable_from"];
}

/** Seconds. The definition is small, but the repository may be far away. */
const patience = 180;

/** Throws `Param.BackupID.NotExis` and `Backup.*`. */
export async function fetchDefinition(context: Context, place: string, backup: string): Promise<Fetched> {
    const { machine, paths } = context;
    if (!/^[0-9a-f]{8,64}$/.test(backup))
        throw new OperationError("Param.BackupID.NotExis");
    // restic finds none by listing nothing, or by failing.
    const found = onlySnapshot(await restic(context, place, ["--no-lock", "snapshots", "--json", backup], patience));
    if (!found)
        throw new OperationError("Param.BackupID.NotExis");
    const { snapshot, source } = found;
    const root = `${paths.root}/fetched/${randomText("abcdefghijklmnopqrstuvwxyz", 20)}`;
    const { status, stdout, stderr } = await runScript(machine, "fetch-definition", joined(resticScript, fetchScript), {
        args: [place, paths.resticCache, snapshot.backup_id, source, root], seconds: patience, survives: true,
    });
    if (status !== 0)
        throw problemError(problemOf(status, stderr));
    const folder = `${root}/tree/definition`;
    const env = await machine.read(`${folder}/.env`);
    const saved = parseJson(stdout);
    const read = readRecord(z.object({ app_id: z.string() }).safeParse(saved).data?.app_id ?? "", saved);
    if (env === null || !("record" in read))
        throw new OperationError("Backup.Failed", "record" in read ? ".env: no such file" : `record.json: ${read.fault}`);
    const { record } = read;
    return {
        root, folder, env, time: snapshot.time, backup: snapshot.backup_id,
        version: snapshot.version || record.version,
        from: [place, snapshot.backup_id, source, snapshot.size ?? 0].join(" "),
        appName: record.name, tradeMark: record.trade_mark, library: record.library, image: imageOf(record),
        reach: record.reachable_from,
    };
}

/** A repository may hold anything: a page that shows it must not load what is elsewhere. */
function imageOf({ image_url: image }: AppRecord): string {
    return /^data:image\/|^\.\.\/appmanage\/library\/apps\/[\w-]+\/logo\.svg$/.test(image) && fitsRecord(image) ? image : fallbackImage;
}
