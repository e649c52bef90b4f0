// SPDX-License-Identifier: LGPL-2.1-or-later
/** Asks restic about a place, and tells what its failures mean. */
import { masked, plainText } from "../../jobs/log/log-text";
import { isOutOfTime, resticFault, type ResticFault } from "../../jobs/log/restic-fault";
import { parseJson } from "../../machine/json";
import { MachineError } from "../../machine/machine";
import { joined, runScript } from "../../machine/script";
import * as z from "../../machine/zod";
import type { Context } from "../context";
import { OperationError, type Problem, type ProblemCode } from "../problem";
import resticScript from "../../jobs/run/restic.sh";
import runResticScript from "./run-restic.sh";

const codes: Readonly<Record<ResticFault, ProblemCode>> = {
    missing: "Backup.ResticMissing",
    "too-old": "Backup.ResticTooOld",
    "wrong-password": "Backup.WrongPassword",
    locked: "Backup.Locked",
    "no-space": "Backup.NoSpace",
    "no-repository": "Backup.NoRepository",
    unreachable: "Backup.Unreachable",
    unknown: "Backup.Failed",
};

/** What the failure of a run of restic means. `stderr` may have anything: nothing secret gets into the detail. */
export function problemOf(status: number, stderr: string): Problem {
    const said = wordsOf(stderr);
    const code = codes[resticFault(status, stderr)];
    switch (code) {
    case "Backup.ResticMissing":
    case "Backup.ResticTooOld":
        return { code };
    default: {
        const late = isOutOfTime(status) && said === "" ? "no answer in time" : "";
        const detail = said || late || `restic: exit status ${status}`;
        return { code, detail };
    }
    }
}

const mostLines = 6;
const mostCharacters = 1500;

/** With `--json` newer versions say their errors in JSON. */
const spoken = z.object({
    message: z.optional(z.string()),
    error: z.optional(z.object({ message: z.optional(z.string()) })),
});

/** Without what comes of being stopped, repetitions, and the location, which the caller knows. */
const noise = [
    /^Is there a repository at the following location\?\n.*$/gm,
    /^signal \w+ received, cleaning up$/gm,
    /^(subprocess ssh: )?Warning: Permanently added .*$/gm,
    /^(\w+\([^)\n]*\)|\w+) (returned error, retrying after \S+|failed): /gm,
];

function wordsOf(stderr: string): string {
    const text = stderr.slice(-64 * 1024).split("\n").map(line => {
        const said = line.startsWith("{") ? spoken.safeParse(parseJson(line)).data : undefined;
        return said?.message ?? said?.error?.message ?? line;
    }).join("\n");
    const plain = text.split("\n").map(plainText).join("\n");
    const lines = noise.reduce((rest, pattern) => rest.replace(pattern, ""), plain).split("\n").map(line => masked(line.trim()));
    const told = [...new Set(lines)].filter(line => line !== "");
    const reasons = told.filter(line => !line.endsWith(": context canceled"));
    return (reasons.length > 0 ? reasons : told).slice(-mostLines).join("\n").slice(0, mostCharacters);
}

/** What restic prints. Throws its problem. */
export async function restic(
    { machine, paths }: Context, folder: string, argv: readonly string[], seconds: number,
): Promise<string> {
    try {
        const { status, stdout, stderr } = await runScript(machine, "run-restic", joined(resticScript, runResticScript), {
            args: [paths.resticCache, folder, String(seconds), ...argv],
            // restic gets some seconds to end by itself.
            seconds: seconds + 10,
        });
        if (status !== 0)
            throw problemError(problemOf(status, stderr));
        return stdout;
    } catch (error) {
        if (error instanceof MachineError && error.problem === "timeout")
            throw new OperationError("Backup.Unreachable", error.message);
        throw error;
    }
}

export function problemError({ code, detail }: Problem): OperationError {
    return new OperationError(code, detail);
}
