// SPDX-License-Identifier: LGPL-2.1-or-later
/** AppUpdate: another version, other settings, or edited files. Answers when the job is queued, or what it would do. */
import { composeModelFrom } from "../../docker/compose-config";
import { listVolumes } from "../../docker/engine";
import type { JobRequest } from "../../jobs/jobs";
import { findListed, start } from "../app-job";
import { placeFolder, readPlaces } from "../backup/places";
import type { Context } from "../context";
import { readChanges, type DefinitionChanges } from "../definition/changes";
import { diffOf } from "../definition/diff";
import { rightsIn } from "../definition/rights";
import type { ImageState } from "../images/image-state";
import { imageReport } from "../images/images";
import { clash, promisedPorts } from "../install/checks/ports";
import { jobRequest } from "../install/job-request";
import type { Revision } from "../install/revise";
import { inTurn } from "../install/turn";
import { dataFolder, pathsBelow } from "../paths";
import { OperationError, type Problem } from "../problem";
import { without } from "../records/change";
import type { AppRecord } from "../records/record";
import { settle } from "../records/settle";
import { updateRecords } from "../records/update-records";
import { listBelongings, type Belonging } from "../removal";
import { copyTime } from "./copy-time";
import { imageChanges, moved, recreatedServices, settingChanges, type ImageChange, type SettingChange } from "./difference";
import { refuseUnallowed } from "./edited-rights";
import { prepareChange, type FormerState, type PreparedChange } from "./prepare-change";
import { isUndoOpen, readUndo } from "./rollback";
import { dropStage, finishStage } from "./staging";

/** What a change would do. */
export interface ChangePreview {
    version: { old: string, new: string };
    /** Of all services. */
    images: ImageChange[];
    /** What the last check found of its tags, where they are pulled anew. */
    new_images?: ImageState[];
    settings: SettingChange[];
    /** Services that are stopped and made again. */
    recreated: string[];
    /** Data that is copied while the app is stopped, undefined where none is: null where some can't be told. */
    saves?: { bytes: number | null, seconds: number | null };
    /** Volumes whose data is elsewhere, and folders outside the app's own: these are not saved. */
    unsaved: string[];
    /** Bytes. */
    free_bytes: number;
    /** Names of places that could get a backup of before. */
    places: string[];
    /** Of edited files: how the definition differs from what was allowed, as lines without secrets. */
    diff?: string;
    /** What the update would be refused for. */
    refusals: Problem[];
}

/** Bytes that stay free beside the copy. */
const margin = 64 * 1024 ** 2;

interface Plan extends Omit<ChangePreview, "saves"> { saves?: { bytes: number | null } }

interface Planned { change: PreparedChange, preview: Plan }

interface Asked extends Changeable {
    revision: Revision;
    /** As for `startApp`. With edited files it also stands for the rights that they bring. */
    allow: string;
    former?: FormerState;
}

async function plan(context: Context, { record, changes, revision, allow, former }: Asked): Promise<Planned> {
    const { machine, paths } = context;
    const { app_id: id } = record;
    const change = await prepareChange(context, record, revision, former);
    try {
        const images = imageChanges(record.services, change.part.services);
        const { newImages = false } = revision;
        const isSaved = newImages || former !== undefined || change.version !== record.version ||
            images.some(image => image.old !== image.new);
        const [tags, belongings, volumes, model, places] = await Promise.all([
            newImages ? tagsOf(context, id) : [],
            isSaved ? listBelongings(machine, paths, id, 20) : [], isSaved ? listVolumes(machine) : [],
            machine.read(`${paths.job(id)}/allowed/model.json`), readPlaces(context),
        ]);
        const elsewhere = new Set(volumes.filter(({ isElsewhere }) => isElsewhere).map(({ name }) => name));
        const isUnsaved = ({ kind, name }: Belonging) => kind === "bind" || (kind === "volume" && elsewhere.has(name));
        const data = belongings.filter(one => (one.kind === "volume" || one.kind === "data") && !isUnsaved(one));
        const sizes = data.map(({ size }) => size);
        const bytes = sizes.some(size => size === null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
        const before = model === null ? {} : composeModelFrom(model);
        const after = moved(change.model, change.staged.folder, paths.app(id));
        if (revision.files !== undefined) {
            const own = rightsIn(before, { folder: paths.app(id), home: pathsBelow(dataFolder).app(id), reads: [] });
            await refuseUnallowed(machine, {
                changes, rights: change.rights.filter(right => !own.includes(right)),
                definition: JSON.stringify([after, change.file.env]),
            }, allow);
        }
        const refusals = [...change.refusals];
        const known = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
        if (isSaved && known + margin > change.free) {
            refusals.push({
                code: "Requirement.NotEnough",
                detail: `disk (${paths.job(id)}): ${known + margin} bytes needed to save the data, ${change.free} free`,
            });
        }
        if (!former && !newImages && refusals.length === 0 && change.put.length + change.drop.length === 0)
            refusals.push({ code: "Update.None" });
        return {
            change,
            preview: {
                version: { old: record.version, new: change.version },
                images,
                ...newImages && { new_images: tags },
                settings: settingChanges(change.env, change.file.env),
                recreated: [...new Set([
                    ...recreatedServices(before, after),
                    ...tags.filter(({ outcome }) => outcome === "moved").map(({ service }) => service),
                ])].sort(),
                ...isSaved && { saves: { bytes } },
                unsaved: belongings.filter(isUnsaved).map(({ name }) => name),
                free_bytes: change.free,
                places: places.map(({ place }) => place),
                ...revision.files && {
                    diff: diffOf(
                        { model: JSON.stringify(before), env: change.env },
                        { model: JSON.stringify(after), env: change.file.env }).join("\n"),
                },
                refusals,
            },
        };
    } catch (error) {
        await dropStage(machine, paths, id, change.staged.name);
        throw error;
    }
}

async function tagsOf(context: Context, id: string): Promise<ImageState[]> {
    return (await imageReport(context)).images.filter(({ app_id: app }) => app === id);
}

interface Changeable {
    record: AppRecord;
    /** How the app's files differ from what the admin allowed. */
    changes: DefinitionChanges | undefined;
}

/**
 * An idle app whose files are what the admin allowed, or allows with this digest. Where files are edited `plan` asks for that,
 * together with the rights that they bring.
 */
async function findChangeable(context: Context, id: string, { files }: Revision, allow: string): Promise<Changeable> {
    const { machine, paths } = context;
    const { record } = await findListed(context, id);
    if (isUndoOpen(await readUndo(machine, paths, id)))
        throw new OperationError("Update.Refused", "the last change could not be undone: go back first");
    const changes = await readChanges(machine, paths, id, record.wish);
    if (changes && changes.digest !== allow && !files)
        throw new OperationError("APP.DefinitionChanged", changes.text);
    return { record, changes };
}

/** Changes nothing. Throws `OperationError` for what can't be planned at all; other refusals are part of the answer. */
export async function previewUpdate(context: Context, id: string, revision: Revision, allow = ""): Promise<ChangePreview> {
    const found = await findChangeable(context, id, revision, allow);
    const { machine, paths } = context;
    const { change, preview: { saves, ...preview } } = await inTurn(machine, () => plan(context, { ...found, revision, allow }));
    await dropStage(machine, paths, id, change.staged.name);
    if (!saves)
        return preview;
    const seconds = saves.bytes === null ? null : await copyTime(machine, paths, id, saves.bytes);
    return { ...preview, saves: { ...saves, seconds } };
}

/** Throws `OperationError`. `allow` as for `startApp`; the place of this name gets a backup of the app as it is before. */
export async function updateApp(
    context: Context, id: string, revision: Revision, allow = "", place?: string,
): Promise<void> {
    const folder = place === undefined ? "" : await placeFolder(context, place);
    const found = await findChangeable(context, id, revision, allow);
    return inTurn(context.machine, () => updateNow(context, { ...found, revision, allow }, folder));
}

/** An app becomes what it was when a backup was made, with its data of then. A change like any other, with a way back. */
export async function returnTo(
    context: Context, id: string, former: FormerState, revision: Revision, allow: string,
): Promise<void> {
    const found = await findChangeable(context, id, revision, allow);
    return inTurn(context.machine, () => updateNow(context, { ...found, revision, allow, former }, ""));
}

async function updateNow(context: Context, asked: Asked, place: string): Promise<void> {
    const { machine, paths } = context;
    const { record, changes, revision, former } = asked;
    const { app_id: id } = record;
    const { change, preview } = await plan(context, asked);
    const { staged, part } = change;
    const since = new Date().toISOString();
    try {
        const [refusal] = preview.refusals;
        if (refusal)
            throw new OperationError(refusal.code, refusal.detail);
        const allow = changes?.digest ?? asked.allow;
        const wish = { kind: "update", wish: record.wish, before: record.wish, allow } as const;
        await finishStage(machine, paths, id, staged.name, {
            ...change.file, put: change.put, drop: change.drop, services: Object.keys(part.services),
            saves: preview.saves !== undefined, newImages: revision.newImages ?? false, from: former?.from ?? "", place,
            request: requestOf(record, { ...record, ...part }, wish),
        });
        await settle(context, id);
        await promise(context, record, {
            part, since, staged: staged.name, ...former && { backup: former.time }, ...revision.newImages && { images: true },
        });
        await start(context, record, wish, "start", { staged: staged.name });
    } catch (error) {
        await updateRecords(machine, paths, records => {
            const raw = Object.hasOwn(records, id) ? records[id] : undefined;
            return raw?.next?.since === since ? { ...records, [id]: without(raw, "next") } : records;
        });
        await dropStage(machine, paths, id, staged.name);
        throw error;
    }
}

/** Another setting is no reason to ask a registry what a moving tag stands for by now. */
function requestOf(record: AppRecord, after: AppRecord, wish: Parameters<typeof jobRequest>[1]): JobRequest {
    const request = jobRequest(after, wish);
    return { ...request, refresh: request.refresh && after.version !== record.version };
}

/** Another app may have been promised a port meanwhile, or another caller may be changing this one. */
async function promise(
    { machine, paths }: Context, { app_id: id, created }: AppRecord, next: NonNullable<AppRecord["next"]>,
): Promise<void> {
    await updateRecords(machine, paths, records => {
        const record = Object.hasOwn(records, id) ? records[id] : undefined;
        if (record?.created !== created)
            throw new OperationError("APP.NotExis");
        if (record.next && record.next.since !== next.since)
            throw new OperationError("APP.Busy", "update");
        const changed = { ...record, next };
        const others = Object.values(records).filter(other => other.app_id !== id).flatMap(promisedPorts);
        const taken = promisedPorts(changed).find(port => others.some(other => clash(port, other)));
        if (taken)
            throw new OperationError("Param.Settings.PortInUse", `${taken.first}/${taken.protocol}`);
        return { ...records, [id]: changed };
    });
}
