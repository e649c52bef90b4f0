// SPDX-License-Identifier: LGPL-2.1-or-later
/** Random operations by several sessions on a few apps, and what must be true when they are over. */
import { call } from "../../src/api/call";
import type { Context } from "../../src/apps/context";
import { resumeJobs } from "../../src/apps/resume";
import { survey } from "../../src/jobs/folder";
import { isOver } from "../../src/jobs/job";
import { mortal, type Mortal } from "./mortal";

export interface Storm {
    /** One session: another one is another browser. */
    context(): Context;
    /** Apps that the operations are about; no other app has such a name. */
    ids: readonly string[];
    /** App of the library, and its version. */
    app: { name: string, version: string };
    /** Of the random numbers: the same seed asks for the same operations. */
    seed: number;
    count: number;
}

export interface Weathered {
    /** How often each answer was given, by operation. */
    answers: Map<string, number>;
    /** Answers that no operation may give. */
    wrong: string[];
}

/** Numbers from 0 to 1 that are the same for the same seed: mulberry32. */
function random(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6D2B79F5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

interface Step {
    operation: string;
    body: Record<string, unknown>;
    /** Milliseconds after which the page is killed that asks for it. */
    killed?: number;
}

const sessions = 3;
const kills = 2;

/** Installations are as many as uninstallations, so that there is something to do. */
const asks = [
    "AppInstall", "AppInstall", "AppInstall", "AppStop", "AppStart", "AppRestart", "AppRetry", "AppCancel", "AppRestore",
    "AppUninstall", "AppUninstall",
] as const;

function steps({ ids, app, seed, count }: Storm): Step[] {
    const next = random(seed);
    const oneOf = <T>(values: readonly T[]): T => {
        const value = values[Math.floor(next() * values.length)];
        if (value === undefined)
            throw new Error("nothing to choose from");
        return value;
    };
    const all = Array.from({ length: count }, (): Step => {
        const operation = oneOf(asks);
        const id = oneOf(ids);
        switch (operation) {
        case "AppInstall":
            return { operation, body: { app_name: app.name, customer_app_name: id, app_version: app.version } };
        case "AppUninstall":
            return { operation, body: { app_id: id, purge: next() < 0.5 } };
        default:
            return { operation, body: { app_id: id } };
        }
    });
    // In the middle of what takes some time.
    const long = all.filter(({ operation }) => ["AppInstall", "AppRestart", "AppUninstall"].includes(operation));
    for (let kill = 1; kill <= kills; kill++) {
        const step = long[Math.floor(long.length * kill / (kills + 1))];
        if (step)
            step.killed = 100 + next() * 1400;
    }
    return all;
}

/** What another session may have made impossible. */
const refusals = new Set([
    "APP.NotExis", "APP.Busy", "APP.NotBusy", "Param.CustomerAppName.Repeat", "Param.CustomerAppName.Wait", "APP.DataGone",
]);

export async function storm(weather: Storm): Promise<Weathered> {
    const all = steps(weather);
    const answers = new Map<string, number>();
    const wrong: string[] = [];
    const count = (what: string) => answers.set(what, (answers.get(what) ?? 0) + 1);
    await Promise.all(Array.from({ length: sessions }, async (_, session) => {
        let page = openPage(weather);
        for (const step of all.filter((_step, at) => at % sessions === session)) {
            const killer = step.killed === undefined ? undefined : setTimeout(() => { void page.kill(); }, step.killed);
            const { body } = await call(page.context, step.operation, { Version: "1.0", Language: "en" }, step.body);
            clearTimeout(killer);
            const code = body.Error?.Code ?? "ok";
            if (page.isDead()) {
                count(`${step.operation} killed`);
                page = openPage(weather);
                await resumeJobs(page.context);
                continue;
            }
            const isCanceled = body.Error?.Detail?.endsWith(": canceled") === true;
            count(`${step.operation} ${isCanceled ? "canceled" : code}`);
            if (code !== "ok" && !isCanceled && !refusals.has(code))
                wrong.push(`${step.operation} ${JSON.stringify(step.body)}: ${code} ${body.Error?.Detail ?? ""}`);
        }
    }));
    const { machine, paths } = weather.context();
    await calm(weather.context());
    // A name that was claimed by a page that was killed is given back after two minutes.
    const older = "for mark in \"$1\"/jobs/*/claimed; do [ ! -e \"$mark\" ] || echo 'earlier 0' >\"$mark\"; done";
    await machine.run(["sh", "-c", older, "older", paths.root]);
    await calm(weather.context());
    return { answers, wrong };
}

function openPage({ context }: Storm): Mortal & { context: Context } {
    const opened = context();
    const page = mortal(opened.machine);
    return { ...page, context: { ...opened, machine: page.machine } };
}

/** Until no job is at work; what was interrupted is resumed, and finishes as well. */
async function calm(context: Context): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
        const { jobs } = await survey(context.machine, context.paths.root);
        const open = [...jobs.values()].filter(({ phase }) => !isOver(phase));
        if (open.every(({ alive }) => !alive)) {
            await resumeJobs(context);
            if (open.length === 0)
                return;
        }
        await new Promise(resolve => setTimeout(resolve, 300));
    }
    throw new Error("stuck: jobs are still at work");
}
