// SPDX-License-Identifier: LGPL-2.1-or-later
/** The store with 400 apps: opened, and searched. */
import * as z from "zod";
import type { Bench } from "./bench-host";
import type { BenchBrowser } from "./browser";
import { ratioFigure, timeFigure, type Figure } from "./figure";
import { byTurns } from "./statistics";

const apps = 400;

/** In the page: notes when it was last painted with something new since the key went down. */
function watchLetters(): void {
    document.addEventListener("keydown", event => {
        document.body.dataset.down = String(event.timeStamp);
    }, { capture: true });
    new MutationObserver(() => {
        window.afterPaint(() => {
            document.body.dataset.painted = String(performance.now());
        });
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
}

/** Milliseconds from the key until the shelves are painted with what is found. */
async function measureLetters(browser: BenchBrowser, rounds: number): Promise<number[]> {
    const tab = await browser.tab("appmanage/index.html#/store");
    await tab.locator(".am-card").nth(apps - 1).waitFor();
    const field = tab.locator(".am-toolbar input");
    await field.focus();
    await tab.evaluate(watchLetters);
    const samples: number[] = [];
    for (let round = 0; round <= rounds; round++) {
        await tab.keyboard.press("abcdefghijklmnoprstuwy".charAt(round % 22));
        await tab.waitForTimeout(400);
        const took = await tab.evaluate(() =>
            Number(document.body.dataset.painted) - Number(document.body.dataset.down));
        if (!(took > 0))
            throw new Error("nothing was painted after a letter");
        if (round > 0)
            samples.push(took);
        await field.fill("");
        await tab.locator(".am-card").nth(apps - 1).waitFor();
        await tab.waitForTimeout(200);
    }
    return samples;
}

export async function storeFigures(bench: Bench): Promise<Figure[]> {
    await bench.core.measure(z.null(), "library", apps);
    const browser = await bench.open();
    try {
        const opened = await byTurns(
            bench.rounds,
            () => browser.openCold("appmanage/index.html#/store", ".am-card", apps),
            () => browser.openCold("system/services.html", "#services-list tr, .services-list li", 5));
        return [
            ratioFigure("opening the Store, 400 apps, cold", "Cockpit's own Services page", opened, 1),
            timeFigure("a letter typed in the Store's search, 400 apps, until painted", "a frame: 17 ms",
                await measureLetters(browser, bench.rounds), 50),
        ];
    } finally {
        await browser.close();
    }
}
