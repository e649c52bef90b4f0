// SPDX-License-Identifier: LGPL-2.1-or-later
/** Chromium with an admin logged in to the appliance's Cockpit; pages are opened without the shell around them. */
import { chromium, type Page } from "playwright-core";
import type { Appliance } from "../faults/appliance";

export interface BenchBrowser {
    /** A new tab. `path` is below Cockpit's packages: "system/services.html". */
    tab(path: string): Promise<Page>;
    /** Milliseconds from the navigation until so many elements are painted; nothing is in the browser's cache. */
    openCold(path: string, selector: string, count: number): Promise<number>;
    close(): Promise<void>;
}

declare global {
    interface Window {
        /** Calls back when what is in the document now has been painted. */
        afterPaint(painted: () => void): void;
    }
}

/** In every page from its very beginning. */
function addAfterPaint(): void {
    window.afterPaint = painted => {
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            // A message that is sent while a frame is made comes when it is done.
            port1.onmessage = painted;
            port2.postMessage(null);
        });
    };
}

function watchForOpened([selector, count]: readonly [string, number]): void {
    const observer = new MutationObserver(() => {
        if (document.querySelectorAll(selector).length < count)
            return;
        observer.disconnect();
        window.afterPaint(() => performance.mark("opened"));
    });
    observer.observe(document, { childList: true, subtree: true });
}

export async function openBrowser(appliance: Appliance): Promise<BenchBrowser> {
    const { address, user, password } = appliance.state();
    const browser = await chromium.launch({
        executablePath: "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"],
    });
    try {
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
        context.setDefaultTimeout(60_000);
        // Cockpit remembers who had administrative access the last time.
        await context.addInitScript(key => { window.localStorage.setItem(key, "any"); }, `superuser:${user}`);
        await context.addInitScript(addAfterPaint);
        const url = (path: string) => `${address}/cockpit/@localhost/${path}`;
        const login = await context.newPage();
        await login.goto(url("system/index.html"));
        await login.locator("#login-user-input").fill(user);
        await login.locator("#login-password-input").fill(password);
        await login.locator("#login-button").click();
        await login.locator("#login-button").waitFor({ state: "detached" });
        return {
            async tab(path) {
                const tab = await context.newPage();
                await tab.goto(url(path));
                return tab;
            },
            async openCold(path, selector, count) {
                const tab = await context.newPage();
                const devtools = await context.newCDPSession(tab);
                await devtools.send("Network.clearBrowserCache");
                await tab.addInitScript(watchForOpened, [selector, count] as const);
                await tab.goto(url(path), { waitUntil: "commit" });
                await tab.waitForFunction(() => performance.getEntriesByName("opened").length > 0);
                const time = await tab.evaluate(() => performance.getEntriesByName("opened")[0]?.startTime ?? NaN);
                await tab.close();
                return time;
            },
            close: () => browser.close(),
        };
    } catch (error) {
        await browser.close();
        throw error;
    }
}
