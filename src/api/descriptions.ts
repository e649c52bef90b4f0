// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * What each operation takes and answers, for those who have to know before they call: the OpenAPI document and the
 * command line. The operations themselves read their parameters more tolerantly, see operations.ts.
 */
import { reachChoice } from "../apps/install/reach-choice";
import * as z from "../machine/zod";
import { changePreview } from "./change-preview";
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
    AppCancel: { summary: "Cancel an installation, a start or a restart", parameters: onlyId, answer: idAnswer },
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
        summary: "Change an app's version or settings; undone by itself if the app does not become ready",
        parameters: z.extend(onlyId, {
            app_version: z.optional(z.string()).check(z.describe(
                "A version that the store offers; without settings the newest of its edition, else the present one")),
            settings: chosenSettings,
            reachable_from: reach,
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
};

/** An answer with an error. */
export const failure = z.object({
    ResponseData: z.union([z.object({}), z.array(z.never())]).check(z.describe("{}, or [] for a list")),
    Error: errorInfo,
});
