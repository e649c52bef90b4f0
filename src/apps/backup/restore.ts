// SPDX-License-Identifier: LGPL-2.1-or-later
/** BackupRestore: an app becomes what it was when a backup was made, or a new app becomes that. */
import { findApp, type LibraryApp } from "../../library/folder";
import { scriptOutput } from "../../machine/script";
import { returnTo } from "../change/update";
import type { Context } from "../context";
import { nameCheck, nameFormatCheck } from "../install/checks/name";
import { begin, recordOf, spread } from "../install/install";
import { prepareInstall } from "../install/prepare";
import { projectsNamed } from "../install/projects";
import { chosenReach } from "../install/reach";
import { reachFile } from "../install/reach-file";
import { refuseStopped } from "../install/refusal";
import { keptSecrets, type Revision } from "../install/revise";
import { readSurroundings } from "../install/surroundings";
import { inTurn } from "../install/turn";
import { readConfiguration } from "../libraries/configuration";
import { OperationError } from "../problem";
import type { AppRecord } from "../records/record";
import { refuseLargeRecord } from "../records/weight";
import { isListed } from "../status/list";
import { readState } from "../status/state";
import { fetchDefinition, type Fetched } from "./fetch";
import { placeFolder } from "./places";
import { refuseRights } from "./rights";

export interface RestoreRequest {
    place: string | undefined;
    backup: string;
    /** Of the app that it is restored into, or becomes. */
    id: string;
    revision: Revision;
    /** The new app goes again once it is ready. */
    isRehearsal: boolean;
    /** As for `startApp`, and for what the backup's app may do beyond its own containers. */
    allow: string;
}

/** Answers as soon as the job is queued. Throws `OperationError`. */
export async function restoreBackup(context: Context, request: RestoreRequest): Promise<{ app_id: string }> {
    const { id, revision, allow } = request;
    const place = await placeFolder(context, request.place);
    refuseStopped([nameFormatCheck(id)]);
    const state = await readState(context);
    const record = Object.hasOwn(state.records, id) ? state.records[id] : undefined;
    const isInto = record !== undefined && isListed(record, state) && !request.isRehearsal;
    if (record && !isInto)
        throw new OperationError("Param.CustomerAppName.Repeat");
    const fetched = await fetchDefinition(context, place, request.backup);
    try {
        const app = await findApp(context.machine, [`${fetched.root}/tree`], "definition", { withDigest: true });
        if (!app)
            throw new OperationError("Backup.Failed", "the backup has no app's folder");
        await refuseRights(context, id, app, fetched.env, allow);
        if (isInto)
            await returnTo(context, id, fetched, revision, allow);
        else
            await inTurn(context.machine, () => installNow(context, request, fetched, app));
        return { app_id: id };
    } finally {
        await scriptOutput(context.machine, "drop-fetched", 'rm -rf -- "$1"', { args: [fetched.root], survives: true });
    }
}

async function installNow(
    context: Context, request: RestoreRequest, fetched: Fetched, read: LibraryApp,
): Promise<void> {
    const { machine } = context;
    const { id, revision } = request;
    const configuration = readConfiguration(machine, context.configurationFile);
    const app = {
        definition: { ...read.definition, name: fetched.appName, requirements: { cpu: 0, memory: 0, disk: 0 } },
        folder: read.folder,
    };
    for (let attempt = 0; ; attempt++) {
        const [around, projects] = await Promise.all([
            readSurroundings(context, configuration), projectsNamed(machine, id)]);
        refuseStopped([nameCheck(id, { ...around, projects })]);
        const prepared = await prepareInstall(machine, app, {
            id, version: fetched.version, settings: revision.settings, reach: revision.reach ?? fetched.reach,
            secrets: keptSecrets(fetched.env), portsToLeave: spread(attempt),
        }, around);
        refuseStopped(prepared.checks);
        if (!prepared.resolved || !prepared.written)
            throw new OperationError("SystemError", `${id}: refused without a reason`);
        const reach = revision.reach ?? fetched.reach;
        const file = await reachFile(
            machine, fetched.folder, id, prepared.plan.env, prepared.folder, prepared.written, reach);
        const record: AppRecord = {
            ...await recordOf(
                context, { customer_app_name: id, app_version: fetched.version }, prepared, prepared.resolved),
            library: fetched.library,
            trade_mark: fetched.tradeMark,
            image_url: fetched.image,
            reachable_from: chosenReach(prepared.written, reach),
        };
        refuseLargeRecord(record);
        const rehearsal = request.isRehearsal ? fetched.backup : "";
        if (await begin(context, record, app, file, around, { from: fetched.from, rehearsal }))
            return;
    }
}
