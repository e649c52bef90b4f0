// SPDX-License-Identifier: LGPL-2.1-or-later
import { readPullLine } from "../../src/jobs/log/pull-line";

/** Layers that docker has pulled for good in the latest run of a job's log, by the first digits of their digests. */
export function finishedIn(log: string): string[] {
    const run = log.slice(Math.max(0, log.lastIndexOf("--- run")));
    const lines = run.split("\n").map(readPullLine);
    return [...new Set(lines.flatMap(line => line?.is === "layer" && line.step === "there" ? [line.id] : []))];
}
