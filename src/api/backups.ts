// SPDX-License-Identifier: LGPL-2.1-or-later
/** The operations on backups: how each reads its parameters. */
import { backUp } from "../apps/backup/back-up";
import { listBackups } from "../apps/backup/list";
import { backupMethods, placeKinds, type Keep } from "../apps/backup/place";
import { addPlace, listPlaces, removePlace } from "../apps/backup/places";
import { restoreBackup } from "../apps/backup/restore";
import { listSchedules, setSchedule } from "../apps/backup/schedules";
import type { Context } from "../apps/context";
import { OperationError } from "../apps/problem";
import * as z from "../machine/zod";
import { keep, type placeState } from "./backup-schemas";
import { allowedIn, reachOf, settingsOf } from "./changes";
import { sentenceOf } from "./failure";
import { appId, optional, required, type Parameters } from "./parameters";
import { only } from "./schemas";

function placeIn(parameters: Parameters): string | undefined {
    return optional(parameters, "place", "Param.Place.Blank");
}

function oneOf<T extends string>(values: readonly T[], value: unknown, name: string): T {
    const found = values.find(one => one === value);
    if (found === undefined)
        throw new OperationError("Param.Place.FormatError", `${name}: one of ${values.join(", ")} is needed`);
    return found;
}

function optionalApp(parameters: Parameters): string | undefined {
    return (parameters.app_id ?? undefined) === undefined ? undefined : appId(parameters);
}

/** What a form leaves blank is left out. */
function text(parameters: Parameters, name: string): string | undefined {
    const value = parameters[name] ?? "";
    if (typeof value !== "string")
        throw new OperationError("Param.Place.FormatError", `${name}: not a text`);
    return value === "" ? undefined : value;
}

const usualKeep: Keep = { daily: 7, weekly: 4, monthly: 6 };

function keepIn({ keep: given }: Parameters): Keep {
    const parsed = z.nullish(keep).safeParse(given);
    if (!parsed.success)
        throw new OperationError("Param.Schedule.FormatError", "keep: an object with the numbers daily, weekly and monthly");
    return parsed.data ?? usualKeep;
}

async function places(context: Context, _: Parameters, language: string): Promise<z.infer<typeof placeState>[]> {
    const found = await listPlaces(context);
    return found.map(({ problem, ...state }) => ({
        ...state,
        reachable: problem === null,
        problem: problem && {
            code: problem.code, message: sentenceOf(problem, language),
            ...problem.detail !== undefined && { detail: problem.detail },
        },
    }));
}

export const backups = {
    backUp: async (context: Context, parameters: Parameters) => {
        const id = appId(parameters);
        const method = oneOf(backupMethods, parameters.method ?? "copy", "method");
        await backUp(context, id, placeIn(parameters), method);
        return { app_id: id };
    },
    list: (context: Context, parameters: Parameters) =>
        listBackups(context, placeIn(parameters), optionalApp(parameters)),
    restore: async (context: Context, parameters: Parameters) => {
        const id = required(parameters, "customer_app_name", "Param.CustomerAppName.Blank");
        return restoreBackup(context, {
            place: placeIn(parameters),
            backup: required(parameters, "backup_id", "Param.BackupID.Blank"),
            id,
            revision: { app_version: undefined, settings: settingsOf(parameters), reach: reachOf(parameters) },
            isRehearsal: z.object({ rehearse: only }).parse(parameters).rehearse,
            allow: allowedIn(parameters),
        });
    },
    places,
    addPlace: (context: Context, parameters: Parameters) => addPlace(context, {
        place: required(parameters, "place", "Param.Place.Blank"),
        kind: oneOf(placeKinds, parameters.kind, "kind"),
        location: text(parameters, "location") ?? "",
        user: text(parameters, "user"),
        secret: text(parameters, "secret"),
        password: text(parameters, "password"),
    }),
    removePlace: async (context: Context, parameters: Parameters) => {
        const place = required(parameters, "place", "Param.Place.Blank");
        await removePlace(context, place);
        return { place };
    },
    schedule: async (context: Context, parameters: Parameters) => {
        const id = optionalApp(parameters);
        const when = parameters.when ?? "";
        if (typeof when !== "string")
            throw new OperationError("Param.Schedule.FormatError", "when: not a text");
        await setSchedule(context, id, placeIn(parameters), when, keepIn(parameters));
        return { app_id: id ?? null };
    },
    schedules: (context: Context) => listSchedules(context),
} satisfies Record<string, (context: Context, parameters: Parameters, language: string) => Promise<unknown>>;

export type Backups = typeof backups;
