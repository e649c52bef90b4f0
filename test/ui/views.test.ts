// SPDX-License-Identifier: LGPL-2.1-or-later
/** Every view and dialog in a real browser, on a host that is made up: nothing for axe or the console to say. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { openSite, type Site } from "./harness/site";

const root = join(__dirname, "..", "..");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let site: Site;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

jest.setTimeout(120_000);

beforeAll(async () => {
    site = await openSite(root);
    browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    page = await browser.newPage({ reducedMotion: "reduce" });
    page.on("console", message => {
        if (["error", "warning"].includes(message.type()))
            complaints.push(message.text());
    });
    page.on("pageerror", error => complaints.push(String(error)));
});

afterAll(async () => {
    await browser.close();
    site.close();
});

interface Violation {
    id: string;
    nodes: { html: string, failureSummary?: string }[];
}

/** What fades in has its colours only when it is there. */
const settled = `Promise.all(document.getAnimations()
    .filter(one => one.effect?.getComputedTiming().endTime !== Infinity)
    .map(one => one.finished.catch(() => undefined)))
    .then(() => undefined)`;

async function violations(page: Page): Promise<string[]> {
    await page.evaluate(settled);
    await page.evaluate(axe);
    const found = await page.evaluate<Violation[]>("axe.run(document).then(({ violations }) => violations)");
    return found.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

type Act = (page: Page) => Promise<void>;

async function openInstall(page: Page) {
    await page.locator(".am-title button").click();
    await page.getByRole("dialog").locator("#install-name").waitFor();
}

/** The dialog that adds a library, with a path in it; waits for what the page says of that. */
async function addLibrary(page: Page, path: string, said: string) {
    await page.locator(".am-title > button").click();
    await page.locator("#library-path").fill(path);
    await page.getByRole("dialog").locator(said).first().waitFor();
}

async function openUpdateAll(page: Page) {
    await page.locator(".am-title > button").click();
    await page.getByRole("dialog").waitFor();
}

async function openAddPlace(page: Page) {
    await page.locator(".am-title > button").click();
    await page.locator("#place-location").waitFor();
}

async function openRestore(page: Page) {
    await page.locator(".am-section").last().locator("table button").first().click();
    await page.getByRole("dialog").waitFor();
}

async function openUninstall(page: Page) {
    await page.locator(".am-title .pf-v6-c-menu-toggle").click();
    await page.getByRole("menuitem").last().click();
    await page.getByRole("dialog").waitFor();
}

const views: [name: string, query: string, hash: string, act?: Act][] = [
    ["my apps", "", "#/", page => page.locator(".am-toolbar .am-update").waitFor()],
    ["my apps, why", "", "#/", async page => {
        await page.locator(".am-app__news button").first().click();
        await page.locator(".am-why pre").waitFor();
    }],
    ["my apps, menu", "", "#/", async page => {
        await page.locator(".am-app .pf-v6-c-menu-toggle").first().click();
        await page.getByRole("menu").waitFor();
    }],
    ["my apps, no match", "", "#/", page => page.locator(".am-toolbar input").fill("zzz")],
    ["no apps", "empty", "#/"],
    ["loading", "host=loading", "#/"],
    ["no administrative access", "access=none", "#/"],
    ["docker not installed", "host=no-docker", "#/"],
    ["docker not running", "host=docker-stopped", "#/"],
    ["unreadable", "host=unreadable", "#/"],
    ["an action refused", "refuses", "#/", async page => {
        await page.locator(".am-app .pf-v6-c-button.pf-m-secondary").first().click();
        await page.locator(".am-action-failure .pf-v6-c-alert").waitFor();
    }],
    ["store", "", "#/store"],
    ["store, broken folders", "", "#/store", page => page.locator(".pf-v6-c-alert__toggle button").click()],
    ["store, no match", "", "#/store", page => page.locator(".am-toolbar input").fill("zzz")],
    ["store, one library", "", "#/store?library=%2Fsrv%2Fteam%2Fapps"],
    ["store, misconfigured", "misconfigured", "#/store", page => page.locator(".am-raw").waitFor()],
    ["libraries", "", "#/libraries", page => page.locator(".am-library").first().waitFor()],
    ["libraries, all said", "", "#/libraries", async page => {
        await page.locator(".am-library .pf-v6-c-alert__toggle button").click();
        await page.locator(".am-library .pf-v6-c-expandable-section__toggle button").click();
    }],
    ["libraries, misconfigured", "misconfigured", "#/libraries", page => page.locator(".am-raw").waitFor()],
    ["adding a library", "", "#/libraries", page => addLibrary(page, "/srv/good", ".pf-v6-c-alert.pf-m-success")],
    ["adding a library, mixed", "", "#/libraries", page => addLibrary(page, "/srv/mixed", ".am-list")],
    ["adding a library, wrong", "", "#/libraries", page => addLibrary(page, "/srv/x", ".pf-m-error")],
    ["adding a library, one app", "", "#/libraries", page => addLibrary(page, "/srv/good/wordpress", ".pf-m-error button")],
    ["adding a library, broken", "", "#/libraries", page => addLibrary(page, "/srv/broken", ".pf-v6-c-alert")],
    ["removing a library", "", "#/libraries", async page => {
        await page.locator(".am-library__action").first().click();
        await page.getByRole("dialog").waitFor();
    }],
    ["updates", "", "#/updates", page => page.locator(".am-new-images .am-apps").waitFor()],
    ["updates, none", "newest", "#/updates", page => page.locator(".am-face h2").waitFor()],
    ["updates, misconfigured", "misconfigured", "#/updates", page => page.locator(".am-raw").waitFor()],
    ["updates, refused", "refuses", "#/updates", async page => {
        await openUpdateAll(page);
        await page.getByRole("dialog").locator("button[type=submit]").click();
        await page.locator(".am-action-failure .pf-v6-c-alert").waitFor();
    }],
    ["updating all", "", "#/updates", openUpdateAll],
    ["updating images", "", "#/updates", async page => {
        await page.locator(".am-new-images .am-apps button").click();
        await page.getByRole("dialog").locator("button[type=submit]").click();
        await page.locator(".am-list").waitFor();
    }],
    ["backups", "", "#/backups", page => page.locator(".am-table").nth(1).waitFor()],
    ["backups, none", "empty", "#/backups", page => page.locator(".am-face h2").waitFor()],
    ["backups, no restic", "resticless", "#/backups", page => page.locator(".am-commands").waitFor()],
    ["adding a place", "", "#/backups", openAddPlace],
    ["adding a place, credentials", "", "#/backups", async page => {
        await openAddPlace(page);
        await page.locator("#place-kind").selectOption("s3");
        await page.locator("#place-enter").click();
        await page.locator("#place-password").waitFor();
    }],
    ["adding a place, refused", "refuses", "#/backups", async page => {
        await openAddPlace(page);
        await page.locator("#place-location").fill("/mnt/usb");
        await page.locator("#place-location").press("Enter");
        await page.getByRole("dialog").getByRole("alert").waitFor();
    }],
    ["saving a password", "", "#/backups", async page => {
        await openAddPlace(page);
        await page.locator("#place-location").fill("/mnt/usb");
        await page.locator("#place-location").press("Enter");
        await page.locator("#save-password-saved").waitFor();
    }],
    ["removing a place", "", "#/backups", async page => {
        await page.locator(".am-place__action").first().click();
        await page.getByRole("dialog").waitFor();
    }],
    ["scheduling", "", "#/backups", async page => {
        await page.locator(".am-section__head button").click();
        await page.locator("#schedule-weekly").click();
        await page.locator("#schedule-keep-daily").fill("x");
        await page.locator(".pf-v6-c-helper-text__item.pf-m-error").waitFor();
    }],
    ["changing a schedule", "", "#/backups", async page => {
        await page.locator(".am-schedules .am-buttons button").nth(2).click();
        await page.locator("#schedule-expression").waitFor();
    }],
    ["restoring", "", "#/backups", openRestore],
    ["rehearsing", "", "#/backups", async page => {
        await openRestore(page);
        await page.locator("#restore-rehearse").click();
        await page.locator("#restore-name").waitFor();
    }],
    ["restoring, rights", "", "#/backups", async page => {
        await openRestore(page);
        await page.locator("#restore-new").click();
        await page.getByRole("dialog").locator("button[type=submit]").click();
        await page.locator("#restore-allow").waitFor();
    }],
    ["backing up", "", "#/app/blog", async page => {
        await page.locator(".am-last-backup button").click();
        await page.getByRole("dialog").waitFor();
    }],
    ["an app of the store", "privileged", "#/store/wordpress", page => page.locator(".am-checks").waitFor()],
    ["installing", "privileged", "#/store/wordpress", async page => {
        await openInstall(page);
        await page.getByRole("dialog").locator(".am-checks").first().waitFor();
    }],
    ["installing, wrong", "", "#/store/wordpress", async page => {
        await openInstall(page);
        await page.locator("#install-name").fill("My Blog");
        await page.locator(".pf-v6-c-helper-text__item.pf-m-error").waitFor();
    }],
    ["installing, port taken, more settings", "", "#/store/wordpress", async page => {
        await openInstall(page);
        await page.getByRole("dialog").locator(".pf-v6-c-expandable-section__toggle button").click();
        await page.locator("#install-W9_HTTP_PORT_SET").fill("9001");
        await page.locator(".pf-v6-c-helper-text__item.pf-m-error button").waitFor();
    }],
    ["installing, refused", "refuses", "#/store/wordpress", async page => {
        await openInstall(page);
        await page.locator("#install-name").press("Enter");
        await page.getByRole("dialog").getByRole("alert").waitFor();
    }],
    ["details", "", "#/app/blog", page => page.locator(".am-update").waitFor()],
    ["details, password", "", "#/app/blog", page => page.locator(".am-credential button").nth(1).click()],
    ["details, services", "", "#/app/blog?tab=services"],
    ["details, logs", "", "#/app/blog?tab=logs"],
    ["details, settings", "", "#/app/blog?tab=settings", page =>
        page.getByRole("button", { name: "W9_POWER_PASSWORD" }).click()],
    ["details, compose file", "", "#/app/blog?tab=compose"],
    ["details, the way back", "", "#/app/cache", page => page.locator(".pf-v6-c-alert").nth(1).waitFor()],
    ["going back", "", "#/app/cache", async page => {
        await page.locator(".pf-v6-c-alert .pf-v6-c-button.pf-m-secondary").click();
        await page.getByRole("dialog").waitFor();
    }],
    ["changing an app", "", "#/app/blog?tab=settings", async page => {
        await page.locator(".am-tab .pf-v6-c-button.pf-m-secondary").first().click();
        await page.locator("#change-version").selectOption("7.1.0");
        await page.getByRole("dialog").locator("button[type=submit]").click();
        await page.getByRole("dialog").locator(".am-list").waitFor();
    }],
    ["editing the files of an app", "", "#/app/blog?tab=settings", async page => {
        await page.locator(".am-tab .pf-v6-c-button.pf-m-secondary").last().click();
        await page.locator("#edit-env").fill("W9_ID=blog\nMINE=1\n");
        await page.getByRole("dialog").locator("button[type=submit]").click();
        await page.getByRole("dialog").locator(".am-diff").waitFor();
    }],
    ["details of an app in error", "", "#/app/graphs"],
    ["details of an app that is pulled", "", "#/app/files"],
    ["details of an app that is updated", "", "#/app/news"],
    ["details of an app that is backed up", "", "#/app/photos"],
    ["uninstalling", "", "#/app/blog", openUninstall],
    ["uninstalling with data", "", "#/app/blog", async page => {
        await openUninstall(page);
        await page.locator("#uninstall-delete").click();
    }],
    ["no such app", "", "#/app/nothing"],
    ["no such page", "", "#/nothing/at/all"],
];

/** Right to left and dark change every rule of style in one go; the narrow ones change the layout. */
const looks: [name: string, query: string, width: number, views: string[]][] = [
    ["light, wide", "theme=light", 1280, views.map(([name]) => name)],
    ["dark, narrow, Chinese", "theme=dark&lang=zh_CN", 375, [
        "my apps", "no administrative access", "store", "an app of the store", "installing, wrong", "details",
        "libraries, all said", "adding a library, mixed", "removing a library",
        "updates", "updating all", "updating images",
        "backups", "adding a place", "saving a password", "scheduling", "restoring", "backing up",
        "details, services", "details, logs", "details, the way back", "changing an app", "editing the files of an app",
        "details of an app in error",
        "uninstalling with data",
    ]],
    ["right to left", "dir=rtl", 900, [
        "my apps", "store", "details", "editing the files of an app", "libraries, all said", "updates", "backups",
    ]],
];

const shots = looks.flatMap(([look, query, width, names]) =>
    views.filter(([name]) => names.includes(name)).map(view => ({ look, query, width, view })));

it.each(shots)("$look: $view.0", async ({ query: look, width, view: [, query, hash, act] }) => {
    complaints.length = 0;
    await page.goto("about:blank");
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${site.url}?${[look, query].filter(Boolean).join("&")}${hash}`);
    await page.locator("main h1").first().waitFor({ state: "attached" });
    await act?.(page);

    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    // Nothing may be cut off at the side.
    expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
});

it("arrows of the tabs go when there is room for all again", async () => {
    const withArrows = page.locator(".pf-v6-c-tabs.pf-m-scrollable");
    await page.goto("about:blank");
    await page.setViewportSize({ width: 300, height: 800 });
    await page.goto(`${site.url}?#/app/blog?tab=services`);
    await withArrows.waitFor();
    await page.setViewportSize({ width: 1280, height: 800 });
    await withArrows.waitFor({ state: "detached" });
});
