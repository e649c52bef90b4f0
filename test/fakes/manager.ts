// SPDX-License-Identifier: LGPL-2.1-or-later
/** An AppManager without a host: answers what it is told to, and remembers what it was asked for. */
import type { AppManager, AppsView } from "../../src/api/appmanager";
import type { Answer } from "../../src/api/schemas";
import type { AppSetting } from "../../src/apps/app-settings";
import type { AppFiles } from "../../src/apps/change/edited-files";
import type { Check, InstallDraft, InstallRequest } from "../../src/apps/install/check";
import type { AppLogLine, LogOf, LogSink } from "../../src/apps/log";
import type { AppOverview } from "../../src/apps/status/overview";
import type { AppRecord } from "../../src/apps/records/record";
import type { Library, Offer } from "../../src/apps/libraries/libraries";
import type { LibraryCheck } from "../../src/apps/libraries/library-check";
import type { Belonging } from "../../src/apps/removal";
import type { AppDefinition } from "../../src/library/definition";
import type { Writable } from "../../src/library/writers";

export interface Call {
    operation: string;
    headers: unknown;
    body: unknown;
}

export class FakeManager implements AppManager {
    /** Of operations that change something. */
    calls: Call[] = [];
    /** Of those that only list. */
    reads: Call[] = [];
    checked: InstallRequest[] = [];
    answer: (call: Call) => Answer = ({ operation }) =>
        ({ status: 200, body: { ResponseData: operation.endsWith("List") ? [] : {} } });
    checks: (request: InstallRequest) => Check[] = () => [];
    /** Digest of what the library has of any app. */
    definition = "a".repeat(64);
    library: Omit<Offer, "libraries"> & Partial<Offer> = { apps: [], broken: [] };
    /** Why the libraries can't be read. */
    libraryFails: unknown;
    /** How often they were read. */
    catalogueReads = 0;
    libraryCheck: (path: string) => LibraryCheck = () => ({ is: "bad", fault: { is: "blank" } });
    added: string[] = [];
    removed: string[] = [];
    /** One that publishes nothing may leave out its ports. */
    drafts: Record<string, Pick<InstallDraft, "name" | "versions" | "settings"> & Partial<Pick<InstallDraft, "ports">>> = {};
    /** Apps whose draft was asked for. */
    drafted: string[] = [];
    logs: Record<string, string> = {};
    /** Containers whose logging driver keeps nothing. */
    unkept: string[] = [];
    /** Those that follow a log now, by app, or app and service: "blog", "blog/web", "blog/*". */
    sinks = new Map<string, LogSink>();
    /** How many lines were asked for, each time. */
    followed: number[] = [];
    compose = "services: {}\n";
    /** Of any app. */
    edited: AppFiles = { compose: "services: {}\n", env: "W9_ID=blog\n", digest: "b".repeat(64) };
    owned: Belonging[] = [];
    set: AppSetting[] = [];
    /** Values of secret settings, by key. */
    secrets: Record<string, string> = {};
    /** Keys of settings that were asked for one by one. */
    asked: string[] = [];
    dockerStarts = 0;
    repairs = 0;
    repairFails: unknown;
    #failed = new Set<(error: unknown) => void>();
    startFails = "";
    #watchers = new Set<(view: AppsView) => void>();

    /** What ImageStatus answers. */
    images: Answer = { status: 200, body: { ResponseData: { checked: null, daily: false, images: [] } } };

    constructor(public view: AppsView) {}

    get watcherCount() {
        return this.#watchers.size;
    }

    /** A change on the host. */
    show(view: AppsView) {
        this.view = view;
        this.#watchers.forEach(changed => changed(view));
    }

    call(operation: string, headers: unknown, body: unknown) {
        const call = { operation, headers, body };
        if (operation === "ImageStatus") {
            this.reads.push(call);
            return Promise.resolve(this.images);
        }
        (operation.endsWith("List") ? this.reads : this.calls).push(call);
        return Promise.resolve(this.answer(call));
    }

    repair() {
        this.repairs++;
        return this.repairFails === undefined ? Promise.resolve() : Promise.reject(this.repairFails);
    }

    /** A fault of the program itself. */
    fail(error: unknown) {
        this.#failed.forEach(failed => failed(error));
    }

    watchApps(changed: (view: AppsView) => void, failed: (error: unknown) => void) {
        this.#watchers.add(changed);
        this.#failed.add(failed);
        changed(this.view);
        return () => {
            this.#watchers.delete(changed);
            this.#failed.delete(failed);
        };
    }

    catalogue(): Promise<Offer> {
        this.catalogueReads++;
        return this.libraryFails === undefined
            ? Promise.resolve({ libraries: [], ...this.library })
            : Promise.reject(this.libraryFails);
    }

    checkLibrary(path: string) {
        return Promise.resolve(this.libraryCheck(path));
    }

    writers: Record<string, Writable[]> = {};

    libraryWriters(folders: readonly string[]) {
        return Promise.resolve(Object.fromEntries(
            Object.entries(this.writers).filter(([folder]) => folders.includes(folder))));
    }

    addLibrary(path: string) {
        this.added.push(path);
        return Promise.resolve(this.libraryCheck(path));
    }

    removeLibrary(folder: string) {
        this.removed.push(folder);
        const libraries = this.library.libraries ?? [];
        this.library = { ...this.library, libraries: libraries.filter(library => library.folder !== folder) };
        return Promise.resolve(true);
    }

    logos: (folders: readonly string[]) => Promise<Record<string, string>> = () => Promise.resolve({});

    draft(appName: string) {
        this.drafted.push(appName);
        const draft = this.drafts[appName];
        if (!draft)
            return Promise.reject(new Error(`no draft of ${appName}`));
        const settings = Object.fromEntries(draft.settings.map(({ key, value }) => [key, value]));
        const checks = this.checks({
            app_name: appName, customer_app_name: draft.name, app_version: draft.versions[0] ?? "", settings,
        });
        return Promise.resolve<InstallDraft>({ ports: [], hostName: "server", ...draft, checks, definition: this.definition });
    }

    check(request: InstallRequest) {
        this.checked.push(request);
        return Promise.resolve({ checks: this.checks(request), definition: this.definition });
    }

    startDocker() {
        this.dockerStarts++;
        return this.startFails ? Promise.reject(new Error(this.startFails)) : Promise.resolve();
    }

    followLog(appId: string, of: LogOf, tail: number, sink: LogSink) {
        const key = of.is === "job" ? appId : of.service === undefined ? `${appId}/*` : `${appId}/${of.service}`;
        this.followed.push(tail);
        this.sinks.set(key, sink);
        const lines = (this.logs[key] ?? "").split("\n").slice(0, -1);
        const source = of.is === "job" ? "" : `${of.service ?? "web"}-1`;
        sink.lines(lines.slice(-tail).map(text => aLogLine(text, { source })));
        sink.state({
            isRead: true, hasEarlier: lines.length > tail, unkept: this.unkept, isAllUnkept: this.unkept.length > 0,
        });
        return () => { this.sinks.delete(key); };
    }

    logDownload(appId: string) {
        return Promise.resolve({ argv: ["cat", appId], fileName: `${appId}.log` });
    }

    composeFile() {
        return Promise.resolve(this.compose);
    }

    files() {
        return Promise.resolve(this.edited);
    }

    settings() {
        return Promise.resolve(this.set);
    }

    setting(_appId: string, key: string) {
        this.asked.push(key);
        return Promise.resolve(this.secrets[key] ?? "");
    }

    belongings() {
        return Promise.resolve(this.owned);
    }
}

export function aLogLine(text: string, parts: Partial<AppLogLine> = {}): AppLogLine {
    return { source: "", time: "", text, isCut: false, ...parts };
}

export function failure(code: NonNullable<Answer["body"]["Error"]>["Code"], message: string, detail?: string): Answer {
    return {
        status: 404,
        body: {
            ResponseData: {},
            Error: { Code: code, Message: message, ...(detail !== undefined && { Detail: detail }) },
        },
    };
}

type AppParts = Omit<Partial<AppOverview>, "record"> & { record?: Partial<AppRecord> };

export function anApp(id: string, parts: AppParts = {}): AppOverview {
    const { record, ...rest } = parts;
    return {
        state: { status: "running" },
        job: undefined,
        cause: undefined,
        place: undefined,
        progress: undefined,
        pace: undefined,
        containers: [],
        localOnly: false,
        published: [],
        composeFile: `/var/lib/appmanage/apps/${id}/docker-compose.yml`,
        ...rest,
        record: {
            app_id: id,
            name: "wordpress",
            customer_name: id,
            trade_mark: "WordPress",
            version: "6.9.4",
            official: true,
            library: "/usr/share/cockpit/appmanage/library/apps",
            created: "2026-11-22T13:00:00.000Z",
            wish: "running",
            services: {},
            ports: { W9_HTTP_PORT_SET: 9001 },
            network: null,
            access: { port: 9001, url: "http://server:9001", admin_url: "", user_name: "", password: "" },
            probe: null,
            image_url: "",
            ...record,
        },
    };
}

export function aLibrary(folder: string, parts: Partial<Library> = {}): Library {
    return { folder, origin: "configured", exists: true, apps: 0, unreleased: 0, hidden: [], broken: [], ...parts };
}

export function aDefinition(name: string, parts: Partial<AppDefinition> = {}): AppDefinition {
    const title = name.charAt(0).toUpperCase() + name.slice(1);
    return {
        name,
        trademark: title,
        folder: `/library/apps/${name}`,
        editions: [{ version: "2.0", dist: "community" }, { version: "1.0", dist: "community" }],
        requirements: { cpu: 1, memory: 1024 ** 3, disk: 2 * 1024 ** 3 },
        title: { en: title },
        summary: { en: "" },
        description: { en: "" },
        categories: [],
        website: "",
        documentation: "",
        hasLogo: false,
        settingLabels: {},
        ...parts,
    };
}
