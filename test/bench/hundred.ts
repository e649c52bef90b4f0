// SPDX-License-Identifier: LGPL-2.1-or-later
/** A hundred small apps installed by the three operations and running at once: how long it takes, and what the page is like. */
import { execFileSync } from "node:child_process";
import * as z from "zod";
import { bringLibrary } from "../faults/apps";
import type { Bench } from "./bench-host";
import { eventFigures } from "./event";
import { ratioFigure, type Figure } from "./figure";
import { smallName } from "./inside/fleet-name";
import { byTurns, median } from "./statistics";

const count = 100;
const shape = z.object({ untilAllRun: z.number(), bare: z.array(z.number()) });

export async function hundredFigures(bench: Bench): Promise<Figure[]> {
    const { root, appliance, core, rounds, open } = bench;
    const library = await bringLibrary(
        appliance, execFileSync("tar", ["-C", `${root}/test/bench/library/apps`, "-c", "."]));
    await appliance.sh("docker pull -q busybox:1.37");
    const { untilAllRun, bare } = await core.measure(shape, "hundred", Math.ceil(rounds / 2), count, library);
    const browser = await open();
    try {
        const opened = await byTurns(
            rounds,
            () => browser.openCold("appmanage/index.html", "[data-app]", count),
            () => browser.openCold("system/services.html", "#services-list tr, .services-list li", 5));
        const id = smallName(50);
        return [
            {
                ...ratioFigure(
                    "100 small apps asked for at once, until the last one runs",
                    "100 times `docker compose up -d --wait` of one",
                    { subject: [untilAllRun], reference: [median(bare) * count] }, 1.15),
                samples: bare.length,
            },
            ratioFigure("opening My apps, those 100 running, cold", "Cockpit's own Services page", opened, 1),
            ...await eventFigures(bench, id, `${id}-web-1`, "an event in docker until the row has changed, those 100 running"),
        ];
    } finally {
        await browser.close();
    }
}
