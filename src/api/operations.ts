// SPDX-License-Identifier: LGPL-2.1-or-later
/** The operations by name: how each reads its parameters and what it answers. */
import type { Context } from "../apps/context";
import type { ProblemCode } from "../apps/problem";
import { findApp, listApps, type ListedApp } from "../apps/status/list";
import { statusCodes } from "../apps/status/status";
import type { Backups } from "./backups";
import type { Changes } from "./changes";
import { appId, type Parameters } from "./parameters";
import type { AppDetailInfo, AppStatusInfo } from "./schemas";

export type { Parameters };

export interface Operation {
    /** `language` is that of sentences in the answer. */
    run(context: Context, parameters: Parameters, language: string): Promise<unknown>;
    /** The contract's spelling of "a docker command failed" for it. */
    commandError: ProblemCode;
    answersList: boolean;
    /** It changes something, and so is recorded: the job that it starts records what was asked, or what it came to. */
    changes: boolean;
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

async function list(context: Context, parameters: Parameters): Promise<AppDetailInfo[]> {
    const name = parameters.app_name;
    // Blank asks for all; anything but a text matches no app.
    if (name === undefined || name === null || (typeof name === "string" && name.trim() === ""))
        return (await listApps(context)).map(detailInfo);
    return typeof name === "string" ? (await listApps(context, name)).map(detailInfo) : [];
}

/** What changes an app is loaded with the first change: a page that only looks never needs it. */
function change(name: keyof Changes, commandError: ProblemCode = "Container.CommandError"): Operation {
    return {
        commandError,
        answersList: false,
        changes: true,
        run: async (context, parameters) => (await import("./changes")).changes[name](context, parameters),
    };
}

/** Backups are loaded when they are asked for. */
function ofBackups(name: keyof Backups, is: "change" | "list"): Operation {
    return {
        commandError: "Container.CommandError",
        answersList: is === "list",
        changes: is === "change",
        run: async (context, parameters, language) => (await import("./backups")).backups[name](context, parameters, language),
    };
}

export const operations = {
    AppInstall: change("install", "Container.Command.Error"),
    AppStatus: {
        run: async (context, parameters) => statusInfo(await findApp(context, appId(parameters))),
        commandError: "Container.CommandError",
        answersList: false,
        changes: false,
    },
    AppList: { run: list, commandError: "Container.CommandError", answersList: true, changes: false },
    AppStop: change("stop"),
    AppStart: change("start"),
    AppRestart: change("restart"),
    AppCancel: change("cancel"),
    AppRetry: change("retry"),
    AppUpdate: change("update"),
    AppRollback: change("rollback"),
    AppConfirm: change("confirm"),
    AppUninstall: change("uninstall"),
    AppRestore: change("restore"),
    AppBackup: ofBackups("backUp", "change"),
    BackupList: ofBackups("list", "list"),
    BackupRestore: ofBackups("restore", "change"),
    BackupPlaceList: ofBackups("places", "list"),
    BackupPlaceAdd: ofBackups("addPlace", "change"),
    BackupPlaceRemove: ofBackups("removePlace", "change"),
    BackupSchedule: ofBackups("schedule", "change"),
    BackupScheduleList: ofBackups("schedules", "list"),
    ImageStatus: { ...change("imageStatus"), changes: false },
    ImageCheck: change("imageCheck"),
    ImageSchedule: change("imageSchedule"),
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

export function isOperation(name: unknown): name is OperationName {
    return typeof name === "string" && Object.hasOwn(operations, name);
}
