// SPDX-License-Identifier: LGPL-2.1-or-later
/** Three sessions at once, on eight apps: whatever they ask for, records, docker and the disk agree afterwards. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../../src/apps/context";
import { pathsBelow } from "../../src/apps/paths";
import { nodeMachine } from "../../src/machine/node";
import { remove } from "../faults/apps";
import { inconsistencies, leftovers } from "../faults/consistency";
import { storm } from "../faults/storm";

const scratch = mkdtempSync(join(tmpdir(), "storm-"));
const prefix = `storm${process.pid}x`;
const ids = Array.from({ length: 8 }, (_, at) => `${prefix}${at}`);
const isOurs = (id: string) => id.startsWith(prefix);
const seed = Number(process.env.APPMANAGE_STORM_SEED ?? Date.now() % 1_000_000);

const context = (): Context => ({
    machine: nodeMachine(), user: "root", paths: pathsBelow(join(scratch, "data")), configurationFile: "",
    shippedLibraries: [join(__dirname, "../faults/library/apps")], hostName: "localhost",
});

afterAll(async () => {
    for (const id of ids)
        await remove(context(), id);
    rmSync(scratch, { recursive: true, force: true });
}, 60_000);

test("agrees with docker after random operations by three sessions", async () => {
    const { answers, wrong } = await storm({
        context, ids, app: { name: "quick", version: "1.36" }, seed, count: 120,
    });
    const told = `APPMANAGE_STORM_SEED=${seed}: ${[...answers].map(([what, count]) => `${what} ${count}`).sort().join(", ")}`;
    process.stdout.write(`${told}\n`);
    expect([...wrong, ...await inconsistencies(context(), isOurs)].map(text => `${text} (${told})`)).toEqual([]);
    // A storm in which everything is refused proves nothing. Which of the others get their chance is left to chance.
    const done = (...operations: string[]) => operations.reduce((sum, one) => sum + (answers.get(`${one} ok`) ?? 0), 0);
    expect(done("AppInstall")).toBeGreaterThan(0);
    expect(done("AppUninstall")).toBeGreaterThan(0);
    expect(done("AppStop", "AppStart", "AppRestart", "AppRetry", "AppCancel", "AppRestore")).toBeGreaterThan(0);

    for (const id of ids)
        await remove(context(), id);
    expect(await leftovers(context(), isOurs)).toEqual([]);
}, 300_000);
