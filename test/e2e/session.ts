// SPDX-License-Identifier: LGPL-2.1-or-later
/** A user in front of a browser, logged in to Cockpit, with our page open. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Frame, type FrameLocator, type Page } from "playwright-core";
import { unused } from "../../build/patternfly";
import { listenTo, type Complaints } from "./complaints";
import { journal, machine } from "./machine";
import { wordsOf, type Language, type Words } from "./words";

const output = join(__dirname, "..", "output");
const screenshots = join(output, "screenshots");

export interface Visit {
    user?: "admin" | "guest";
    /** Administrative access from the start, as Cockpit remembers it for a user who had it the last time. */
    administrative?: boolean;
    language?: Language;
    width?: number;
    scheme?: "light" | "dark";
    /** What to open after the login, within Cockpit. */
    path?: string;
}

/** Where things of our page are looked for. */
export type Place = Pick<FrameLocator, "getByRole" | "getByText" | "getByLabel" | "locator">;

export interface Session {
    /** The browser's tab, with Cockpit's shell in it. */
    tab: Page;
    context: BrowserContext;
    /** Our page within the shell. */
    place: Place;
    words: Words;
    complaints: Complaints;
    /** Keeps a picture of what the tab shows. */
    picture(name: string): Promise<void>;
    /** Throws where anything complained, or something is on the page whose style does not ship. */
    verify(): Promise<void>;
    close(): Promise<void>;
}

/** Cockpit's own words for what a user does there. */
const limitedAccess = { en: "Limited access", zh_CN: "受限访问" };

let browser: Promise<Browser> | undefined;

/** One browser for all sessions of a test file: each has its own cookies. */
function theBrowser(): Promise<Browser> {
    browser ??= chromium.launch({
        executablePath: process.env.APPMANAGE_TEST_BROWSER || "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"],
    });
    return browser;
}

export async function closeBrowser(): Promise<void> {
    await (await browser)?.close();
    browser = undefined;
}

export async function openSession(visit: Visit = {}): Promise<Session> {
    const { user = "admin", administrative = true, language = "en", width = 1280, scheme = "light" } = visit;
    const context = await (await theBrowser()).newContext({
        viewport: { width, height: 800 },
        colorScheme: scheme,
        locale: "en-US",
    });
    context.setDefaultTimeout(30_000);
    const complaints = listenTo(context);
    if (language !== "en")
        await context.addCookies([{ name: "CockpitLang", value: "zh-cn", url: machine.address }]);

    const tab = await context.newPage();
    await tab.goto(machine.address + (visit.path ?? "/appmanage"));
    // Cockpit's own memory of who had administrative access.
    if (administrative)
        await tab.evaluate(key => window.localStorage.setItem(key, "any"), `superuser:${machine.user}`);
    await logIn(tab, user);
    const session = sessionIn(context, tab, complaints, wordsOf(language));
    if (visit.path === undefined)
        await session.place.getByRole("main").waitFor();
    return session;
}

export async function logIn(tab: Page, user: "admin" | "guest"): Promise<void> {
    const [name, password] = user === "admin"
        ? [machine.user, machine.password]
        : [machine.guest, machine.guestPassword];
    await tab.locator("#login-user-input").fill(name);
    await tab.locator("#login-password-input").fill(password);
    await tab.locator("#login-button").click();
    await tab.locator("#login-button").waitFor({ state: "detached" });
}

/** Asks the shell for administrative access, as a user does. */
export async function becomeAdministrator({ tab, words }: Session): Promise<void> {
    await tab.getByRole("button", { name: limitedAccess[words.language] }).click();
    const dialog = tab.getByRole("dialog");
    await dialog.locator("input[type=password]").fill(machine.password);
    await dialog.locator("button.pf-m-primary").click();
    await dialog.waitFor({ state: "detached" });
}

function sessionIn(context: BrowserContext, tab: Page, complaints: Complaints, words: Words): Session {
    const place = tab.frameLocator("iframe[name$='/appmanage']");
    return {
        tab,
        context,
        place,
        words,
        complaints,
        picture: name => takePicture(tab, name),
        async verify() {
            const unstyled = await unstyledIn(tab);
            const said = complaints.list();
            complaints.forget();
            if (said.length + unstyled.length > 0)
                throw new Error(`The browser complained:\n${[...said, ...unstyled].join("\n")}`);
        },
        close: () => context.close(),
    };
}

async function takePicture(tab: Page, name: string): Promise<void> {
    await mkdir(screenshots, { recursive: true });
    await tab.screenshot({ path: join(screenshots, `${name}.png`), animations: "disabled" });
}

/** Our page's own document, for what can't be asked for by role and name. */
export function frameOf(tab: Page): Frame {
    const frame = tab.frames().find(one => one.url().includes("/appmanage/index.html"));
    if (frame === undefined)
        throw new Error("our page is not open");
    return frame;
}

/** Classes of our page whose styles are not in the bundle. */
async function unstyledIn(tab: Page): Promise<string[]> {
    const frame = tab.frames().find(one => one.url().includes("/appmanage/index.html"));
    const classes = await frame?.evaluate(() =>
        [...new Set([...document.querySelectorAll("[class]")].flatMap(element => [...element.classList]))]) ?? [];
    return classes.filter(one => unused.test(one)).map(one => `a class without style: ${one}`);
}

/** What helps to understand a failure: what the tab showed, and what the machine did meanwhile. */
async function keepEvidence({ tab }: Session, test: string): Promise<void> {
    const name = `failed-${test.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 80)}`;
    await takePicture(tab, name);
    await writeFile(join(screenshots, `${name}.journal`), await journal());
}

export type Step = (what: string, tell: (session: Session) => Promise<void>, milliseconds?: number) => void;

/**
 * The tests of a file that one user makes in one session, in this order. A test that fails leaves a picture and the
 * machine's journal; one in which the browser complained has failed.
 */
export function inSession(visit: Visit, tell: (step: Step) => void): void {
    let session: Session | undefined;
    beforeAll(async () => {
        session = await openSession(visit);
    }, 90_000);
    afterAll(closeBrowser, 20_000);
    tell((what, told, milliseconds = 90_000) => {
        test(what, async () => {
            if (session === undefined)
                throw new Error("there is no session");
            try {
                await told(session);
                await session.verify();
            } catch (error) {
                await keepEvidence(session, expect.getState().currentTestName ?? what);
                // Often the cause.
                session.complaints.list().forEach(complaint => console.error(complaint));
                throw error;
            }
        }, milliseconds);
    });
}
