// SPDX-License-Identifier: LGPL-2.1-or-later
/** All faults in all phases, a line a cell, and totals. Ends with 1 where something was wrong, or nothing was tried. */
import { parseArgs } from "node:util";
import { lineOf, runCell, type Outcome } from "./cell";
import { faults } from "./faults";
import { faultsOf, operations, runOperation, type Struck } from "./operations";
import { phases } from "./phases";
import { runTrial, trials } from "./trials";
import { updates } from "./updates";
import { openWorld } from "./world";

async function main(): Promise<void> {
    const { values } = parseArgs({ options: {
        root: { type: "string", default: "." },
        rounds: { type: "string", default: "1" },
        fault: { type: "string", default: "" },
        phase: { type: "string", default: "" },
        operation: { type: "string", default: "" },
        trial: { type: "string", default: "" },
    } });
    const world = await openWorld(values.root);
    const outcomes: Outcome[] = [];
    const struck: Struck[] = [];
    let triedTrials = 0;
    let failedTrials = 0;
    try {
        for (let round = 1; round <= Number(values.rounds); round++) {
            console.log(`Round ${round}`);
            for (const fault of faults.filter(({ name }) => name.includes(values.fault))) {
                await fault.prepare?.(world);
                try {
                    for (const phase of phases.filter(name => name.includes(values.phase))) {
                        const outcome = await runCell(world, phase, fault);
                        outcomes.push(outcome);
                        console.log(lineOf(outcome));
                    }
                } finally {
                    await fault.restore?.(world);
                }
            }
            for (const operation of [...operations, ...updates].filter(({ name }) => name.includes(values.operation))) {
                for (const fault of faultsOf(operation).filter(({ name }) => name.includes(values.fault))) {
                    await fault.prepare?.(world);
                    try {
                        const one = await runOperation(world, operation, fault, `struck${round}n${struck.length}`);
                        struck.push(one);
                        console.log(one.line);
                    } finally {
                        await fault.restore?.(world);
                    }
                }
            }
            for (const [at, trial] of trials.entries()) {
                if (!trial.name.includes(values.trial))
                    continue;
                const { line, wrong } = await runTrial(world, trial, `trial${round}n${at}`);
                console.log(line);
                triedTrials++;
                failedTrials += Number(wrong.length > 0);
            }
        }
    } finally {
        await world.close();
    }
    const wrong = outcomes.filter(outcome => outcome.wrong.length > 0);
    const stuck = wrong.filter(isStuck);
    const byThemselves = outcomes.filter(({ end }) => end === "continues").length;
    const wrongOperations = struck.filter(one => one.wrong.length > 0);
    const nothingTried = outcomes.length === 0 && struck.length === 0 && triedTrials === 0;
    console.log(`${outcomes.length} cells: ${byThemselves} continued on their own, ` +
        `${outcomes.length - byThemselves} after a retry; ${stuck.length} stuck, ${wrong.length} wrong`);
    console.log(`${struck.length} operations: ${struck.filter(isStuck).length} stuck, ${wrongOperations.length} wrong, ` +
        `${struck.filter(({ missing }) => missing > 0).length} missing journal lines`);
    console.log(`${triedTrials} other trials: ${failedTrials} wrong`);
    process.exitCode = wrong.length + wrongOperations.length + failedTrials > 0 || nothingTried ? 1 : 0;
}

function isStuck({ wrong }: { wrong: readonly string[] }): boolean {
    return wrong.some(text => text.includes("stuck"));
}

await main();
