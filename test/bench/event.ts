// SPDX-License-Identifier: LGPL-2.1-or-later
/** From a Docker event until the app's row is repainted. Browser and appliance share one clock. */
import type { Page } from "playwright-core";
import type { Appliance } from "../faults/appliance";
import type { Bench } from "./bench-host";
import { timeFigure, type Figure } from "./figure";

/** Notes when the row was last painted with something new, in milliseconds since 1970. */
function watchRow(id: string): void {
    const list = document.querySelector(".am-apps");
    const target = list ?? document.body;
    new MutationObserver(changes => {
        const isOfRow = changes.some(({ target: node }) =>
            (node instanceof Element ? node : node.parentElement)?.closest(`[data-app="${id}"]`));
        if (!isOfRow || target.hasAttribute("data-painted"))
            return;
        window.afterPaint(() => {
            target.setAttribute("data-painted", String(performance.timeOrigin + performance.now()));
        });
    }).observe(target, { childList: true, subtree: true, characterData: true, attributeFilter: ["class"] });
}

/* Arguments: from when, until when, the event, the container. Prints when it was, in nanoseconds since 1970. */
const eventScript = `
docker events --since "$1" --until "$2" --filter "event=$3" --filter "container=$4" --format '{{.TimeNano}}'
`;

export async function eventFigures(
    { appliance, rounds, open }: Bench, app: string, container: string, what: string,
): Promise<Figure[]> {
    const browser = await open();
    try {
        const tab = await browser.tab("appmanage/index.html");
        await tab.locator(`[data-app="${app}"]`).waitFor();
        await tab.evaluate(watchRow, app);
        const samples: number[] = [];
        while (samples.length < rounds) {
            // What was killed runs again in the end.
            for (const [command, event] of [["kill", "die"], ["start", "start"]] as const)
                samples.push(await change(appliance, tab, container, command, event));
        }
        return [timeFigure(what, "", samples, 300)];
    } finally {
        await browser.close();
    }
}

async function change(
    appliance: Appliance, tab: Page, container: string, command: string, event: string,
): Promise<number> {
    const seconds = () => (Date.now() / 1000).toFixed(3);
    await tab.evaluate(() => document.querySelector("[data-painted]")?.removeAttribute("data-painted"));
    const since = seconds();
    await appliance.sh("docker \"$1\" \"$2\"", command, container);
    await tab.locator("[data-painted]").waitFor({ state: "attached" });
    const painted = Number(await tab.locator("[data-painted]").getAttribute("data-painted"));
    const happened = await appliance.sh(eventScript, since, seconds(), event, container);
    // The page looks a second time at what has just started.
    await tab.waitForTimeout(300);
    return painted - Number(happened.trim().split("\n")[0]) / 1e6;
}
