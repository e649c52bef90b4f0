// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the registries answered when they were asked last: the file that check-tags.sh writes. */
import { parseJson } from "../../machine/json";
import { MachineError, type Machine } from "../../machine/machine";
import * as z from "../../machine/zod";
import type { Paths } from "../paths";

/** Why a registry did not say which image a tag stands for. */
export const askingProblems = ["no-answer", "no-access", "no-tag", "limited"] as const;

const time = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/));
const answer = z.union([
    z.object({ time, digest: z.string().check(z.regex(/^sha256:[0-9a-f]{64}$/)) }),
    z.object({ time, problem: z.enum(askingProblems) }),
]);
const file = z.object({ time, tags: z.record(z.string(), z.unknown()) });

/** About one tag; `time` in ISO 8601. */
export type Answer = z.infer<typeof answer>;

export interface Answers {
    /** When the last check ended, ISO 8601; null before the first. */
    time: string | null;
    /** By the reference as the compose file has it. */
    tags: ReadonlyMap<string, Answer>;
}

const none: Answers = { time: null, tags: new Map() };

/** Bytes. A thousand tags have 300 KB. */
const largest = 1024 ** 2;

/** A file that can't be used counts as none: the next check writes it anew. */
export async function readAnswers(machine: Machine, paths: Paths): Promise<Answers> {
    try {
        return answersIn(await machine.read(`${paths.images}/answers.json`, { bytes: largest }) ?? "");
    } catch (error) {
        if (error instanceof MachineError && error.problem === "failed")
            return none;
        throw error;
    }
}

export function answersIn(text: string): Answers {
    const parsed = file.safeParse(parseJson(text));
    if (!parsed.success)
        return none;
    const tags = Object.entries(parsed.data.tags).flatMap(([reference, value]): [string, Answer][] => {
        const { data } = answer.safeParse(value);
        return data === undefined ? [] : [[reference, data]];
    });
    return { time: parsed.data.time, tags: new Map(tags) };
}
