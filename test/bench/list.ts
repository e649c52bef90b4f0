// SPDX-License-Identifier: LGPL-2.1-or-later
/** The list of apps as there are more and more of them, under Node and in the browser. */
import * as z from "zod";
import type { Bench } from "./bench-host";
import { eventFigures } from "./event";
import { countFigure, milliseconds, ratioFigure, type Figure } from "./figure";
import { pairShape } from "./inside";
import { appName, mostRunning } from "./inside/fleet-name";
import { measureInBrowser } from "./list-in-browser";
import { growth, median, type Pair } from "./statistics";

const counts = [10, 100, 300] as const;

export async function listFigures(bench: Bench): Promise<Figure[]> {
    const { appliance, core, rounds } = bench;
    await appliance.sh("docker pull -q busybox:1.37");
    const figures: Figure[] = [];
    const pairs = new Map<number, Pair>();
    let there = 0;
    for (const count of counts) {
        await core.measure(z.null(), "grow", there, count);
        there = count;
        // A list asks more of what started in the last ten seconds: it might be a crash loop.
        await new Promise(resolve => setTimeout(resolve, count <= mostRunning ? 11_000 : 0));
        const pair = await core.measure(pairShape, "list", 2 * rounds, count);
        pairs.set(count, pair);
        if (count === 100)
            figures.push(
                ratioFigure(
                    "`AppList`, 100 apps with 300 containers, under Node", "`GET /containers/json?all=1`", pair, 1.5),
                ratioFigure(
                    "the same through Cockpit in the browser", "the same by `cockpit.http`",
                    await measureInBrowser(bench), 1.5),
                countFigure(
                    "lists that opening My apps asks docker for, 100 apps", "lists",
                    await core.measure(z.number(), "lists"), 1),
                composeFigure(await core.measure(pairShape, "compose-ps", rounds, count), count),
                ...await eventFigures(
                    bench, appName(50), `${appName(50)}-web-1`, "an event in docker until the row has changed, 100 apps"));
    }
    const processes = await core.measure(z.array(z.number()), "processes", rounds, there);
    return [...figures, growthFigure(pairs), processFigure(processes)];
}

/** A loop is as many calls as there are apps. */
function composeFigure({ subject, reference }: Pair, count: number): Figure {
    const loop = median(reference) * count;
    return {
        what: "`AppList`, 100 apps",
        reference: "a loop of `docker compose ps` over them, by the median of one call",
        measured: milliseconds(median(subject)),
        measuredReference: milliseconds(loop),
        value: loop / median(subject),
        unit: "times",
        bar: { atLeast: 50 },
        samples: subject.length,
    };
}

function growthFigure(pairs: ReadonlyMap<number, Pair>): Figure {
    const of = (which: keyof Pair) => growth(new Map([...pairs].map(([count, pair]) => [count, pair[which]])));
    const [ours, bare] = [of("subject"), of("reference")];
    return {
        what: `\`AppList\` from ${counts[0]} to ${counts.at(-1) ?? 0} apps, for each one more`,
        reference: "the bare question's growth",
        measured: `${ours.toFixed(3)} ms`,
        measuredReference: `${bare.toFixed(3)} ms`,
        value: ours / bare,
        unit: "times",
        bar: { atMost: 1.2 },
        samples: Math.min(...[...pairs.values()].map(({ subject }) => subject.length)),
    };
}

function processFigure(processes: readonly number[]): Figure {
    return {
        what: "processes that an `AppList` of 300 apps starts",
        reference: "",
        measured: "",
        measuredReference: "",
        value: median(processes),
        unit: "processes",
        bar: { atMost: 1 },
        samples: processes.length,
    };
}
