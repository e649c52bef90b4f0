// SPDX-License-Identifier: LGPL-2.1-or-later
/** The operations by name: how each reads its parameters and what it answers. */
import type { Context } from "../apps/context";
import { reachChoice, type ReachChoice } from "../apps/install/reach";
import type { Revision } from "../apps/install/revise";
import {
    cancelApp, restartApp, restoreApp, retryApp, startApp, stopApp, uninstallApp, type Uninstalled,
} from "../apps/lifecycle";
import { findApp, listApps, type ListedApp } from "../apps/status/list";
import { OperationError, type ProblemCode } from "../apps/problem";
import { statusCodes } from "../apps/status/status";
import {
    lossParameters, settings, startParameters, uninstallParameters, type AppDetailInfo, type AppStatusInfo,
} from "./schemas";

export type Parameters = Readonly<Record<string, unknown>>;

export interface Operation {
    run(context: Context, parameters: Parameters): Promise<unknown>;
    /** The contract's spelling of "a docker command failed" for it. */
    commandError: ProblemCode;
    answersList: boolean;
    /** It changes something, and so is recorded: the job that it starts records what was asked, or what it came to. */
    changes: boolean;
}

/** A required text: anything else, and a blank one, counts as missing. */
function required(parameters: Parameters, name: string, blank: ProblemCode): string {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (typeof value !== "string" || value.trim() === "")
        throw new OperationError(blank);
    return value;
}

function appId(parameters: Parameters): string {
    const id = required(parameters, "app_id", "Param.APPID.Blank");
    if (!/^[a-z0-9]+$/.test(id))
        throw new OperationError("Param.APPID.FormatError");
    return id;
}

function statusInfo({ record, state }: ListedApp): AppStatusInfo {
    return {
        app_id: record.app_id,
        name: record.name,
        customer_name: record.customer_name,
        trade_mark: record.trade_mark,
        status_code: statusCodes[state.status],
        status: state.status,
        official_app: record.official,
        image_url: record.image_url,
    };
}

function detailInfo(app: ListedApp): AppDetailInfo {
    const { port, url, admin_url, user_name, password } = app.record.access;
    return {
        ...statusInfo(app),
        running_info: app.state.status === "running"
            ? { port, compose_file: app.composeFile, url, admin_url, user_name, password }
            : null,
    };
}

async function install(context: Context, parameters: Parameters): Promise<unknown> {
    const request = {
        app_name: required(parameters, "app_name", "Param.AppName.Blank"),
        customer_app_name: required(parameters, "customer_app_name", "Param.CustomerAppName.Blank"),
        app_version: required(parameters, "app_version", "Param.AppVersion.Blank"),
    };
    const { installApp } = await import("../apps/install/install");
    return installApp(context, { ...request, settings: () => settingsOf(parameters), reach: () => reachOf(parameters) });
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

function settingsOf(parameters: Parameters): Readonly<Record<string, string>> {
    const parsed = settings.safeParse(parameters.settings ?? {});
    // zod leaves this key out without a word, and no app has such a setting.
    if (!parsed.success || JSON.stringify(parameters.settings ?? {}).includes("\"__proto__\":"))
        throw new OperationError("Param.Settings.FormatError", "settings: an object of texts");
    return parsed.data;
}

function reachOf({ reachable_from: given }: Parameters): ReachChoice | undefined {
    const parsed = reachChoice.nullish().safeParse(given);
    if (!parsed.success) {
        throw new OperationError(
            "Param.Settings.FormatError", 'reachable_from: "network", "server", or an object with one of these for each port');
    }
    return parsed.data ?? undefined;
}

function allowedIn(parameters: Parameters): string {
    return startParameters.parse(parameters).allow_changes;
}

function acceptsLoss(parameters: Parameters): boolean {
    return lossParameters.parse(parameters).accept_data_loss;
}

async function list(context: Context, parameters: Parameters): Promise<AppDetailInfo[]> {
    const name = parameters.app_name;
    // Blank asks for all; anything but a text matches no app.
    if (name === undefined || name === null || (typeof name === "string" && name.trim() === ""))
        return (await listApps(context)).map(detailInfo);
    return typeof name === "string" ? (await listApps(context, name)).map(detailInfo) : [];
}

/** An operation on one app that answers its id, and what else it has to tell. */
function onApp(act: (context: Context, id: string, parameters: Parameters) => Promise<Uninstalled | void>): Operation {
    return {
        commandError: "Container.CommandError",
        answersList: false,
        changes: true,
        run: async (context, parameters) => {
            const id = appId(parameters);
            return { app_id: id, ...await act(context, id, parameters) };
        },
    };
}

export const operations = {
    AppInstall: { run: install, commandError: "Container.Command.Error", answersList: false, changes: true },
    AppStatus: {
        run: async (context, parameters) => statusInfo(await findApp(context, appId(parameters))),
        commandError: "Container.CommandError",
        answersList: false,
        changes: false,
    },
    AppList: { run: list, commandError: "Container.CommandError", answersList: true, changes: false },
    AppStop: onApp(stopApp),
    AppStart: onApp((context, id, parameters) => startApp(context, id, allowedIn(parameters), acceptsLoss(parameters))),
    AppRestart: onApp((context, id, parameters) => restartApp(context, id, allowedIn(parameters), acceptsLoss(parameters))),
    AppCancel: onApp(cancelApp),
    AppRetry: onApp((context, id, parameters) =>
        retryApp(context, id, revisionOf(parameters), allowedIn(parameters), acceptsLoss(parameters))),
    AppUninstall: onApp((context, id, parameters) =>
        uninstallApp(context, id, uninstallParameters.parse(parameters))),
    AppRestore: onApp((context, id, parameters) =>
        restoreApp(context, id, acceptsLoss(parameters), allowedIn(parameters))),
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

export function isOperation(name: unknown): name is OperationName {
    return typeof name === "string" && Object.hasOwn(operations, name);
}
