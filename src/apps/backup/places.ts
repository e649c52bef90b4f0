// SPDX-License-Identifier: LGPL-2.1-or-later
/** Places for backups: each is a folder with what restic needs to reach it. */
import { fanOut } from "../../docker/fan-out";
import { parseJson } from "../../machine/json";
import { MachineError } from "../../machine/machine";
import { joined, runScript, scriptOutput } from "../../machine/script";
import * as z from "../../machine/zod";
import { recordDone } from "../audit";
import type { Context } from "../context";
import { randomText } from "../install/secret";
import { OperationError } from "../problem";
import addPlaceScript from "./add-place.sh";
import { locationOf, refuse, refuseBadText } from "./location";
import { placeKinds, type AddedPlace, type PlaceKind, type PlaceRequest, type PlaceState } from "./place";
import { readPlans } from "./plans";
import readPlacesScript from "./read-places.sh";
import removePlaceScript from "./remove-place.sh";
import resticScript from "../../jobs/run/restic.sh";
import { problemError, problemOf, restic } from "./restic";
import { newest, snapshotsIn } from "./snapshot";

/** A place as it was added; restic is not asked. */
export interface KnownPlace { place: string, kind: PlaceKind, location: string }

const placeName = /^[a-z0-9][a-z0-9-]{0,30}$/;
const placeFile = z.object({ kind: z.enum(placeKinds), location: z.string() });

/** By name. */
export async function readPlaces({ machine, paths }: Pick<Context, "machine" | "paths">): Promise<KnownPlace[]> {
    const text = await scriptOutput(machine, "read-places", readPlacesScript, { args: [paths.places] });
    const words = text.split("\0");
    const found: KnownPlace[] = [];
    for (let at = 0; at + 1 < words.length; at += 2) {
        const place = words[at] ?? "";
        const parsed = placeFile.safeParse(parseJson(words[at + 1] ?? ""));
        if (placeName.test(place) && parsed.success)
            found.push({ place, ...parsed.data });
    }
    return found.sort((a, b) => a.place < b.place ? -1 : 1);
}

/** The place of that name, or the only one. Throws `Param.Place.NotExis`, and `Param.Place.Blank` where there are several. */
export async function findPlace(context: Context, place: string | undefined): Promise<KnownPlace> {
    const known = await readPlaces(context);
    const [found, another] = place === undefined ? known : known.filter(one => one.place === place);
    if (!found)
        throw new OperationError("Param.Place.NotExis", place);
    if (another)
        throw new OperationError("Param.Place.Blank", known.map(one => one.place).join(", "));
    return found;
}

/** Folder of the place of that name, or of the only one. Throws as `findPlace` does. */
export async function placeFolder(context: Context, place: string | undefined): Promise<string> {
    return folderOf(context, (await findPlace(context, place)).place);
}

export function folderOf({ paths }: Pick<Context, "paths">, place: string): string {
    return `${paths.places}/${place}`;
}

/** Seconds for a place to answer. */
const patience = 15;

/** All places and how they are at this moment; none makes the others wait. */
export async function listPlaces(context: Context): Promise<PlaceState[]> {
    return fanOut(await readPlaces(context), place => stateOf(context, place));
}

async function stateOf(context: Context, place: KnownPlace): Promise<PlaceState> {
    const folder = folderOf(context, place.place);
    const begin = Date.now();
    try {
        const latest = ["--no-lock", "snapshots", "--json", "--tag", "appmanage", "--latest", "1"];
        const snapshots = snapshotsIn(await restic(context, folder, latest, patience));
        const left = Math.floor(patience - (Date.now() - begin) / 1000);
        return { ...place, problem: null, size: await sizeOf(context, folder, left), last_success: newest(snapshots) };
    } catch (error) {
        if (!(error instanceof OperationError))
            throw error;
        return { ...place, problem: error.problem, size: null, last_success: null };
    }
}

const stats = z.object({ total_size: z.number() });

/** Null where restic can't tell in time: a large repository takes it minutes. */
async function sizeOf(context: Context, folder: string, seconds: number): Promise<number | null> {
    if (seconds < 1)
        return null;
    try {
        const text = await restic(context, folder, ["--no-lock", "stats", "--json", "--mode", "raw-data"], seconds);
        return stats.safeParse(parseJson(text)).data?.total_size ?? null;
    } catch (error) {
        if (error instanceof OperationError)
            return null;
        throw error;
    }
}

/** Letters and digits that are not taken for one another; 32 of them are 158 bits. */
const readable = "abcdefghjkmnpqrstuvwxyz23456789";

/** Eight groups of four, which can be written down. */
function freshRepositoryPassword(): string {
    return (randomText(readable, 32).match(/.{4}/g) ?? []).join("-");
}

/** Exit statuses of add-place.sh beside those of restic. */
const faults: Readonly<Record<number, string>> = {
    19: "location: the folder is not empty, and has no repository of restic",
    20: "location: the folder above it does not exist. Create it, or mount the disk",
    21: "location: can't be written to",
    22: "location: is inside of the folder that is backed up",
    23: "location: is not a folder",
};
const [nameTaken, repositoryExists, hostTrouble] = [17, 18, 64];

/** Opens the repository, or creates one. Throws `Param.Place.*` and `Backup.*`. */
export async function addPlace(context: Context, request: PlaceRequest): Promise<AddedPlace> {
    const { machine, paths } = context;
    const { place, kind, password: given } = request;
    if (!placeName.test(place))
        refuse("place: up to 31 lowercase letters, digits and hyphens; a letter or a digit first");
    const { location, repository, ssh, keys, path } = locationOf(request, paths.root);
    refuseBadText("password", given);
    const password = given ?? freshRepositoryPassword();
    const lines = [JSON.stringify({ kind, location }), repository, password, keys.id, keys.key, ssh];
    const { status, stdout, stderr } = await runScript(machine, "add-place", joined(resticScript, addPlaceScript), {
        args: [paths.places, place, paths.root, paths.resticCache, given === undefined ? "make" : "open", path],
        input: lines.map(line => `${line}\n`).join(""),
        seconds: 120,
        survives: true,
    });
    switch (status) {
    case 0:
        await recordDone(context);
        return { place, ...given === undefined && { password } };
    case nameTaken:
        throw new OperationError("Param.Place.Repeat");
    case repositoryExists:
        throw new OperationError("Backup.WrongPassword", "There is a repository at this place already: enter its password.");
    case hostTrouble:
        throw new MachineError("failed", stderr.trim());
    default: {
        const fault = faults[status];
        if (fault !== undefined)
            return refuse(fault);
        const problem = problemOf(status, stderr);
        const isRefused = stdout !== "" && /permission denied/i.test(problem.detail ?? "");
        throw problemError(isRefused ? { ...problem, detail: `${problem.detail}\n${invitation(stdout)}` } : problem);
    }
    }
}

/** What an admin of the SFTP server has to do. */
function invitation(publicKey: string): string {
    return `Add this line to ~/.ssh/authorized_keys of the user on the server:\n${publicKey.trim()}`;
}

/** Forgets the place; what is stored there stays. A place that a schedule uses is refused. */
export async function removePlace(context: Context, place: string): Promise<void> {
    const { machine, paths } = context;
    await findPlace(context, place);
    const plan = (await readPlans(context)).find(one => one.place === place);
    if (plan)
        refuse(`place: is used by the schedule of ${plan.app_id ?? "all apps"}; remove or change that first`);
    await scriptOutput(machine, "remove-place", removePlaceScript, { args: [paths.places, place], survives: true });
    await recordDone(context);
}
