// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the page leaves on the host when it is closed. */
import type { Bench } from "./bench-host";
import type { Figure } from "./figure";

export async function idleFigures({ appliance, open }: Bench): Promise<Figure[]> {
    const processes = async () => new Set((await appliance.sh("ps -e -o pid=,args=")).split("\n")
        .map(line => line.trim()).filter(line => line !== "" && !line.includes("ps -e -o pid=")));
    const browser = await open();
    try {
        const other = await browser.tab("system/services.html");
        await other.locator("#services-list, .services-list").first().waitFor();
        const before = await processes();
        const tab = await browser.tab("appmanage/index.html#/store");
        await tab.locator("[data-app]").first().waitFor();
        await tab.goto(tab.url().replace("#/store", "#/"));
        await new Promise(resolve => setTimeout(resolve, 2000));
        await tab.close();
        await new Promise(resolve => setTimeout(resolve, 3000));
        const after = [...await processes()].filter(line => !before.has(line));
        return [{
            what: "processes on the host with the page closed and nothing to do",
            reference: "",
            measured: after.join(", "),
            measuredReference: "",
            value: after.length,
            unit: "processes",
            bar: { atMost: 0 },
            samples: 1,
        }];
    } finally {
        await browser.close();
    }
}
