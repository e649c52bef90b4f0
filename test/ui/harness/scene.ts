// SPDX-License-Identifier: LGPL-2.1-or-later
/** A host with one of everything that the page can show. */
import { aContainer } from "../../fakes/container";
import { aJob } from "../../fakes/job";
import type { HostState } from "../../../src/api/appmanager";
import type { ChangePreview } from "../../../src/api/change-preview";
import { ConfigurationError } from "../../../src/apps/libraries/configuration";
import type { LibraryCheck } from "../../../src/apps/libraries/library-check";
import type { Check } from "../../../src/apps/install/check";
import { changingPart } from "../../../src/apps/records/change";
import type { AppOverview } from "../../../src/apps/status/overview";
import { causeOf } from "../../../src/jobs/log/failure";
import type { Library } from "../../../src/apps/libraries/libraries";
import type { Answer } from "../../../src/api/schemas";
import { answered, backupAnswer } from "../../fakes/backups";
import { aDefinition, aLibrary, anApp, failure, FakeManager, type Call } from "../../fakes/manager";
import { backups } from "./backups";

const megabyte = 1000 ** 2;
const gibibyte = 1024 ** 3;

const services = {
    web: { restart: "unless-stopped", oneShot: false, healthcheck: true, image: "wordpress:6.9.4", scale: 1 },
    db: { restart: "unless-stopped", oneShot: false, healthcheck: true, image: "mariadb:12.3.2", scale: 1 },
    init: { restart: "on-failure", oneShot: true, healthcheck: false, image: "wordpress:6.9.4", scale: 1 },
};

const access = {
    port: 9001,
    url: "http://server:9001",
    admin_url: "http://server:9001/wp-admin",
    user_name: "admin",
    password: "Kw7-example",
};

const cache = anApp("cache", {
    record: {
        name: "redis", trade_mark: "Redis", version: "8.0", wish: "stopped",
        access: { port: null, url: "", admin_url: "", user_name: "", password: "x" },
    },
}).record;

const preview: ChangePreview = {
    app_id: "blog", version: { old: "6.9.4", new: "7.1.0" },
    images: [{ service: "web", old: "wordpress:6.9.4", new: "wordpress:7.1.0" }],
    settings: [{ key: "W9_HTTP_PORT_SET", old: "9001", new: "9044" }], recreated: ["web", "init"],
    saves: { bytes: 3 * gibibyte, seconds: 25 },
    unsaved: ["/srv/photos"], free_bytes: 20 * gibibyte, places: ["disk"], refusals: [],
    diff: "@@ services.web @@\n-restart: \"unless-stopped\"\n+restart: \"always\"\n@@ .env @@\n+MINE: ***",
};

export const apps: AppOverview[] = [
    anApp("blog", {
        record: { services, access, network: { name: "blog_default", subnet: "10.213.1.0/28" } },
        containers: [
            aContainer("blog", "web", {
                ports: [
                    { address: "0.0.0.0", host: 9001, container: 80, protocol: "tcp" },
                    { address: "::", host: 9001, container: 80, protocol: "tcp" },
                ],
            }),
            aContainer("blog", "db"),
            aContainer("blog", "init", {
                state: "exited", health: "none", exitCode: 0, statusText: "Exited (0) 4 minutes ago",
            }),
        ],
    }),
    anApp("files", {
        record: { name: "nextcloud", trade_mark: "Nextcloud", version: "32.0.1" },
        state: { status: "pulling" },
        job: aJob("files", { phase: "pulling", alive: true }),
        progress: { done: 162 * megabyte, total: 280 * megabyte, complete: true, layersDone: 5, layers: 9 },
        pace: { bytesPerSecond: 11 * megabyte, secondsLeft: 10 },
    }),
    anApp("wiki", {
        record: { name: "mediawiki", trade_mark: "MediaWiki", version: "1.45" },
        state: { status: "pulling" },
        job: aJob("wiki", { phase: "pulling", alive: true, ticket: 2 }),
        progress: { done: 30 * megabyte, total: 90 * megabyte, complete: false, layersDone: 2, layers: 12 },
        pace: { bytesPerSecond: 4 * megabyte, secondsLeft: undefined },
    }),
    anApp("code", {
        record: { name: "gitea", trade_mark: "Gitea", version: "1.24" },
        state: { status: "queuing" },
        job: aJob("code", { phase: "queued", alive: true, ticket: 3 }),
        place: 2,
    }),
    anApp("graphs", {
        record: { name: "grafana", trade_mark: "Grafana", version: "12.1" },
        state: { status: "error", reason: { is: "exited", service: "grafana", code: 1 } },
        containers: [aContainer("graphs", "grafana", {
            state: "exited", health: "none", exitCode: 1, statusText: "Exited (1) 2 minutes ago",
        })],
    }),
    anApp("notes", {
        record: { name: "memos", trade_mark: "Memos", version: "0.25" },
        state: { status: "error", reason: { is: "job-failed", detail: "pull 18" } },
        cause: causeOf("Error response from daemon: lookup hub.example on 9.9.9.9:53: no such host\n", "pull", 18),
        job: aJob("notes", { phase: "failed", detail: "pull 18", ticket: 4 }),
    }),
    anApp("cache", {
        record: { ...cache, former: { part: changingPart({ ...cache, version: "7.4" }), since: "2026-11-20T10:00:00Z" } },
        state: { status: "stop" },
        job: aJob("cache", { kind: "update", phase: "restored", detail: "ready 1" }),
    }),
    anApp("news", {
        record: { version: "7.0.4", access: { ...access, url: "http://server:9003" } },
        job: aJob("news", { kind: "update", phase: "pulling", alive: true, ticket: 5 }),
        progress: { done: 90 * megabyte, total: 280 * megabyte, complete: true, layersDone: 3, layers: 9 },
        pace: { bytesPerSecond: 11 * megabyte, secondsLeft: 17 },
    }),
    anApp("photos", {
        record: { name: "immich", trade_mark: "Immich", version: "2.3", access: { ...access, url: "http://server:9005" } },
        job: aJob("photos", { kind: "backup", phase: "uploading", alive: true, ticket: 6 }),
        progress: { done: 12.4 * gibibyte, total: 60 * gibibyte, complete: true, layersDone: 0, layers: 0 },
        pace: { bytesPerSecond: 11 * megabyte, secondsLeft: 4600 },
    }),
    anApp("shop10", { state: { status: "initing" }, record: { trade_mark: "WooCommerce", version: "10.3" } }),
    anApp("oldblog", { record: { wish: "uninstalled" }, state: { status: "stop" } }),
];

const categories = ["websites", "files", "databases", "development", "media", "monitoring", "security", "automation"];

/** Many apps, as in a real library; the first have words of their own. */
function library(count: number) {
    const known = [
        aDefinition("wordpress", {
            trademark: "WordPress",
            editions: [{ version: "7.1.0", dist: "community" }, { version: "6.9.4", dist: "community" }],
            title: { en: "WordPress", zh_CN: "WordPress" },
            summary: {
                en: "Websites and blogs with themes, plugins and a visual editor",
                zh_CN: "建网站、写博客，有主题、插件和在线编辑器",
            },
            description: {
                en: "WordPress publishes pages and posts and is extended with themes and plugins. "
                    + "It comes with a MariaDB database of its own. Open its address after the installation.",
                zh_CN: "WordPress 用来发布页面和文章，可以通过主题和插件扩展功能，并自带一个独立的 MariaDB 数据库。",
            },
            categories: ["websites"],
            website: "https://wordpress.org/",
            documentation: "https://wordpress.org/documentation/",
        }),
        aDefinition("nextcloud", {
            summary: { en: "Files, calendars and contacts of your own", zh_CN: "自己的文件、日历和联系人" },
            categories: ["files"],
        }),
        aDefinition("gitea", {
            summary: { en: "Git hosting that fits on a small server", zh_CN: "适合小型服务器的 Git 托管" },
            categories: ["development"],
        }),
    ];
    const others = Array.from({ length: count - known.length }, (_value, index) => aDefinition(`app${index}`, {
        summary: { en: `Does number ${index} of the many things that an app can do, and does it well` },
        categories: [categories[index % categories.length] ?? "", ...(index % 3 ? [] : ["productivity"])],
        folder: `${index % 4 === 1 ? "/srv/team/apps" : index % 4 === 2 ? "/data/library/apps" : "/library/apps"}/app${index}`,
    }));
    return [...known, ...others];
}

/** One of each kind; `apps` are those on offer. */
function libraries(apps: readonly { folder: string }[]): Library[] {
    const count = (folder: string) => apps.filter(app => app.folder.startsWith(`${folder}/`)).length;
    return [
        aLibrary("/srv/team/apps", { apps: count("/srv/team/apps"), unreleased: 3 }),
        aLibrary("/mnt/a/rather/long/path/to-where-the-applications-of-the-other-department-are-kept", { exists: false }),
        aLibrary("/var/lib/appmanage/library/apps", { origin: "own", exists: false }),
        aLibrary("/data/library/apps", {
            origin: "data",
            apps: count("/data/library/apps"),
            hidden: [{ name: "gitea", by: "/srv/team/apps" }, { name: "wordpress", by: "/srv/team/apps" }],
            broken: [
                { name: "half", folder: "/data/library/apps/half", reason: { is: "missing-file", file: ".env" } },
                { name: "odd", folder: "/data/library/apps/odd", reason: { is: "not-json", message: "Unexpected }" } },
            ],
        }),
        aLibrary("/library/apps", { origin: "shipped", apps: count("/library/apps") }),
    ];
}

/** A folder of each kind, by its path. */
function checkOf(path: string): LibraryCheck {
    const find = { folder: path, isWithin: false, apps: 42, unreleased: 0, hidden: 0, displaced: 0, broken: 0 };
    if (path.endsWith("good"))
        return { is: "good", find };
    if (path.endsWith("mixed")) {
        const folder = `${path}/apps`;
        return { is: "good", find: { folder, isWithin: true, apps: 42, unreleased: 3, hidden: 1, displaced: 12, broken: 2 } };
    }
    if (path.endsWith("wordpress"))
        return { is: "bad", fault: { is: "one-app", folder: "/srv/good" } };
    return path.endsWith("broken")
        ? { is: "bad", fault: { is: "only-broken", folder: path, broken: [
            { name: "half", folder: `${path}/half`, reason: { is: "missing-file", file: ".env" } },
        ] } }
        : { is: "bad", fault: { is: "missing", folder: path } };
}

function checksFor(port: string): Check[] {
    return [
        { level: "ok", is: "name", field: "customer_app_name" },
        ...(port === "9001"
            ? [{
                level: "stop", is: "port", field: "settings.W9_HTTP_PORT_SET", key: "W9_HTTP_PORT_SET",
                port: 9001, protocol: "tcp", holder: "blog", free: 9002,
            } satisfies Check]
            : []),
        { level: "ok", is: "cpu", need: 1, have: 2 },
        { level: "ok", is: "memory", need: gibibyte, have: 8 * gibibyte, free: 5.1 * gibibyte },
        { level: "warn", is: "disk", need: gibibyte, have: 0.4 * gibibyte, path: "/var/lib/docker" },
    ];
}

const privileges: Check[] = [
    { level: "warn", is: "privilege", what: "docker-socket", service: "web", detail: "" },
    { level: "warn", is: "privilege", what: "host-path", service: "web", detail: "/etc" },
];

export interface Scene {
    host: HostState;
    count: number;
    empty: boolean;
    privileged: boolean;
    refuses: boolean;
    /** The configuration is damaged. */
    misconfigured: boolean;
    /** No library has a newer version of an app. */
    newest: boolean;
    /** restic is not installed. */
    resticless: boolean;
}

function sceneAnswer({ operation }: Call): Answer {
    switch (operation) {
    case "AppUpdate":
        return answered(preview);
    case "AppBackup":
        return failure("Param.Place.Blank", "Name the place for backups.");
    case "BackupRestore":
        return failure("APP.DefinitionChanged", "The app may do more.", `--- allowed\n+++ ${"a".repeat(64)}\n+ web: privileged`);
    case "BackupPlaceAdd":
        return answered({ place: "usb", password: "k3vm-8wqz-hn2r-x7td-p4cs-9fjb-gy5a-e6mu" });
    default:
        return answered({});
    }
}

export function managerOf(scene: Scene): FakeManager {
    const { host, count, empty, privileged, refuses, misconfigured, newest, resticless } = scene;
    const manager = new FakeManager({ host, apps: empty ? [] : apps });
    const offered = newest ? library(count).map(app => ({ ...app, editions: [{ version: "1.0", dist: "" }] })) : library(count);
    manager.libraryCheck = checkOf;
    manager.writers = { "/srv/team/apps": [{ path: "/srv/team/apps/gitea", owner: "deploy" }, { path: "/srv", owner: "root" }] };
    if (misconfigured)
        manager.libraryFails = new ConfigurationError("/etc/appmanage.json", "Unexpected end of JSON input");
    manager.library = {
        apps: offered,
        libraries: newest ? [] : libraries(offered),
        broken: [
            { name: "half", folder: "/data/library/apps/half", reason: { is: "missing-file", file: ".env" } },
            { name: "odd", folder: "/data/library/apps/odd", reason: { is: "not-json", message: "Unexpected }" } },
        ],
    };
    manager.drafts = Object.fromEntries(manager.library.apps.map(({ name, editions }) => [name, {
        name: `${name}2`,
        versions: editions.map(({ version }) => version),
        settings: [
            { key: "W9_HTTP_PORT_SET", kind: "port", label: { en: "Web port", zh_CN: "网页端口" }, value: "9002" },
            { key: "W9_ADMIN_MAIL_SET", kind: "text", label: { en: "Administrator's mail address" }, value: "" },
            { key: "W9_LANG_SET", kind: "text", label: undefined, value: "en_US" },
        ],
    }]));
    manager.checks = ({ settings }) =>
        [...checksFor(settings.W9_HTTP_PORT_SET ?? ""), ...(privileged ? privileges : [])];
    manager.logs = {
        "notes": "notes Pulling\nnotes Error lookup registry.example: no such host\n",
        "graphs/grafana": "level=info msg=Starting\nError: mkdir /var/lib/grafana: permission denied\n",
        "blog/web": Array.from({ length: 60 }, (_value, line) => `192.168.0.7 - GET /?p=${line} 200\n`).join(""),
        "blog/db": "mariadbd: ready for connections.\n",
    };
    manager.set = [
        { key: "W9_VERSION", label: undefined, value: "6.9.4", isChoice: false },
        { key: "W9_POWER_PASSWORD", label: undefined, value: null, isChoice: false },
        { key: "W9_HTTP_PORT_SET", label: { en: "Web port", zh_CN: "网页端口" }, value: "9001", isChoice: true },
        { key: "W9_LANG_SET", label: undefined, value: "en_US", isChoice: true },
        { key: "W9_URL", label: undefined, value: "", isChoice: false },
    ];
    manager.secrets = { W9_POWER_PASSWORD: "Kw7-example" };
    manager.owned = [
        { kind: "container", name: "blog-web-1", size: null },
        { kind: "container", name: "blog-db-1", size: null },
        { kind: "network", name: "blog_default", size: null },
        { kind: "volume", name: "blog_db", size: 212 * megabyte },
        { kind: "volume", name: "blog_wordpress", size: 61 * megabyte },
        { kind: "folder", name: "/var/lib/appmanage/apps/blog", size: 4000 },
        { kind: "bind", name: "/srv/photos", size: null },
    ];
    manager.edited = { ...manager.edited, env: "W9_ID=blog\nW9_POWER_PASSWORD=Kw7-example\nW9_HTTP_PORT_SET=9001\n" };
    manager.compose = "services:\n  web:\n    image: wordpress:${W9_VERSION}\n    restart: unless-stopped\n";
    manager.answer = call => backupAnswer(backups, call) ?? sceneAnswer(call);
    const time = "2026-11-28T04:12:00Z";
    const image = { app_id: "blog", service: "web", image: "wordpress:6.9.4", reason: null, old: null, new: null, time };
    manager.images = answered({ checked: newest ? null : time, daily: !newest, images: [
        { ...image, outcome: "moved" }, { ...image, service: "db", image: "mariadb:12.3.2", outcome: "current" },
        { ...image, app_id: "graphs", image: "registry.example:5000/team/grafana:12.1", outcome: "unknown", reason: "no-answer" },
    ] });
    if (refuses) {
        const message = "This server has too little free disk space for WordPress.";
        manager.answer = call => call.operation.endsWith("List")
            ? backupAnswer(backups, call) ?? sceneAnswer(call)
            : failure("Requirement.NotEnough", message, "disk: needs 2 GB, has 0.4 GB");
    }
    if (resticless)
        manager.answer = () => failure("Backup.ResticMissing", "restic is not installed on this server.");
    if (empty)
        manager.answer = call => backupAnswer({ places: [], schedules: [], backups: [] }, call) ?? sceneAnswer(call);
    return manager;
}
