// SPDX-License-Identifier: LGPL-2.1-or-later
/** Some cells of the table that `make check-faults` runs whole, and some of its trials. */
import { join } from "node:path";
import { lineOf, runCell } from "../faults/cell";
import { faults } from "../faults/faults";
import type { Phase } from "../faults/phases";
import { runTrial, trials } from "../faults/trials";
import { openWorld, type OpenWorld } from "../faults/world";
import { flavour } from "../machine/state";

let world: OpenWorld | undefined;

function theWorld(): OpenWorld {
    if (world === undefined)
        throw new Error("there is no test machine");
    return world;
}

beforeAll(async () => {
    world = await openWorld(join(__dirname, "..", ".."));
}, 60_000);
afterAll(() => world?.close(), 60_000);

test.each<[Phase, string]>([
    ["creating", "bridge killed -9"],
    ["creating", "job's shell killed -9"],
    ["pulling", "docker compose killed -9"],
    ["starting", "dockerd killed -9"],
    ["pulling", "power cut"],
])("%s, %s", async (phase, name) => {
    const fault = faults.find(one => one.name === name);
    if (fault === undefined)
        throw new Error(`no such fault: ${name}`);
    const outcome = await runCell(theWorld(), phase, fault);
    console.log(lineOf(outcome));
    expect(outcome.wrong).toEqual([]);
    if (fault.page) {
        const trail = await theWorld().appliance.sh("journalctl -t appmanage -o cat --no-pager");
        expect(trail).toMatch(/^user=admin operation=AppInstall app=(cell\d+) name=slowstart version=2 result=ok$/m);
        expect(trail).toMatch(/^job app=cell\d+ kind=install result=ok$/m);
    }
    if (name === "power cut")
        expect(outcome.layers?.again).toBeLessThanOrEqual(0.05 * (outcome.layers?.finished ?? 0));
}, 180_000);

// On the other flavours the smoke cancels.
const named = flavour === "stock"
    ? ["cancelled while pulling", "cancelled while creating", "an address and a disk that come after Docker"]
    : [];
for (const name of named) {
    test(name, async () => {
        const trial = trials.find(one => one.name === name);
        if (trial === undefined)
            throw new Error(`no such trial: ${name}`);
        const { line, wrong } = await runTrial(theWorld(), trial, name.replace(/\W/g, "").slice(0, 19));
        console.log(line);
        expect(wrong).toEqual([]);
    }, 180_000);
}
