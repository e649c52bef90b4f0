// SPDX-License-Identifier: LGPL-2.1-or-later
/** A change of an app before it begins: what would be other than now, and what prevents it. Only a staging folder is made. */
import { resolveCompose } from "../../docker/compose";
import { listContainers } from "../../docker/engine";
import { overrideFile, overrideHead } from "../../docker/ports-override";
import { rawValue } from "../../library/environment";
import { findApp, type LibraryApp } from "../../library/folder";
import type { Context } from "../context";
import { findOffered, recordOf } from "../install/install";
import { prepareInstall, type Prepared } from "../install/prepare";
import { chosenReach, unknownPorts, type ReachChoice } from "../install/reach";
import { reachFile, type ReachFile } from "../install/reach-file";
import { refuseStopped } from "../install/refusal";
import { keptSecrets, withoutOwn, type Revision } from "../install/revise";
import { settableVariables } from "../install/settings";
import { readSurroundings } from "../install/surroundings";
import { readConfiguration } from "../libraries/configuration";
import { readOwnFiles } from "../own-files";
import { OperationError, type Problem } from "../problem";
import { changingPart } from "../records/change";
import type { AppRecord, ChangingPart } from "../records/record";
import { rightLines } from "../definition/rights";
import { aboutFiles, composeFile, refuseEdit, withDigest } from "./edited-files";
import { databaseChanges } from "./image-major";
import { mergedEnv } from "./merged-env";
import { dropStage, readFiles, stage, type Compared, type Staged } from "./staging";
import { mergedFiles, type Merged } from "./three-way";
import { comparedVersions, newestOf } from "./version";

export interface PreparedChange {
    staged: Staged;
    version: string;
    /** What the record will say. */
    part: ChangingPart;
    file: ReachFile;
    /** The text of .env as it is. */
    env: string;
    /** Paths that the app gets, and that go, .env and the override file among them. */
    put: string[];
    drop: string[];
    /** As compose prints it, with paths in the staging folder. */
    model: unknown;
    /** What the app may do beyond its own containers. */
    rights: string[];
    /** Bytes that are free where the data is saved. */
    free: number;
    /** In the order in which an update would answer them. */
    refusals: Problem[];
}

/** What an app is to become: a backup's definition in a folder, and which version it is. */
export interface FormerState {
    folder: string;
    version: string;
    /** Text of its .env. */
    env: string;
    /** As the job's file `from` has it. */
    from: string;
    /** When the backup was made, ISO 8601. */
    time: string;
}

/** The caller drops what is staged. Throws `OperationError`, and what the host throws; nothing is staged then. */
export async function prepareChange(
    context: Context, record: AppRecord, revision: Revision, former?: FormerState,
): Promise<PreparedChange> {
    const { machine, paths } = context;
    const { app_id: id } = record;
    const { files: edited } = revision;
    const configuration = await readConfiguration(machine, context.configurationFile);
    const isOnlySettings = revision.app_version === undefined &&
        (edited !== undefined || revision.newImages === true || revision.reach !== undefined ||
            Object.keys(revision.settings).length > 0);
    const isSame = former !== undefined || isOnlySettings || revision.app_version === record.version;
    const offered = isSame ? undefined : await findOffered(context, configuration, record.name);
    const version = former?.version ??
        (offered ? versionOf(offered, record.version, revision.app_version) : record.version);
    if (edited && version !== record.version)
        throw new OperationError("Param.Files.FormatError", `files are of version ${record.version}: update first`);
    // The library may have other files of the same version: they come with the next one.
    const library = former?.folder ?? (offered && version !== record.version ? offered.definition.folder : "");

    const [files, [env, override, compose = ""]] = await Promise.all([
        readFiles(machine, paths, id, library),
        readOwnFiles(machine, paths.app(id), [".env", overrideFile, ...edited ? [composeFile] : []]),
    ]);
    if (typeof env !== "string")
        throw new OperationError("SystemError", `${paths.app(id)}/.env: no such file`);
    if (edited)
        refuseEdit(edited, await withDigest(machine, { compose: compose ?? "", env }));
    const newCompose = edited?.compose === compose ? undefined : edited?.compose;
    const refusals = former ? [] : versionRefusals(record.version, version);
    const { merged, text, conflicts } = former
        ? formerDefinition(files, former) : mergedDefinition(files, edited?.env ?? env, library === "" ? undefined : offered);
    const isOwnOverride = !former && typeof override === "string" && !override.startsWith(overrideHead);
    const unclear = [...merged.conflicts, ...conflicts.map(key => `.env: ${key}`), ...isOwnOverride ? [overrideFile] : []];
    if (unclear.length > 0)
        refusals.push({ code: "Update.Conflict", detail: unclear.join("\n") });

    const staged = await stage(machine, paths, id, library, { own: merged.own, gone: merged.drop, env: text, compose: newCompose });
    try {
        const [app, around, containers] = await Promise.all([
            findApp(machine, [staged.folder.slice(0, -"/files".length)], "files"),
            readSurroundings(context, configuration), listContainers(machine),
        ]);
        if (!app)
            throw new OperationError("SystemError", `${paths.app(id)}: not an app's folder`);
        const own = containers.filter(({ project }) => project === id);
        // What is edited says which ports and which address the app has.
        const told = edited ? text : env;
        const attempt = (reach: ReachChoice | undefined) => prepareInstall(
            machine, asChanged(app, record, offered), {
                id, version, reach, secrets: keptSecrets(text),
                settings: { ...portsOf(told, app.folder.compose), ...revision.settings },
            }, { ...withoutOwn(around, record, own), hostName: addressIn(told) ?? around.hostName });
        let reach = mergedReach(record.reachable_from, revision.reach);
        let prepared = await attempt(reach);
        // Ports of before that are no more are not asked for.
        const gone = prepared.written ? unknownPorts(prepared.written, record.reachable_from) : [];
        if (gone.length > 0) {
            reach = mergedReach(Object.fromEntries(Object.entries(record.reachable_from ?? {})
                .filter(([key]) => !gone.includes(key))), revision.reach);
            prepared = await attempt(reach);
        }
        refusals.push(...stopped(prepared).map(problem => edited ? aboutFiles(problem, [env, text]) : problem));
        if (!prepared.resolved || !prepared.written) {
            const [first = { code: "SystemError", detail: `${paths.app(id)}: refused without a reason` } as const] = refusals;
            throw new OperationError(first.code, first.detail);
        }
        const file = await reachFile(
            machine, staged.folder, id, prepared.plan.env, prepared.folder, prepared.written, reach);
        const part = changingPart({
            ...await recordOf(context, { customer_app_name: id, app_version: version }, prepared, prepared.resolved),
            network: record.network ?? prepared.network, reachable_from: chosenReach(prepared.written, reach),
        });
        if (!former)
            refusals.push(...databaseRefusals(record, part));
        const { model } = await resolveCompose(machine, staged.folder, id, file.env, [], file.override);
        const hasOverride = typeof override === "string";
        return {
            staged, version, part, file, env, model, rights: rightLines(prepared.checks), free: files.free, refusals,
            put: [...library === "" ? [] : merged.put, ...newCompose === undefined ? [] : [composeFile],
                ...file.env === env ? [] : [".env"],
                ...file.override === (override ?? "") || file.override === "" ? [] : [overrideFile]],
            drop: [...library === "" ? [] : merged.drop, ...hasOverride && file.override === "" ? [overrideFile] : []],
        };
    } catch (error) {
        await dropStage(machine, paths, id, staged.name);
        throw error;
    }
}

function versionOf({ definition: { editions } }: LibraryApp, current: string, asked: string | undefined): string {
    if (asked === undefined)
        return newestOf(editions, current);
    if (!editions.some(({ version }) => version === asked))
        throw new OperationError("Param.AppVersion.NotExis");
    return asked;
}

function versionRefusals(current: string, version: string): Problem[] {
    return comparedVersions(version, current) < 0
        ? [{ code: "Update.Refused", detail: `${version} is older than ${current}` }] : [];
}

function databaseRefusals({ services }: AppRecord, part: ChangingPart): Problem[] {
    const imagesOf = (of: ChangingPart["services"]) =>
        Object.fromEntries(Object.entries(of).map(([name, { image }]) => [name, image]));
    const changes = databaseChanges(imagesOf(services), imagesOf(part.services));
    return changes.length === 0 ? [] : [{
        code: "Update.Refused",
        detail: changes.map(({ service, from, to }) =>
            `${service}: a database of ${from} may not be readable for ${to}`).join("\n"),
    }];
}

interface MergedDefinition { merged: Merged, text: string, conflicts: readonly string[] }

/** Without a new version of the library nothing is compared: the app's own files count. */
function mergedDefinition({ base, baseEnv, mine, theirs }: Compared, env: string, next: LibraryApp | undefined): MergedDefinition {
    if (!next) {
        const own = [...mine].filter(([, digest]) => digest !== "-").map(([path]) => path);
        return { merged: { put: [], drop: [], own, conflicts: [] }, text: env, conflicts: [] };
    }
    return { merged: mergedFiles(base, mine, theirs), ...mergedEnv(baseEnv, env, next.folder.env) };
}

/** All as it was then. */
function formerDefinition({ mine, theirs }: Compared, { env }: FormerState): MergedDefinition {
    const put = [...theirs].filter(([path, digest]) => mine.get(path) !== digest).map(([path]) => path);
    const drop = [...mine.keys()].filter(path => !theirs.has(path));
    return { merged: { put, drop, own: [], conflicts: [] }, text: env, conflicts: [] };
}

/** What it needs of the host it has already. The name is not the staging folder's. */
function asChanged({ definition, folder }: LibraryApp, { name }: AppRecord, offered: LibraryApp | undefined): LibraryApp {
    const editions = offered?.definition.editions ?? definition.editions;
    return { definition: { ...definition, name, editions, requirements: { cpu: 0, memory: 0, disk: 0 } }, folder };
}

/** A port that the new version brings gets a free one. */
function portsOf(env: string, compose: string): Record<string, string> {
    return Object.fromEntries(settableVariables(env, compose).filter(({ kind }) => kind === "port")
        .map(({ key, preset }) => [key, preset]));
}

function mergedReach(before: AppRecord["reachable_from"], reach: ReachChoice | undefined): ReachChoice {
    return typeof reach === "string" ? reach : { ...before, ...reach };
}

/** The name of this server that the app was told, whatever the caller calls it. */
function addressIn(env: string): string | undefined {
    const [, name] = /^(?:https?:\/\/)?(\[[^\]]+\]|[^/:]+)(?::\d+)?$/.exec(rawValue(env, "W9_URL") ?? "") ?? [];
    return rawValue(env, "W9_URL_REPLACE")?.toLowerCase() === "true" ? name : undefined;
}

function stopped({ checks }: Prepared): Problem[] {
    try {
        refuseStopped(checks);
        return [];
    } catch (error) {
        if (error instanceof OperationError)
            return [error.problem];
        throw error;
    }
}
