// SPDX-License-Identifier: LGPL-2.1-or-later
/** All that the page asks for: the contract's one door for every action, and live views to look at beside it. */
import type { Check, InstallDraft, InstallRequest } from "../apps/check";
import type { AppOverview } from "../apps/overview";
import type { Catalogue } from "../library/library";
import type { Answer } from "./schemas";

export type HostState =
    | { is: "loading" }
    | { is: "no-access" } // no administrative access
    | { is: "no-docker" } // docker is not installed
    | { is: "docker-stopped" }
    | { is: "unreadable", detail: string } // docker or apps.json is there and can't be read
    | { is: "ready" };

export interface AppsView {
    host: HostState;
    apps: AppOverview[];
}

export interface AppManager {
    /** AppInstall, AppStatus, AppList, AppStop, ... Never rejects. */
    call(operation: string, headers: unknown, body: unknown): Promise<Answer>;
    /** Calls back at once with what is known, then at every change, at most once a frame. Returns what ends it. */
    watchApps(changed: (view: AppsView) => void): () => void;
    /** Reads the libraries anew. */
    catalogue(): Promise<Catalogue>;
    /** Logos of apps by their folder, as `data:` URLs; apps without one are left out. */
    logos(folders: readonly string[]): Promise<Record<string, string>>;
    draft(appName: string): Promise<InstallDraft>;
    check(request: InstallRequest): Promise<Check[]>;
    startDocker(): Promise<void>;
    /** The job's output so far and as it comes. Returns what ends it. */
    followJobLog(appId: string, onText: (text: string) => void): () => void;
    followServiceLog(appId: string, service: string, onText: (text: string) => void): () => void;
    composeFile(appId: string): Promise<string>;
}
