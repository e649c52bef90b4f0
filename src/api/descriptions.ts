// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * What each operation takes and answers, for those who have to know before they call: the OpenAPI document and the
 * command line. The operations themselves read their parameters more tolerantly, see operations.ts.
 */
import { reachChoice } from "../apps/install/reach-choice";
import { backupMethods, placeKinds } from "../apps/backup/place";
import * as z from "../machine/zod";
import { addedPlace, backup, keep, placeState, schedule } from "./backup-schemas";
import { changePreview } from "./change-preview";
import { editedFiles } from "./edited-files";
import { imageReport } from "./image-schemas";
import type { OperationName } from "./operations";
import { appDetailInfo, appStatusInfo, errorInfo, settings } from "./schemas";

export interface Description {
    /** What it does, as an imperative sentence. */
    summary: string;
    parameters: z.ZodMiniObject;
    answer: z.ZodMiniType;
    /** What it answers with `dry_run`. */
    preview?: z.ZodMiniType;
    /** It answers before the app is there. */
    queues?: true;
}

const appId = z.string().check(z.regex(/^[a-z0-9]+$/), z.describe("Id of the app: the name that it was given"));
const onlyId = z.object({ app_id: appId });
const idAnswer = z.object({ app_id: z.string() });

const allowChanges = z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/)))
    .check(z.describe("Allow the changes with this digest, which APP.DefinitionChanged reported"));
const appVersion = z.string().check(z.describe("A version of the app that the store offers"));
const chosenSettings = z.optional(settings).check(z.describe("Values of the app's user-settable variables, W9_*_SET"));
const reach = z.optional(reachChoice)
    .check(z.describe("Who can reach the app's ports: \"network\", \"server\", or one of these for each port"));

const dryRun = z.optional(z.boolean()).check(z.describe("Only tell what would happen"));

const checkedInstall = z.object({
    definition: z.string().check(z.describe("SHA-256 of the app's folder in its library")),
    checks: z.array(z.looseObject({
        level: z.enum(["ok", "warn", "stop"]).check(z.describe("The installation is refused where one stops it")),
        is: z.string().check(z.describe("What is checked; the other members tell what is needed, and what there is")),
        field: z.optional(z.string()).check(z.describe("The parameter that it is about")),
    })),
});

const belonging = z.object({
    kind: z.string(),
    name: z.string(),
    size: z.nullable(z.int()).check(z.describe("Bytes; null where unknown")),
});

const acceptLoss = z.optional(z.boolean()).check(z.describe("Start with empty volumes where the app's own no longer exist"));

const place = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,30}$/), z.describe("Name of a place for backups"));
const anyPlace = z.optional(place).check(z.describe("Name of a place for backups; needed only where there are several"));
const placeAnswer = z.object({ place: z.string() });

export const descriptions: Readonly<Record<OperationName, Description>> = {
    AppInstall: {
        summary: "Install an app; answers as soon as the installation is queued",
        parameters: z.object({
            app_name: z.string().check(z.describe("An app of the store")),
            customer_app_name: z.string().check(
                z.regex(/^[a-z0-9]{2,20}$/), z.describe("Name for the new app: 2 to 20 lowercase letters and digits")),
            app_version: appVersion,
            settings: chosenSettings,
            reachable_from: reach,
            definition: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/)))
                .check(z.describe("Install only what was shown: the digest that a dry run answered")),
            dry_run: dryRun,
        }),
        answer: idAnswer,
        preview: checkedInstall,
        queues: true,
    },
    AppStatus: { summary: "Show the status of an app", parameters: onlyId, answer: appStatusInfo },
    AppList: {
        summary: "List the installed apps",
        parameters: z.object({
            app_name: z.optional(z.string()).check(z.describe("Only installations of this app of the store")),
        }),
        answer: z.array(appDetailInfo),
    },
    AppStop: { summary: "Stop an app; it stays stopped after a reboot", parameters: onlyId, answer: idAnswer },
    AppStart: {
        summary: "Start an app",
        parameters: z.extend(onlyId, { accept_data_loss: acceptLoss, allow_changes: allowChanges }),
        answer: idAnswer,
    },
    AppRestart: {
        summary: "Restart an app",
        parameters: z.extend(onlyId, { accept_data_loss: acceptLoss, allow_changes: allowChanges }),
        answer: idAnswer,
    },
    AppCancel: {
        summary: "Cancel an installation, a change, a backup, a start or a restart", parameters: onlyId, answer: idAnswer,
    },
    AppRetry: {
        summary: "Repeat what failed or was interrupted, otherwise start what is down",
        parameters: z.extend(onlyId, {
            app_version: z.optional(appVersion),
            settings: chosenSettings,
            reachable_from: reach,
            accept_data_loss: acceptLoss,
            allow_changes: allowChanges,
        }),
        answer: idAnswer,
        queues: true,
    },
    AppUpdate: {
        summary: "Change an app's version, settings or files; undone by itself if the app does not become ready",
        parameters: z.extend(onlyId, {
            app_version: z.optional(z.string()).check(z.describe(
                "A version that the store offers; without settings and files the newest of its edition, else the present one")),
            settings: chosenSettings,
            reachable_from: reach,
            files: z.optional(editedFiles).check(z.describe("Edited files of the app, in its present version")),
            new_images: z.optional(z.boolean()).check(z.describe(
                "Pull the images anew that the app's tags stand for; without settings, files or a version nothing else changes")),
            backup_to: z.optional(place).check(z.describe("Place that gets a backup of the app as it is before")),
            dry_run: dryRun,
            allow_changes: allowChanges,
        }),
        answer: idAnswer,
        preview: changePreview,
        queues: true,
    },
    AppRollback: {
        summary: "Go back to before the last change; what was written since then is lost",
        parameters: onlyId,
        answer: z.extend(idAnswer, {
            lost_since: z.nullable(z.string()).check(z.describe("When the data was saved, ISO 8601; null where no data goes back")),
        }),
        queues: true,
    },
    AppConfirm: {
        summary: "Keep the last change, and free what going back would take",
        parameters: onlyId,
        answer: idAnswer,
    },
    AppUninstall: {
        summary: "Uninstall an app; its data and its name are kept unless \"purge\" is set",
        parameters: z.extend(onlyId, {
            purge: z.optional(z.boolean()).check(z.describe("Delete the app's data, too")),
            images: z.optional(z.boolean()).check(z.describe("With \"purge\", delete images that no other container uses")),
        }),
        answer: z.object({ app_id: z.string(), removed: z.array(belonging), kept: z.array(belonging) }),
    },
    AppRestore: {
        summary: "Bring back an app that was uninstalled with its data kept",
        parameters: z.extend(onlyId, {
            accept_data_loss: acceptLoss,
            allow_changes: allowChanges,
        }),
        answer: idAnswer,
        queues: true,
    },
    AppBackup: {
        summary: "Back up an app; answers as soon as the backup is queued",
        parameters: z.extend(onlyId, {
            place: anyPlace,
            method: z.optional(z.enum(backupMethods)).check(z.describe(
                "\"copy\" stops the app while its data is copied on this server, \"pause\" pauses it for that time; " +
                "\"stop\" makes no copy, and stops it until all is uploaded")),
        }),
        answer: idAnswer,
        queues: true,
    },
    BackupList: {
        summary: "List the backups of all places, or of one",
        parameters: z.object({
            place: z.optional(place),
            app_id: z.optional(appId).check(z.describe("Only backups of this app")),
        }),
        answer: z.array(backup),
    },
    BackupRestore: {
        summary: "Restore a backup into the app of that name, whose present state can be gone back to, or as a new app",
        parameters: z.object({
            place: anyPlace,
            backup_id: z.string().check(z.regex(/^[0-9a-f]{8,64}$/), z.describe("Id of the backup, as BackupList has it")),
            customer_app_name: z.string().check(
                z.regex(/^[a-z0-9]{2,20}$/), z.describe("Name of the app: 2 to 20 lowercase letters and digits")),
            settings: chosenSettings,
            reachable_from: reach,
            rehearse: z.optional(z.boolean()).check(z.describe(
                "Restore as a new app, wait until it is ready, and delete it again")),
            allow_changes: allowChanges,
        }),
        answer: idAnswer,
        queues: true,
    },
    BackupPlaceList: {
        summary: "List the places for backups, and look whether they can be reached",
        parameters: z.object({}),
        answer: z.array(placeState),
    },
    BackupPlaceAdd: {
        summary: "Add a place for backups: an existing repository of restic, or a new one",
        parameters: z.object({
            place,
            kind: z.enum(placeKinds),
            location: z.string().check(z.describe(
                "/path, sftp://user@host[:port]/path, or https://host[:port]/path for \"rest\" and \"s3\", where the path " +
                "begins with the bucket")),
            user: z.optional(z.string()).check(z.describe("User name of a REST server, access key of S3")),
            secret: z.optional(z.string()).check(z.describe("Password of a REST server, secret key of S3")),
            password: z.optional(z.string()).check(z.describe("The repository's password; one is made for a new repository")),
        }),
        answer: addedPlace,
    },
    BackupPlaceRemove: {
        summary: "Forget a place for backups; the backups there are kept",
        parameters: z.object({ place }),
        answer: placeAnswer,
    },
    BackupSchedule: {
        summary: "Back up all apps, or one, at certain times",
        parameters: z.object({
            app_id: z.optional(appId).check(z.describe("The app; left out for all apps")),
            place: anyPlace,
            when: z.string().check(z.describe("systemd calendar expression, for example \"daily\"; \"\" ends the schedule")),
            keep: z.optional(keep).check(z.describe(
                "How many scheduled backups of each app stay: 7 daily, 4 weekly and 6 monthly if left out; " +
                "all if none is above 0")),
        }),
        answer: z.object({ app_id: z.nullable(z.string()) }),
    },
    BackupScheduleList: {
        summary: "List the schedules for backups",
        parameters: z.object({}),
        answer: z.array(schedule),
    },
    ImageStatus: {
        summary: "Show which tags of the apps stand for other images by now, as the last check has found",
        parameters: z.object({}),
        answer: imageReport,
    },
    ImageCheck: {
        summary: "Ask the registries which images the tags of the apps stand for",
        parameters: z.object({}),
        answer: imageReport,
    },
    ImageSchedule: {
        summary: "Check for new images once a day, or no longer",
        parameters: z.object({
            daily: z.optional(z.boolean()).check(z.describe("Check once a day; left out, no longer")),
        }),
        answer: z.object({ daily: z.boolean() }),
    },
};

/** An answer with an error. */
export const failure = z.object({
    ResponseData: z.union([z.object({}), z.array(z.never())]).check(z.describe("{}, or [] for a list")),
    Error: errorInfo,
});
