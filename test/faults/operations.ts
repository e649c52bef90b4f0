// SPDX-License-Identifier: LGPL-2.1-or-later
/** Operations on an installed app, hit by a fault while their job is at work: each finishes on its own. */
import { call } from "../../src/api/call";
import { installApp } from "../../src/apps/install/install";
import { restoreApp } from "../../src/apps/lifecycle";
import { resumeJobs } from "../../src/apps/resume";
import { readState } from "../../src/apps/status/state";
import { survey } from "../../src/jobs/folder";
import { isOver, type Phase } from "../../src/jobs/job";
import { MachineError } from "../../src/machine/machine";
import { belongings, pause, remove, root, statusNow, watchStatus, within, word, type Seen } from "./apps";
import { isHealthy } from "./cell";
import { faults, type Fault } from "./faults";
import { openPage, type Page } from "./page";
import type { World } from "./phases";

export interface Operation {
    name: string;
    asks: "AppStop" | "AppStart" | "AppRestart" | "AppUninstall" | "AppUpdate";
    /** Its parameters beside the app's id. */
    with?: Readonly<Record<string, string | boolean>>;
    /** In which phase of its job it is struck. */
    phase: Phase;
    /** By which faults, where that is not all of them. */
    faults?: readonly string[];
    /** Before it is asked for. */
    prepare?(world: World): Promise<void>;
    /** What differs from what was asked for, once the job is over. */
    check(world: World, id: string, data: string): Promise<string[]>;
}

/** States of the app's containers, in one line. */
async function containersOf({ appliance }: World, id: string): Promise<string> {
    const states = await appliance.sh(
        "docker ps -a --filter \"label=com.docker.compose.project=$1\" --format '{{.State}}' | sort | xargs", id);
    return states.trim();
}

export async function differs(what: string, value: string | undefined, wanted: string): Promise<string[]> {
    return Promise.resolve(value === wanted ? [] : [`${what}: ${value ?? "none"} instead of ${wanted}`]);
}

async function wishOf({ context }: World, id: string): Promise<string | undefined> {
    return (await readState(context)).records[id]?.wish;
}

/** A digest of what the app wrote when it started for the first time. */
async function dataOf({ appliance }: World, id: string): Promise<string> {
    const digest = await appliance.sh(`
        cd "$(docker volume inspect --format '{{.Mountpoint}}' "$1_data")" && tar --sort=name -c first many | sha256sum`, id);
    return digest.trim();
}

/** Works, with the data that it had. */
export async function runs(world: World, id: string, data: string): Promise<string[]> {
    const isUp = async () =>
        word(await statusNow(world.context, id)) === "running" && await isHealthy(world, id);
    const isRunning = await within(60_000, isUp) !== undefined;
    return [
        ...isRunning ? [] : [`stuck: ${word(await statusNow(world.context, id))}`],
        ...await differs("wish", await wishOf(world, id), "running"),
        ...await differs("data", await dataOf(world, id), data),
    ];
}

async function isStopped(world: World, id: string, data: string): Promise<string[]> {
    return [
        ...await differs("status", word(await statusNow(world.context, id)), "stop"),
        ...await differs("wish", await wishOf(world, id), "stopped"),
        ...await differs("containers", await containersOf(world, id), "exited exited"),
        ...await differs("data", await dataOf(world, id), data),
    ];
}

async function isKept(world: World, id: string, data: string): Promise<string[]> {
    const { appliance, context } = world;
    const networks = await appliance.sh("docker network ls --format '{{.Name}}' | grep -wF -e \"$1\" || true", id);
    const folder = await appliance.sh(`ls ${root}/apps/"$1"`, id);
    const wrong = [
        ...await differs("wish", await wishOf(world, id), "uninstalled"),
        ...await differs("containers", await containersOf(world, id), ""),
        ...await differs("networks", networks.trim(), ""),
        ...folder.includes("docker-compose.yml") ? [] : ["the folder is empty"],
        ...await differs("data", await dataOf(world, id), data),
    ];
    await restoreApp(context, id, false);
    return [...wrong, ...(await runs(world, id, data)).map(text => `restored: ${text}`)];
}

async function isGone(world: World, id: string): Promise<string[]> {
    await resumeJobs(world.context);
    const left = (await belongings(world.appliance)).split("\n").filter(line => line.match(/\w+/g)?.includes(id));
    return [
        ...await differs("record", word(await statusNow(world.context, id)), "gone"),
        ...await differs("left behind", left.join(", "), ""),
    ];
}

export const operations: readonly Operation[] = [
    { name: "stop", asks: "AppStop", phase: "stopping", check: isStopped },
    { name: "start", asks: "AppStart", phase: "starting", check: runs },
    { name: "restart", asks: "AppRestart", phase: "stopping", check: runs },
    { name: "uninstall, data kept", asks: "AppUninstall", with: { purge: false }, phase: "removing", check: isKept },
    { name: "uninstall, data deleted", asks: "AppUninstall", with: { purge: true }, phase: "removing", check: isGone },
];

const striking = ["tab closed", "logged out", "dockerd killed -9", "power cut"];

export function faultsOf({ faults: names = striking }: Operation): readonly Fault[] {
    return faults.filter(({ name }) => names.includes(name));
}

/** Undefined where there is no job, or the appliance is away. */
async function phaseOf({ context }: World, id: string): Promise<Phase | undefined> {
    try {
        return (await survey(context.machine, root)).jobs.get(id)?.phase;
    } catch (error) {
        if (error instanceof MachineError)
            return undefined;
        throw error;
    }
}

/** What the journal says of the operation; a line for each time. */
async function journal({ appliance }: World, { asks }: Operation, id: string): Promise<string[]> {
    const lines = await appliance.sh("journalctl -t appmanage -o cat --no-pager");
    return lines.split("\n").filter(line => line.includes(`operation=${asks} `) && `${line} `.includes(` app=${id} `));
}

const headers = { Version: "1.0", Language: "en" };

/** Asks as the page or the core does, and does not wait: who asked may be gone before there is an answer. */
function ask(world: World, page: Page | undefined, { asks, with: more }: Operation, id: string): Promise<unknown> {
    const body = { app_id: id, ...more };
    return page
        ? page.call(asks, body).catch((error: unknown) => error)
        : call(world.context, asks, headers, body);
}

/** An app that runs or, to be started, is stopped; answers what its data is. */
async function bring(world: World, { asks }: Operation, id: string): Promise<string> {
    const { context } = world;
    await world.registry.heal();
    await installApp(context, {
        app_name: "slowstop", customer_app_name: id, app_version: "1", settings: () => ({}),
    });
    const isUp = async () => word(await statusNow(context, id)) === "running" && await isHealthy(world, id);
    if (await within(90_000, isUp) === undefined)
        throw new Error(`${id} is ${word(await statusNow(context, id))} instead of running`);
    if (asks === "AppStart")
        await call(context, "AppStop", headers, { app_id: id });
    return dataOf(world, id);
}

export interface Struck {
    /** Empty where all went as it must. */
    wrong: string[];
    /** Journal lines. */
    missing: number;
    line: string;
}

async function strike(
    world: World, operation: Operation, fault: Fault, id: string, page: Page | undefined,
): Promise<{ seen: Seen, answer: Promise<unknown> }> {
    await operation.prepare?.(world);
    const answer = ask(world, page, operation, id);
    if (await within(60_000, async () => await phaseOf(world, id) === operation.phase) === undefined)
        throw new Error(`never ${operation.phase}, but ${await phaseOf(world, id) ?? "without a job"}`);
    const seen = watchStatus(world.context, id);
    if (page)
        await fault.page?.(page, world);
    await fault.strike?.(world, id);
    return { seen, answer };
}

export async function runOperation(world: World, operation: Operation, fault: Fault, id: string): Promise<Struck> {
    const wrong: string[] = [];
    let missing = 0;
    let page: Page | undefined;
    let seen: Seen | undefined;
    let seconds = 0;
    const before = await belongings(world.appliance);
    try {
        const data = await bring(world, operation, id);
        // An earlier run may have had an app of this name.
        const earlier = (await journal(world, operation, id)).length;
        page = fault.page ? await openPage(world.appliance) : undefined;
        const struck = await strike(world, operation, fault, id, page);
        seen = struck.seen;
        const begin = Date.now();
        const phase = await phaseOf(world, id);
        // What has ended before it was struck proves nothing.
        if (phase && isOver(phase) && fault.page)
            wrong.push("struck too late");
        if (fault.heal) {
            await pause(3000);
            await fault.heal(world);
        }
        await world.registry.heal();
        const isDone = async () => {
            const now = await phaseOf(world, id);
            return now !== undefined && isOver(now);
        };
        if (fault.untilRepair)
            await resumeJobs(world.context);
        if (await within(150_000, isDone) === undefined)
            wrong.push(`stuck: ${await phaseOf(world, id) ?? "without a job"}`);
        seconds = (Date.now() - begin) / 1000;
        wrong.push(...await operation.check(world, id, data));
        await seen.end();
        if (seen.course.includes("error"))
            wrong.push("a false error");
        const lines = (await journal(world, operation, id)).slice(earlier);
        missing = Number(lines.length === 0);
        if (lines.length !== 1 || !lines[0]?.endsWith(" result=ok"))
            wrong.push(`journal: ${lines.join(" | ") || "no line"}`);
        // A page that is gone never answers; the core's caller must not be left waiting either.
        if (!page)
            await struck.answer;
    } catch (error) {
        wrong.push(error instanceof Error ? error.message : String(error));
    }
    await seen?.end();
    await page?.close();
    try {
        await remove(world.context, id);
        if (await belongings(world.appliance) !== before)
            wrong.push("left something behind");
    } catch (error) {
        wrong.push(`removing: ${error instanceof Error ? error.message : String(error)}`);
    }
    const verdict = wrong.length > 0 ? `WRONG: ${wrong.join("; ")}` : "ok";
    const course = seen?.course.join(" ") ?? "";
    return {
        wrong, missing,
        line: `${operation.name.padEnd(25)}${fault.name.padEnd(26)}${verdict}  ${seconds.toFixed(0)} s  [${course}]`,
    };
}
