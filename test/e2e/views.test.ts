// SPDX-License-Identifier: LGPL-2.1-or-later
// Every view and dialog with real apps in it, wide and narrow, light and dark, in two languages and both directions:
// nothing for axe to say, nothing cut off at the side, and a picture of each for the eye. What the host's other states
// look like is seen in test/ui, on a host that is made up.
import { readFileSync } from "node:fs";
import * as z from "zod";
import { openInstallDialog, row, show } from "./app-store";
import { healRegistry, inside, reset, servedBytes, spoilRegistry, write } from "./machine";
import { addNeighbour, neighbourIn, removeNeighbour } from "./neighbour";
import { closeBrowser, frameOf, inSession, openSession, type Session } from "./session";
import { until } from "./until";
import { untranslated } from "./words";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const violation = z.object({
    id: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
});

/** What fades in has its colours only when it is there. */
const settled = `Promise.all(document.getAnimations()
    .filter(one => one.effect?.getComputedTiming().endTime !== Infinity)
    .map(one => one.finished.catch(() => undefined)))
    .then(() => undefined)`;

async function violations({ tab }: Session): Promise<string[]> {
    const frame = frameOf(tab);
    await frame.evaluate(settled);
    await frame.evaluate(axe);
    const found: unknown = await frame.evaluate("axe.run(document).then(({ violations }) => violations)");
    return z.array(violation).parse(found).flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ""}`));
}

interface Look {
    name: string;
    width: number;
    scheme: "light" | "dark";
    direction: "ltr" | "rtl";
}

async function putOn({ tab }: Session, { width, scheme, direction }: Look): Promise<void> {
    await tab.setViewportSize({ width, height: 800 });
    await tab.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const frame = frameOf(tab);
    await frame.evaluate(to => {
        document.documentElement.dir = to;
        // An open menu is positioned again.
        window.dispatchEvent(new Event("resize"));
    }, direction);
    const isDark = scheme === "dark";
    await until(`it is ${scheme}`, () => frame.evaluate(
        dark => document.documentElement.classList.contains("pf-v6-theme-dark") === dark, isDark));
    // PatternFly asks some time after the window has another size.
    await until("tabs have arrows where there is no room for all", () => frame.evaluate(() =>
        Array.from(document.querySelectorAll(".pf-v6-c-tabs")).every(tabs => {
            const list = tabs.querySelector(".pf-v6-c-tabs__list");
            return list && tabs.classList.contains("pf-m-scrollable") === list.scrollWidth > list.clientWidth;
        })));
}

type View = [name: string, open: (session: Session) => Promise<void>, close?: (session: Session) => Promise<void>];

const escape = ({ tab }: Session): Promise<void> => tab.keyboard.press("Escape");

/** The page of "blog", at one of its tabs. */
function details(tab: string, name: string): View {
    return [`details-${tab}`, async session => {
        await show(session, `/app/blog?tab=${tab}`);
        await session.place.getByRole("tab", { name: session.words(name), selected: true }).waitFor();
        await session.place.getByRole("tabpanel").first().waitFor();
    }];
}

const views: View[] = [
    ["my-apps", async session => {
        await show(session, "/");
        await row(session, "blog").has("Running");
        // Its log is read in a moment.
        await row(session, "data").all.getByText(/\d\s?%/).waitFor();
    }],
    ["my-apps-why", async session => {
        await row(session, "letters").all.getByRole("button", { name: session.words("Show why") }).click();
        await row(session, "letters").all.getByRole("group").waitFor();
    }],
    ["my-apps-menu", async session => {
        const { place, words } = session;
        await row(session, "blog").all.getByRole("button", { name: words("More actions for $0", "blog") }).click();
        await place.getByRole("menu").waitFor();
    }, escape],
    ["my-apps-no-match", async ({ place, words }) => {
        await place.getByRole("textbox", { name: words("Search my apps") }).fill("zzz");
        await place.getByText(words("No app matches")).waitFor();
    }, ({ place, words }) => place.getByRole("button", { name: words("Clear the filter") }).click()],
    ["store", async session => {
        await show(session, "/store");
        await session.place.getByRole("link", { name: "WordPress" }).waitFor();
        // They come after the words, those in sight first.
        await until("the logos are there", () => frameOf(session.tab).evaluate(() => {
            const images = [...document.querySelectorAll<HTMLImageElement>(".am-card img")].slice(0, 4);
            return images.length > 0 && images.every(image => image.complete && image.naturalWidth > 0);
        }));
    }],
    ["libraries", async session => {
        await addLibraries();
        await show(session, "/libraries");
        await session.place.getByRole("heading", { level: 2, name: session.words("Built-in") }).waitFor();
        await session.place.getByRole("listitem").filter({ hasText: "/srv/team/apps" }).first().waitFor();
    }],
    ["library-add", async ({ place, words }) => {
        await place.getByRole("button", { name: words("Add a library") }).click();
        const dialog = place.getByRole("dialog", { name: words("Add a library") });
        await dialog.getByRole("textbox", { name: words("Folder") }).fill("/srv/other");
        await dialog.getByText(words("$0 app is not offered, because a library added before it has it too.", "1")).waitFor();
    }, escape],
    ["library-wrong", async ({ place, words }) => {
        await place.getByRole("button", { name: words("Add a library") }).click();
        const dialog = place.getByRole("dialog", { name: words("Add a library") });
        await dialog.getByRole("textbox", { name: words("Folder") }).fill("srv");
        await dialog.getByText(words("Enter the path of a folder of this server. It begins with a slash.")).waitFor();
    }, escape],
    ["library-remove", async ({ place, words }) => {
        await place.getByRole("button", { name: words("Remove the library $0", "/srv/team/apps") }).click();
        await place.getByRole("dialog", { name: words("Remove this library?") }).waitFor();
    }, async session => {
        await escape(session);
        await removeLibraries();
    }],
    ["store-app", async session => {
        await show(session, "/store/wordpress");
        await session.place.getByRole("heading", { level: 1, name: "WordPress" }).waitFor();
    }],
    ["install", async session => {
        const dialog = await openInstallDialog(session, "WordPress");
        const button = dialog.getByRole("button", { name: session.words("Install"), exact: true });
        await until("it can be installed", () => button.isEnabled());
    }],
    ["install-wrong", async ({ place, words }) => {
        const dialog = place.getByRole("dialog");
        await dialog.getByRole("textbox").nth(1).fill("9090");
        await dialog.getByRole("button", { name: /9091/ }).waitFor();
        await dialog.getByRole("textbox", { name: words("Name"), exact: true }).fill("My Blog");
        await dialog.getByText(words("Use lowercase letters.")).waitFor();
        // What is wrong with the port is still said.
        await dialog.getByRole("button", { name: /9091/ }).waitFor();
    }, escape],
    details("overview", "Overview"),
    details("services", "Services"),
    details("logs", "Logs"),
    details("settings", "Settings"),
    details("compose", "Compose file"),
    ["details-error", async session => {
        await show(session, "/app/letters");
        await session.place.getByRole("heading", { level: 1, name: "letters" }).waitFor();
    }],
    ["uninstall", async session => {
        const { place, words } = session;
        await show(session, "/");
        await row(session, "cache").choose("Uninstall");
        await place.getByRole("dialog", { name: words("Uninstall $0?", "cache") }).waitFor();
    }],
    ["uninstall-delete", async ({ place, words }) => {
        await place.getByRole("radio", { name: words("Delete the data") }).check();
        await place.getByRole("textbox", { name: words("Type $0 to confirm", "cache") }).waitFor();
    }, escape],
];

/** Two libraries of an admin's own, with an app that both have, and a folder that can't be used; one is in the list. */
async function addLibraries(): Promise<void> {
    await inside("sh", "-c", `
        for library in /srv/team/apps /srv/other; do mkdir -p "$library" && cp -r "$1/redis" "$library/"; done
        mkdir -p /srv/team/apps/half`, "add-libraries", "/usr/share/cockpit/appmanage/library/apps");
    await write("/etc/appmanage.json", JSON.stringify({ libraries: ["/srv/team/apps"] }));
}

async function removeLibraries(): Promise<void> {
    await inside("rm", "-rf", "/srv/team", "/srv/other", "/etc/appmanage.json");
}

/** An app in each of the states that last: running, stopped, failed, pulling, queued. */
async function settle(): Promise<void> {
    await reset({ images: true });
    await inside("sh", "-c", "docker images -q postgres | xargs -r docker rmi --force");
    await addNeighbour();
    const session = await openSession({ path: "/neighbour" });
    const { call } = await neighbourIn(session.tab);
    const install = async (name: string, as: string, version: string, status: string): Promise<void> => {
        const request = { app_name: name, customer_app_name: as, app_version: version };
        expect((await call("AppInstall", request)).body).toEqual({ ResponseData: { app_id: as } });
        await until(`${as}: ${status}`, async () =>
            JSON.stringify((await call("AppStatus", { app_id: as })).body).includes(`"status":"${status}"`), 90_000);
    };
    await install("wordpress", "blog", "7.1.0", "running");
    await install("redis", "cache", "8.10.1", "running");
    await call("AppStop", { app_id: "cache" });
    // The registry has no such image.
    const ghost = "sed -n \"s/^W9_VERSION='\\(.*\\)'/\\1/p\" /usr/share/cockpit/appmanage/library/apps/ghost/.env";
    await install("ghost", "letters", (await inside("sh", "-c", ghost)).trim(), "error");
    const before = await servedBytes();
    await spoilRegistry({ bytesPerSecond: 4_000_000 });
    await install("postgresql", "data", "18.6", "pulling");
    // Long enough to have come somewhere, and then too slow to end while we look.
    await until("a good part is pulled", async () => await servedBytes() - before > 25_000_000);
    await spoilRegistry({ bytesPerSecond: 200_000 });
    await install("mariadb", "shop", "12.3.2", "queuing");
    await closeBrowser();
    await removeNeighbour();
}

beforeAll(settle, 180_000);
afterAll(async () => {
    await healRegistry();
    await removeLibraries();
    await reset({ images: true });
}, 60_000);

/** All that stands on the page, and what is only heard. */
function textsOn({ tab }: Session): Promise<string[]> {
    return frameOf(tab).evaluate(() => {
        const texts: string[] = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            if (walker.currentNode.parentElement?.closest("script, pre") === null)
                texts.push(walker.currentNode.textContent ?? "");
        }
        for (const name of ["aria-label", "title", "placeholder", "aria-valuetext"]) {
            for (const element of document.querySelectorAll(`[${name}]`))
                texts.push(element.getAttribute(name) ?? "");
        }
        return texts;
    });
}

function lookAtAll(session: Session, looks: Look[]): Promise<void> {
    return views.reduce(async (before, [name, open, close]) => {
        await before;
        await open(session);
        for (const look of looks) {
            await putOn(session, look);
            await session.picture(`${name}-${look.name}`);
            expect({ view: name, look: look.name, violations: await violations(session) })
                    .toEqual({ view: name, look: look.name, violations: [] });
            const isCutOff = await frameOf(session.tab).evaluate(() =>
                document.documentElement.scrollWidth > window.innerWidth);
            expect(isCutOff).toBe(false);
        }
        if (session.words.language !== "en") {
            expect({ view: name, english: untranslated(await textsOn(session)) })
                    .toEqual({ view: name, english: [] });
        }
        await close?.(session);
        await session.verify();
    }, Promise.resolve());
}

describe("in English", () => {
    inSession({}, step => {
        step("every view: light and wide, dark and narrow, right to left", session => lookAtAll(session, [
            { name: "en-light-wide", width: 1280, scheme: "light", direction: "ltr" },
            { name: "en-dark-narrow", width: 375, scheme: "dark", direction: "ltr" },
            { name: "en-rtl", width: 1280, scheme: "light", direction: "rtl" },
        ]), 240_000);
    });
});

describe("in Chinese", () => {
    inSession({ language: "zh_CN" }, step => {
        step("every view: dark and wide, light and narrow", session => lookAtAll(session, [
            { name: "zh-dark-wide", width: 1280, scheme: "dark", direction: "ltr" },
            { name: "zh-light-narrow", width: 375, scheme: "light", direction: "ltr" },
        ]), 240_000);
    });
});
