// SPDX-License-Identifier: LGPL-2.1-or-later
/** One cell of the table: an app in a phase, a fault, and what becomes of the app. */
import { belongings, install, pause, remove, retry, watchStatus, within, word, type Seen } from "./apps";
import type { Fault } from "./faults";
import { openPage, type Page } from "./page";
import { finishedLayers, holderOf, reach, type Phase, type World } from "./phases";

export interface Outcome {
    phase: Phase;
    fault: string;
    /** Empty where all went as it must. */
    wrong: string[];
    /** "continues", or the reason of an error that a retry cured. */
    end: string;
    course: string;
    /** Seconds from docker's return until the app ran. */
    seconds: number;
    /** Bytes of finished layers: what they are, and what was pulled of them again. */
    layers: { finished: number, again: number } | undefined;
}

/** What the app's status must have become, after docker is back. */
const soon = 10_000;
/** Until it runs, once nothing hinders it. */
const late = 90_000;

let count = 0;

export async function runCell(world: World, phase: Phase, fault: Fault): Promise<Outcome> {
    const { appliance, registry, context } = world;
    const id = `cell${++count}`;
    const before = await belongings(appliance);
    const wrong: string[] = [];
    const outcome: Outcome = { phase, fault: fault.name, wrong, end: "", course: "", seconds: 0, layers: undefined };
    let page: Page | undefined;
    let seen: Seen | undefined;
    try {
        if (fault.page)
            page = await openPage(appliance);
        const asking = page;
        await registry.forget();
        await reach(world, phase, id, asking
            ? name => asking.call("AppInstall", { app_name: "slowstart", customer_app_name: name, app_version: "2" })
            : name => install(context, name));
        const finished = phase === "pulling" ? await layersOf(world, id) : undefined;
        await registry.forget();

        seen = watchStatus(context, id);
        await pause(500);
        if (page)
            await fault.page?.(page, world);
        await fault.strike?.(world, id);
        const begin = Date.now();
        await within(soon, () => isSettled(seen));
        if (word(seen.latest) === "?" || word(seen.latest) === "stop" || word(seen.latest) === "gone")
            wrong.push(`${word(seen.latest)} after ${soon / 1000} s`);

        await fault.heal?.(world);
        // What was slow enough to be struck need not be slow any more.
        await registry.heal();
        const { end, retried } = await finish(world, id, seen, wrong);
        outcome.end = end;
        const errors = seen.course.filter(status => status === "error").length;
        if (errors > retried + Number(fault.untilPageOpens ?? false))
            wrong.push("a false error");
        outcome.seconds = (Date.now() - begin) / 1000;
        if (phase === "queued")
            await finishHolder(world, holderOf(id), wrong);
        if (finished) {
            outcome.layers = await pulledAgain(world, finished);
            if (outcome.layers.again > 0.05 * outcome.layers.finished && !fault.losesLayers)
                wrong.push("finished layers are pulled again");
        }
    } catch (error) {
        wrong.push(error instanceof Error ? error.message : String(error));
        await fault.heal?.(world);
    }
    await seen?.end();
    await page?.close();
    outcome.course = seen?.course.join(" ") ?? "";
    try {
        await remove(context, id);
        if (phase === "queued")
            await remove(context, holderOf(id));
        const left = await belongings(appliance);
        if (left !== before)
            wrong.push(`left behind: ${difference(left, before)}`);
    } catch (error) {
        wrong.push(`removing: ${error instanceof Error ? error.message : String(error)}`);
    }
    return outcome;
}

function isSettled(seen: Seen | undefined): boolean {
    const now = word(seen?.latest);
    return now === "error" || now === "running";
}

/** Until the app runs, on its own or after one retry. */
async function finish(
    world: World, id: string, seen: Seen, wrong: string[],
): Promise<{ end: string, retried: number }> {
    let end = "continues";
    let retried = 0;
    const isDone = async () => {
        if (seen.latest !== undefined && seen.latest !== "gone" && seen.latest.status === "error") {
            const reason = JSON.stringify(seen.latest.reason);
            const length = seen.course.length;
            await pause(2000);
            if (seen.course.length > length)
                return false;
            if (retried++ > 0) {
                wrong.push(`error after a retry: ${reason}`);
                return true;
            }
            end = reason;
            await retry(world.context, id);
            await within(3000, () => word(seen.latest) !== "error");
        }
        return word(seen.latest) === "running" && await isHealthy(world, id);
    };
    if (await within(late, isDone) === undefined)
        wrong.push(`stuck: ${word(seen.latest)}`);
    return { end, retried };
}

/** The other app of the queue was struck as well: it ends somewhere, too. */
async function finishHolder(world: World, id: string, wrong: string[]): Promise<void> {
    const seen = watchStatus(world.context, id);
    await within(2000, () => seen.latest !== undefined);
    const said: string[] = [];
    await finish(world, id, seen, said);
    await seen.end();
    wrong.push(...said.map(text => `the one before it: ${text}`));
}

export async function isHealthy({ appliance }: World, id: string): Promise<boolean> {
    const states = await appliance.sh(
        "docker ps --filter \"label=com.docker.compose.project=$1\" --format '{{.Status}}'", id);
    return states.trim().split("\n").filter(state => state.includes("(healthy)")).length === 2;
}

/** Bytes of the finished layers, by digest. */
async function layersOf({ appliance, registry }: World, id: string): Promise<Map<string, number>> {
    const finished = await finishedLayers(appliance, id);
    const blobs = Object.entries(await registry.served());
    return new Map(blobs.flatMap(([digest, { bytes }]) =>
        finished.includes(digest.slice("sha256:".length, "sha256:".length + 12)) ? [[digest, bytes]] : []));
}

async function pulledAgain(
    { registry }: World, finished: Map<string, number>,
): Promise<NonNullable<Outcome["layers"]>> {
    const blobs = await registry.served();
    const sum = (values: number[]) => values.reduce((one, other) => one + other, 0);
    return {
        finished: sum([...finished.values()]),
        again: sum([...finished.keys()].map(digest => blobs[digest]?.bytes ?? 0)),
    };
}

function difference(after: string, before: string): string {
    const known = new Set(before.split("\n"));
    const now = new Set(after.split("\n"));
    return [
        ...[...now].filter(line => !known.has(line)).map(line => `+${line}`),
        ...[...known].filter(line => !now.has(line)).map(line => `-${line}`),
    ].join(", ");
}

export function lineOf({ phase, fault, wrong, end, course, seconds, layers }: Outcome): string {
    const again = layers
        ? `; of ${kilobytes(layers.finished)} of finished layers ${kilobytes(layers.again)} again`
        : "";
    const verdict = wrong.length > 0 ? `WRONG: ${wrong.join("; ")}` : "ok";
    return `${phase.padEnd(9)}${fault.padEnd(30)}${verdict}  ${end}, ${seconds.toFixed(0)} s${again}  [${course}]`;
}

function kilobytes(bytes: number): string {
    return `${Math.round(bytes / 1000)} kB`;
}
