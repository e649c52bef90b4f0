// SPDX-License-Identifier: LGPL-2.1-or-later
/** All measurements in their order, each group on an appliance without apps. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openAppliance } from "../faults/appliance";
import { openBrowser } from "./browser";
import { changeFigures } from "./change";
import { doorFigures } from "./doors";
import { hundredFigures } from "./hundred";
import { idleFigures } from "./idle";
import { installFigures } from "./install";
import { bringCore } from "./inside";
import { listFigures } from "./list";
import { holds, tableOf, type Figure } from "./figure";
import { sizeFigures } from "./size";
import { storeFigures } from "./store";
import type { Bench } from "./bench-host";

const groups = {
    size: sizeFigures, store: storeFigures, idle: idleFigures, install: installFigures, change: changeFigures,
    hundred: hundredFigures, list: listFigures, doors: doorFigures,
};

interface Measured { figures: Figure[], failures: string[] }

/** A group that fails takes no figure of the others with it. */
async function measure(bench: Bench, only: string): Promise<Measured> {
    const figures: Figure[] = [];
    const failures: string[] = [];
    for (const [name, group] of Object.entries(groups)) {
        if (!name.includes(only))
            continue;
        const begin = Date.now();
        try {
            script(bench.root, "reset");
            figures.push(...await group(bench));
        } catch (error) {
            failures.push(`${name}: ${String(error)}`);
        }
        console.error(`${name}: ${Math.round((Date.now() - begin) / 1000)} s`);
    }
    return { figures, failures };
}

function script(root: string, name: "run" | "stop" | "reset"): void {
    execFileSync(join(root, "test", "machine", name), { stdio: ["ignore", "ignore", "inherit"] });
}

async function main(): Promise<void> {
    const { values } = parseArgs({ options: {
        root: { type: "string", default: "." },
        rounds: { type: "string", default: "20" },
        only: { type: "string", default: "" },
        keep: { type: "boolean", default: false },
    } });
    const { root } = values;
    const machine = {
        processor: cpus()[0]?.model ?? "", cores: cpus().length, gigabytes: Math.round(totalmem() / 1024 ** 3),
        node: process.version, loadBefore: loadavg()[0] ?? 0,
    };
    script(root, "run");
    try {
        const appliance = openAppliance(root);
        const core = await bringCore(appliance);
        const bench = { root, appliance, rounds: Number(values.rounds), core, open: () => openBrowser(appliance) };
        const { figures, failures } = await measure(bench, values.only);
        const all = { date: new Date().toISOString(), machine: { ...machine, loadAfter: loadavg()[0] ?? 0 }, figures };
        writeFileSync(join(root, "test", "output", "bench.json"), JSON.stringify(all, null, 2) + "\n");
        console.log(tableOf(figures));
        const { processor, cores, gigabytes } = machine;
        const missed = figures.filter(figure => !holds(figure));
        console.log(`${cores} × ${processor}, ${gigabytes} GB; load ${machine.loadBefore.toFixed(1)} before, ` +
            `${all.machine.loadAfter.toFixed(1)} after. ` +
            `${figures.length - missed.length} of ${figures.length} within their bars.`);
        failures.forEach(failure => console.error(failure));
        process.exitCode = missed.length + failures.length > 0 || figures.length === 0 ? 1 : 0;
    } finally {
        if (!values.keep)
            script(root, "stop");
    }
}

await main();
