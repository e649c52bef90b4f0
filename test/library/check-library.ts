// SPDX-License-Identifier: LGPL-2.1-or-later
/** Every version of every app of a library, prepared as on a host that has everything, and again beside the first. */
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { accessOf } from "../../src/apps/access";
import { addressed } from "../../src/apps/address";
import type { Check } from "../../src/apps/install/check";
import type { Host } from "../../src/apps/host/host";
import { prepareInstall } from "../../src/apps/install/prepare";
import { placeholderSecrets } from "../../src/apps/install/secret";
import type { AppDefinition, BrokenReason } from "../../src/library/definition";
import { findApp } from "../../src/library/folder";
import { libraryOf, readCatalogue } from "../../src/library/library";
import { nodeMachine } from "../../src/machine/node";
import { faultsOfAccess } from "./access-faults";
import { besides, emptyHost, hostName, on } from "./empty-host";

const machine = nodeMachine();

/** What came of one app. `clashes` is what keeps a second instance from running beside the first. */
interface Outcome {
    faults: string[];
    clashes: string[];
    summary: string;
}

/** 0 if every released app can be installed, 1 if not, 2 if there is nothing to look at. */
export async function checkLibraries(folders: readonly string[], say: (line: string) => void): Promise<number> {
    const libraries = folders.filter(folder => folder !== "")
        .map(folder => resolve(existsSync(join(folder, "apps")) ? join(folder, "apps") : folder));
    const absent = libraries.find(library => !existsSync(library));
    if (libraries.length === 0 || absent !== undefined) {
        say(absent === undefined ? "Say which: make check-library LIBRARY=<folder>" : `${absent}: no such folder`);
        return 2;
    }
    const { apps, broken } = await readCatalogue(machine, libraries);
    const all = new Set(libraries.flatMap(library => readdirSync(library, { withFileTypes: true })
        .filter(entry => entry.isDirectory() && !entry.name.startsWith(".")).map(({ name }) => name)));
    apps.sort((a, b) => a.name.localeCompare(b.name, "en"));

    const host = await emptyHost(machine);
    const counts = { installs: 0, twice: 0, faulty: 0 };
    const versions = apps.reduce((sum, { editions }) => sum + editions.length, 0);
    for (const { name, reason } of broken)
        say(`broken ${name.padEnd(18)} ${described(reason)}`);
    for (const outcome of await inTurn(apps, availableParallelism(), app => check(app, host))) {
        const { app, result: { faults, clashes, summary } } = outcome;
        const verdict = faults.length > 0 ? "fails" : clashes.length > 0 ? "once" : "twice";
        counts[faults.length > 0 ? "faulty" : "installs"]++;
        counts.twice += faults.length === 0 && clashes.length === 0 ? 1 : 0;
        const words = [summary, ...faults, ...clashes].filter(text => text !== "").join("; ");
        say(`${verdict.padEnd(6)} ${app.name.padEnd(18)} ${words}`);
    }
    const unreleased = all.size - apps.length - broken.length;
    say(`${all.size} folders: ${apps.length} released, ${unreleased} not released, ${broken.length} broken. ` +
        `Of the released ${counts.installs} load, prepare and resolve, ${counts.twice} of them also a second time: ` +
        `${versions} versions in all.`);
    return counts.faulty + broken.length > 0 ? 1 : 0;
}

async function inTurn<T, R>(
    items: readonly T[], atOnce: number, work: (item: T) => Promise<R>,
): Promise<{ app: T, result: R }[]> {
    const results: { app: T, result: R }[] = [];
    const waiting = [...items.entries()];
    await Promise.all(Array.from({ length: atOnce }, async () => {
        for (let next = waiting.shift(); next; next = waiting.shift())
            results[next[0]] = { app: next[1], result: await work(next[1]) };
    }));
    return results;
}

/** Every version that the library offers; what only some of them suffer from is said with their names. */
async function check(app: AppDefinition, host: Host): Promise<Outcome> {
    const versions = app.editions.map(({ version }) => version);
    const outcomes: Outcome[] = [];
    for (const version of versions)
        outcomes.push(await checkVersion(app, version, host));
    const collected = (part: "faults" | "clashes") => {
        const texts = new Set(outcomes.flatMap(outcome => outcome[part]));
        return [...texts].map(text => {
            const concerned = versions.filter((_version, at) => outcomes[at]?.[part].includes(text));
            return concerned.length === versions.length ? text : `${concerned.join(", ")}: ${text}`;
        });
    };
    const count = `${versions.length} ${versions.length === 1 ? "version" : "versions"}`;
    return {
        faults: collected("faults"),
        clashes: collected("clashes"),
        summary: [count, outcomes[0]?.summary].filter(Boolean).join(", "),
    };
}

async function checkVersion(definition: AppDefinition, version: string, host: Host): Promise<Outcome> {
    const app = await findApp(machine, [libraryOf(definition.folder)], definition.name);
    if (!app)
        return { faults: ["changed while it was read"], clashes: [], summary: "" };
    const wish = { version, settings: {}, secrets: placeholderSecrets };
    const first = await prepareInstall(machine, app, { ...wish, id: "firstone" }, on(host));
    const stops = first.checks.filter(({ level }) => level === "stop");
    if (!first.resolved || stops.length > 0)
        return { faults: stops.map(told), clashes: [], summary: "" };
    const beside = besides(host, "firstone", first, first.resolved);
    const second = await prepareInstall(machine, app, { ...wish, id: "secondone" }, beside);
    const access = addressed(accessOf(first.resolved, first.plan.ports), hostName);
    return {
        faults: await faultsOfAccess(machine, { id: "firstone", version, plan: first.plan, access }),
        clashes: second.checks.filter(({ is, level }) => level === "stop" || is === "volume").map(told),
        summary: [
            `${Object.keys(first.resolved.config.services).length} services`,
            access.url || `port ${access.port ?? "none"}`,
            ...first.checks.filter(({ level }) => level === "warn").map(told),
        ].join(", "),
    };
}

/** A check in few words, for who maintains a library. */
function told(check: Check): string {
    switch (check.is) {
    case "port":
        return `port ${check.port}${check.last === undefined ? "" : `-${check.last}`}/${check.protocol}`;
    case "container-name":
        return `container ${check.name}`;
    case "volume":
        return `volume ${check.name}`;
    case "privilege":
        return `${check.what} ${check.detail}`.trim();
    case "library-folder":
        return check.fault ? `${check.fault.is} ${check.fault.file}` : "";
    case "compose-file":
        return check.message;
    default:
        return Object.entries(check).filter(([key]) => key !== "level" && key !== "field")
            .map(([, value]) => String(value)).join(" ");
    }
}

function described(reason: BrokenReason): string {
    return Object.values(reason).join(" ");
}
