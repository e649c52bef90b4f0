// SPDX-License-Identifier: LGPL-2.1-or-later
/** Everything the page needs: the contract's operations for every action, and live views. */
import { readSetting, readSettings, type AppSetting } from "../apps/app-settings";
import type { AppFiles } from "../apps/change/edited-files";
import type { CheckedInstall, InstallDraft, InstallRequest } from "../apps/install/check";
import { isOfHost } from "../apps/status/host-state";
import { watchApps, type AppsView, type HostState } from "../apps/status/live";
import type { Visibility } from "../apps/visibility";
import type { State } from "../apps/status/state";
import { resumeJobs } from "../apps/resume";
import { catalogueOf, librarySources, type Context } from "../apps/context";
import type { Offer } from "../apps/libraries/libraries";
import type { LibraryCheck } from "../apps/libraries/library-check";
import { followLog, type LogOf, type LogSink } from "../apps/log";
import { logDownload, type LogFile } from "../apps/log-download";
import { readOwnFile } from "../apps/own-files";
import { listBelongings, type Belonging } from "../apps/removal";
import { libraryOf } from "../library/library";
import { readLogos } from "../library/logo";
import type { Writable } from "../library/writers";
import { MachineError } from "../machine/machine";
import { call } from "./call";
import type { Answer } from "./schemas";

export type { AppsView, HostState, Visibility };

export interface AppManager {
    /** AppInstall, AppStatus, AppList, AppStop, ... Never rejects. */
    call(operation: string, headers: unknown, body: unknown): Promise<Answer>;
    /**
     * Calls back with what is known, then at every change; `failed` with a fault of this program, after which nothing is
     * watched. Returns what ends it.
     */
    watchApps(changed: (view: AppsView) => void, failed: (error: unknown) => void): () => void;
    /** Continues what a crash left half done. Rejects only with a fault of this program: the views tell how the host is. */
    repair(): Promise<void>;
    /** Reads the libraries again. */
    catalogue(): Promise<Offer>;
    /** What a folder would bring as a library, or what keeps it from being one. */
    checkLibrary(path: string): Promise<LibraryCheck>;
    /** Adds it where it can be one. */
    addLibrary(path: string): Promise<LibraryCheck>;
    /** One that an admin has added. False if the list has no such library. */
    removeLibrary(folder: string): Promise<boolean>;
    /** By which paths others than root can change these libraries, by folder; those of root alone are left out. */
    libraryWriters(folders: readonly string[]): Promise<Record<string, Writable[]>>;
    /** Logos of apps by their folder, as `data:` URLs; apps without one are left out. */
    logos(folders: readonly string[]): Promise<Record<string, string>>;
    draft(appName: string): Promise<InstallDraft>;
    check(request: InstallRequest): Promise<CheckedInstall>;
    startDocker(): Promise<void>;
    /** The last `tail` lines of a log, then what comes. Returns what ends it. */
    followLog(appId: string, of: LogOf, tail: number, sink: LogSink): () => void;
    /** What prints the whole log, for the browser to save. */
    logDownload(appId: string, of: LogOf): Promise<LogFile>;
    composeFile(appId: string): Promise<string>;
    /** All that can be edited of the app's files, secrets too. */
    files(appId: string): Promise<AppFiles>;
    /** What the app is set to, without its secrets. */
    settings(appId: string): Promise<AppSetting[]>;
    /** The value of one of its settings, a secret too. */
    setting(appId: string, key: string): Promise<string>;
    /** All that belongs to the app, for who is about to uninstall it. */
    belongings(appId: string): Promise<Belonging[]>;
}

// What is seldom asked for comes when it is.
const preflight = () => import("../apps/install/preflight");
const libraryChange = () => import("../apps/libraries/library-change");

export function createAppManager(context: Context, visibility?: Visibility): AppManager {
    const { machine, paths } = context;
    let lastRead: State | undefined;
    return {
        call: (operation, headers, body) => call(context, operation, headers, body),
        watchApps: (changed, failed) => watchApps(context, changed, {
            failed, ...visibility && { visibility }, read: state => { lastRead = state; },
        }),
        repair: () => resumeJobs(context, lastRead).catch((error: unknown) => {
            if (!isOfHost(error))
                throw error;
        }),
        catalogue: () => catalogueOf(context),
        checkLibrary: async path => (await import("../apps/libraries/library-check")).checkLibrary(context, path),
        addLibrary: async path => (await libraryChange()).addLibrary(context, path),
        removeLibrary: async folder => (await libraryChange()).removeLibrary(context, folder),
        libraryWriters: async folders => {
            const { readWriters } = await import("../library/writers");
            return Object.fromEntries(await readWriters(machine, folders));
        },
        logos: async folders => {
            const libraries = new Set((await librarySources(context)).map(({ folder }) => folder));
            const known = folders.filter(folder => libraries.has(libraryOf(folder)) && !folder.endsWith("/.."));
            return Object.fromEntries(await readLogos(machine, known));
        },
        draft: async appName => (await preflight()).draftOf(context, appName),
        check: async request => (await preflight()).checkInstall(context, request),
        startDocker: async () => {
            const result = await machine.run(["systemctl", "start", "docker"], { seconds: 120 });
            if (result.status !== 0)
                throw new MachineError("failed", result.stderr.trim());
        },
        followLog: (appId, of, tail, sink) => followLog(context, appId, of, tail, sink, visibility),
        logDownload: (appId, of) => logDownload(context, appId, of),
        composeFile: appId => readOwnFile(machine, paths.app(appId), "docker-compose.yml"),
        files: async appId => (await import("../apps/on-demand")).readAppFiles(machine, paths.app(appId)),
        settings: appId => readSettings(machine, paths.app(appId)),
        setting: (appId, key) => readSetting(machine, paths.app(appId), key),
        belongings: appId => listBelongings(machine, paths, appId),
    };
}
