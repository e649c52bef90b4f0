// SPDX-License-Identifier: LGPL-2.1-or-later
/** Why a job failed, read from its log, the step that failed and that step's exit code. */
import { signs } from "./cause-signs";
import { causeText, type CauseId, type CauseText } from "./causes";
import { isMeaningless, isNoise, isWarning } from "./log-noise";
import { masked, readableLine } from "./log-text";
import { resticFault, type ResticFault } from "./restic-fault";

export interface Cause {
    id: CauseId;
    /** For `$0` and `$1` of the cause's texts. */
    args: string[];
    /** The lines that show it, at most 20, without passwords. */
    raw: string[];
}

const mostRaw = 20;
const longestRaw = 600;
/** Lines among which those are looked for that repeat each other: each is compared with each. */
const mostLooked = 200;
/** Enough for any message; the rest of a longer line is not looked at. */
const longestLine = 4000;
/** Docker states the cause in its last words. */
const lastWords = 65536;
const runMark = /^--- run\b.*$/gm;

/** `step` is the job's, as in "pull 18". */
export function causeOf(log: string, step: string, exit: number): Cause {
    const lines = allLines(log);
    const telling = lines.filter(line => !isNoise(line));
    const found = step === "definition" ? changed
        : ofRestic(step, exit, telling) ?? findSign(telling) ?? ofStep(step, exit) ?? { id: "unknown", args: [] };
    return { ...found, raw: rawOf(telling.length ? telling : lines.filter(line => !isMeaningless(line))) };
}

/** The job found it by comparing: no line says so, and none can say anything else. */
const changed: Omit<Cause, "raw"> = { id: "definition-changed", args: [] };

const ofFault: Readonly<Record<Exclude<ResticFault, "unknown">, CauseId>> = {
    missing: "restic-missing",
    "too-old": "restic-too-old",
    "wrong-password": "place-password",
    locked: "place-locked",
    "no-space": "place-full",
    "no-repository": "place-gone",
    unreachable: "place-unreachable",
};

/** Of the steps that restic works in, and of the copy before it. */
function ofRestic(step: string, exit: number, lines: readonly string[]): Omit<Cause, "raw"> | undefined {
    if (!["place", "gather", "save", "upload", "restore"].includes(step))
        return undefined;
    const fault = resticFault(exit, lines.join("\n"));
    return fault === "unknown" ? undefined : { id: ofFault[fault], args: [] };
}

/** Compose says this of a registry that refuses connections, too; a daemon that answers does run. */
const unreachable = /Cannot connect to the Docker daemon/;

function findSign(lines: string[]): Omit<Cause, "raw"> | undefined {
    const answered = lines.some(line => line.includes("Error response from daemon:"));
    const told = lines.filter(line => !isWarning(line) && !(answered && unreachable.test(line)));
    for (const [id, pattern] of signs) {
        for (const line of told) {
            const match = pattern.exec(line);
            // Of alternatives with a group each, one has matched.
            if (match)
                return { id, args: match.slice(1).filter(arg => arg !== undefined).map(cleanArgument) };
        }
    }
    return undefined;
}

/** What the step and the code say where the words say nothing. */
function ofStep(step: string, exit: number): Omit<Cause, "raw"> | undefined {
    if (step === "unanswered")
        return { id: "not-answering", args: [String(exit)] };
    if (step === "folder")
        return { id: "folder-missing", args: [] };
    if (exit === 127)
        return { id: "docker-missing", args: [] };
    // 128 + signal. Docker exits with 255, without a message, when its compose plugin was killed.
    if (exit === 255 || exit === 130 || exit === 137 || exit === 143)
        return { id: "killed", args: [] };
    return undefined;
}

function cleanArgument(text: string): string {
    return masked(text.replace(/^["'`]+|["'`:;,.]+$/g, ""));
}

/** Lines of the last run, readable. */
function allLines(log: string): string[] {
    const begin = [...log.matchAll(runMark)].at(-1)?.index ?? 0;
    const tail = log.slice(Math.max(begin, log.length - lastWords));
    const lines = tail.split(/[\r\n]+/).map(line => readableLine(line)?.slice(0, longestLine));
    return lines.filter(line => line !== undefined).filter(line => line.trim() !== "");
}

function rawOf(lines: string[]): string[] {
    const short = lines.slice(-mostLooked).map(line => masked(line.trim()))
        .map(line => line.length > longestRaw ? `${line.slice(0, longestRaw)}…` : line);
    // Compose prints most errors twice: for the service, and at the end.
    return short.filter((line, at) => !short.some((other, later) => later > at && other !== "" && repeats(line, other)))
        .slice(-mostRaw);
}

/** "web Error no such image" says nothing that "Error response from daemon: no such image" does not. */
function repeats(line: string, later: string): boolean {
    const told = later.replace(/^Error response from daemon: /, "");
    return told.length > 10 && line.endsWith(told);
}

/** The cause's texts in the language of `translate` (gettext), with its arguments. */
export function causeWords(cause: Pick<Cause, "id" | "args">, translate: (text: string) => string): CauseText {
    const fill = (text: string) =>
        translate(text).replace(/\$(\d)/g, (_all, index: string) => cause.args[Number(index)] ?? "");
    const { what, next } = causeText(cause.id);
    return { what: fill(what), next: fill(next) };
}
