// SPDX-License-Identifier: LGPL-2.1-or-later
/** A browser with a page of another package, which calls our interface by `../appmanage/api.js`. */
import { chromium, type Browser, type Page as Tab } from "playwright-core";
import * as z from "zod";
import type { Appliance } from "./appliance";

const answer = z.object({
    status: z.number(),
    body: z.looseObject({ Error: z.looseObject({ Code: z.string() }).optional() }),
});

export interface Page {
    /** Rejects where the answer is an error. */
    call(operation: string, body: Record<string, string | boolean>): Promise<void>;
    closeTab(): Promise<void>;
    logOut(): Promise<void>;
    close(): Promise<void>;
}

const html = `<!DOCTYPE html>
<html><head><title>faults</title>
<script src="../base1/cockpit.js"></script>
<script src="../appmanage/api.js"></script>
</head><body><main></main></body></html>`;

export async function bringPage(appliance: Appliance): Promise<void> {
    const folder = "/usr/local/share/cockpit/faults";
    await appliance.write(`${folder}/manifest.json`, JSON.stringify({ name: "faults", version: 0 }));
    await appliance.write(`${folder}/index.html`, html);
}

export async function openPage(appliance: Appliance): Promise<Page> {
    const { address, user, password } = appliance.state();
    const browser = await chromium.launch({
        executablePath: "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"],
    });
    try {
        const tab = await logIn(browser, `${address}/cockpit/@localhost/faults/index.html`, user, password);
        return {
            async call(operation, body) {
                const script = `appmanage.call(${JSON.stringify(operation)},
                    { Version: "1.0", Language: "en" }, ${JSON.stringify(body)})`;
                const said = answer.parse(await tab.evaluate(script));
                if (said.status !== 200)
                    throw new Error(`${operation}: ${JSON.stringify(said.body.Error)}`);
            },
            closeTab: () => tab.close(),
            async logOut() {
                await tab.evaluate("void cockpit.logout(true)");
                await tab.locator("#login-user-input").waitFor();
            },
            close: () => browser.close(),
        };
    } catch (error) {
        await browser.close();
        throw error;
    }
}

async function logIn(browser: Browser, url: string, user: string, password: string): Promise<Tab> {
    const context = await browser.newContext();
    // Cockpit remembers who had administrative access the last time.
    await context.addInitScript(key => { window.localStorage.setItem(key, "any"); }, `superuser:${user}`);
    const tab = await context.newPage();
    await tab.goto(url);
    await tab.locator("#login-user-input").fill(user);
    await tab.locator("#login-password-input").fill(password);
    await tab.locator("#login-button").click();
    await tab.locator("main").waitFor({ state: "attached" });
    return tab;
}
