// SPDX-License-Identifier: LGPL-2.1-or-later
/** All that the page asks for: the contract's one door for every action, and live views to look at beside it. */
import { readSetting, readSettings, type AppSetting } from "../apps/app-settings";
import type { Check, InstallDraft, InstallRequest } from "../apps/install/check";
import type { AppsView, HostState } from "../apps/status/live";
import { watchApps } from "../apps/status/live";
import { catalogueOf, librarySources, type Context } from "../apps/context";
import type { Offer } from "../apps/libraries/libraries";
import { addLibrary, removeLibrary } from "../apps/libraries/library-change";
import { checkLibrary, type LibraryCheck } from "../apps/libraries/library-check";
import { followJobLog, followServiceLog } from "../apps/log";
import { checkInstall, draftOf } from "../apps/install/preflight";
import { listBelongings, type Belonging } from "../apps/removal";
import { libraryOf } from "../library/library";
import { readLogos } from "../library/logo";
import { MachineError } from "../machine/machine";
import { call } from "./call";
import type { Answer } from "./schemas";

export type { AppsView, HostState };

export interface AppManager {
    /** AppInstall, AppStatus, AppList, AppStop, ... Never rejects. */
    call(operation: string, headers: unknown, body: unknown): Promise<Answer>;
    /** Calls back at once with what is known, then at every change, at most once a frame. Returns what ends it. */
    watchApps(changed: (view: AppsView) => void): () => void;
    /** Reads the libraries anew. */
    catalogue(): Promise<Offer>;
    /** What a folder would bring as a library, or what keeps it from being one. */
    checkLibrary(path: string): Promise<LibraryCheck>;
    /** Adds it where it can be one. */
    addLibrary(path: string): Promise<LibraryCheck>;
    /** One that an admin has added. False where it is none. */
    removeLibrary(folder: string): Promise<boolean>;
    /** Logos of apps by their folder, as `data:` URLs; apps without one are left out. */
    logos(folders: readonly string[]): Promise<Record<string, string>>;
    draft(appName: string): Promise<InstallDraft>;
    check(request: InstallRequest): Promise<Check[]>;
    startDocker(): Promise<void>;
    /** The job's output so far and as it comes. Returns what ends it. */
    followJobLog(appId: string, onText: (text: string) => void): () => void;
    followServiceLog(appId: string, service: string, onText: (text: string) => void): () => void;
    composeFile(appId: string): Promise<string>;
    /** What the app is set to, without its secrets. */
    settings(appId: string): Promise<AppSetting[]>;
    /** The value of one of its settings, a secret too. */
    setting(appId: string, key: string): Promise<string>;
    /** All that belongs to the app, for who is about to uninstall it. */
    belongings(appId: string): Promise<Belonging[]>;
}

export function createAppManager(context: Context): AppManager {
    const { machine, paths } = context;
    return {
        call: (operation, headers, body) => call(context, operation, headers, body),
        watchApps: changed => watchApps(context, changed),
        catalogue: () => catalogueOf(context),
        checkLibrary: path => checkLibrary(context, path),
        addLibrary: path => addLibrary(context, path),
        removeLibrary: folder => removeLibrary(context, folder),
        logos: async folders => {
            const libraries = new Set((await librarySources(context)).map(({ folder }) => folder));
            const known = folders.filter(folder => libraries.has(libraryOf(folder)) && !folder.endsWith("/.."));
            return Object.fromEntries(await readLogos(machine, known));
        },
        draft: appName => draftOf(context, appName),
        check: request => checkInstall(context, request),
        startDocker: async () => {
            const result = await machine.run(["systemctl", "start", "docker"]);
            if (result.status !== 0)
                throw new MachineError("failed", result.stderr.trim());
        },
        followJobLog: (appId, onText) => followJobLog(context, appId, onText),
        followServiceLog: (appId, service, onText) => followServiceLog(context, appId, service, onText),
        composeFile: async appId => await machine.read(`${paths.app(appId)}/docker-compose.yml`) ?? "",
        settings: appId => readSettings(machine, paths.app(appId)),
        setting: (appId, key) => readSetting(machine, paths.app(appId), key),
        belongings: appId => listBelongings(machine, paths, appId),
    };
}
