// SPDX-License-Identifier: LGPL-2.1-or-later
/** The operations that change an app, and those on its images: how each reads its parameters. */
import type { EditedFiles } from "../apps/change/edited-files";
import type { Context } from "../apps/context";
import { reachChoice, type ReachChoice } from "../apps/install/reach-choice";
import type { Revision } from "../apps/install/revise";
import {
    cancelApp, restartApp, restoreApp, retryApp, startApp, stopApp, uninstallApp,
} from "../apps/lifecycle";
import { OperationError } from "../apps/problem";
import * as z from "../machine/zod";
import { editedFiles } from "./edited-files";
import { images } from "./images";
import { appId, optional, required, type Parameters } from "./parameters";
import { dryRunParameters, lossParameters, only, settings, startParameters, uninstallParameters } from "./schemas";

/** What only an installation or a change needs. */
const onDemand = () => import("../apps/on-demand");

async function install(context: Context, parameters: Parameters): Promise<unknown> {
    const request = {
        app_name: required(parameters, "app_name", "Param.AppName.Blank"),
        customer_app_name: required(parameters, "customer_app_name", "Param.CustomerAppName.Blank"),
        app_version: required(parameters, "app_version", "Param.AppVersion.Blank"),
    };
    const { checkInstall, installApp } = await onDemand();
    if (dryRunParameters.parse(parameters).dry_run) {
        const reach = reachOf(parameters);
        return checkInstall(
            context, { ...request, settings: settingsOf(parameters), ...reach !== undefined && { reachable_from: reach } });
    }
    return installApp(context, {
        ...request, settings: () => settingsOf(parameters), reach: () => reachOf(parameters),
        definition: shownIn(parameters),
    });
}

/** Anything but the digest of what the library has now is one of something else. */
function shownIn({ definition }: Parameters): string | undefined {
    return (definition ?? undefined) === undefined ? undefined : String(definition);
}

/** What is left out, or `null`, stays as it is. */
function revisionOf(parameters: Parameters): Revision {
    const version = parameters.app_version ?? undefined;
    return {
        app_version: version === undefined ? undefined : required(parameters, "app_version", "Param.AppVersion.Blank"),
        settings: settingsOf(parameters),
        reach: reachOf(parameters),
    };
}

function updateOf(parameters: Parameters): Revision {
    return {
        ...revisionOf(parameters), files: filesOf(parameters),
        newImages: z.object({ new_images: only }).parse(parameters).new_images,
    };
}

export function settingsOf(parameters: Parameters): Readonly<Record<string, string>> {
    const parsed = settings.safeParse(parameters.settings ?? {});
    // zod leaves this key out without a word, and no app has such a setting.
    if (!parsed.success || JSON.stringify(parameters.settings ?? {}).includes("\"__proto__\":"))
        throw new OperationError("Param.Settings.FormatError", "settings: an object of texts");
    return parsed.data;
}

export function reachOf({ reachable_from: given }: Parameters): ReachChoice | undefined {
    const parsed = z.nullish(reachChoice).safeParse(given);
    if (!parsed.success) {
        throw new OperationError(
            "Param.Settings.FormatError", 'reachable_from: "network", "server", or an object with one of these for each port');
    }
    return parsed.data ?? undefined;
}

function filesOf({ files }: Parameters): EditedFiles | undefined {
    const parsed = z.nullish(editedFiles).safeParse(files);
    if (!parsed.success)
        throw new OperationError("Param.Files.FormatError", 'files: an object of texts, "compose" and "env", and a digest, "base"');
    const { compose, env, base } = parsed.data ?? {};
    return parsed.data ? { compose: compose ?? undefined, env: env ?? undefined, base: base ?? undefined } : undefined;
}

export function allowedIn(parameters: Parameters): string {
    return startParameters.parse(parameters).allow_changes;
}

function acceptsLoss(parameters: Parameters): boolean {
    return lossParameters.parse(parameters).accept_data_loss;
}

async function update(context: Context, id: string, parameters: Parameters): Promise<object | void> {
    const revision = updateOf(parameters);
    const { previewUpdate, updateApp } = await onDemand();
    const allow = allowedIn(parameters);
    return dryRunParameters.parse(parameters).dry_run
        ? previewUpdate(context, id, revision, allow)
        : updateApp(context, id, revision, allow, optional(parameters, "backup_to", "Param.Place.Blank"));
}

/** On one app: answers its id, and what else there is to tell. */
function onApp(act: (context: Context, id: string, parameters: Parameters) => Promise<object | void>) {
    return async (context: Context, parameters: Parameters): Promise<unknown> => {
        const id = appId(parameters);
        return { app_id: id, ...await act(context, id, parameters) };
    };
}

export const changes = {
    install,
    stop: onApp(stopApp),
    start: onApp((context, id, parameters) =>
        startApp(context, id, allowedIn(parameters), acceptsLoss(parameters))),
    restart: onApp((context, id, parameters) =>
        restartApp(context, id, allowedIn(parameters), acceptsLoss(parameters))),
    cancel: onApp(cancelApp),
    retry: onApp((context, id, parameters) =>
        retryApp(context, id, revisionOf(parameters), allowedIn(parameters), acceptsLoss(parameters))),
    update: onApp(update),
    rollback: onApp(async (context, id) => (await onDemand()).rollbackApp(context, id)),
    confirm: onApp(async (context, id) => (await onDemand()).confirmApp(context, id)),
    uninstall: onApp((context, id, parameters) => uninstallApp(context, id, uninstallParameters.parse(parameters))),
    restore: onApp((context, id, parameters) =>
        restoreApp(context, id, acceptsLoss(parameters), allowedIn(parameters))),
    // A part of their own would cut what is loaded at first into smaller pieces.
    ...images,
};

export type Changes = typeof changes;
