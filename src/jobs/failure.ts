// SPDX-License-Identifier: LGPL-2.1-or-later
/** Why a job failed, read from its log, the step that failed and that step's exit code. */
import { signs, weakSigns } from "./cause-signs";
import { causeText, type CauseId, type CauseText } from "./causes";
import { masked, readableLine } from "./log-text";
import { readPullLine } from "./pull-line";

export interface Cause {
    id: CauseId;
    /** For `$0` and `$1` of the cause's texts. */
    args: string[];
    /** The lines that show it, at most 20, without passwords. */
    raw: string[];
}

const mostRaw = 20;
const longestRaw = 600;
/** Enough for any message; the rest of a longer line is not looked at. */
const longestLine = 4000;
/** Docker tells the cause in its last words. */
const lastWords = 65536;
const runMark = /^--- run\b.*$/gm;
/** What compose says of things that go well. */
const verbs = [
    "Creating", "Created", "Starting", "Started", "Recreate", "Recreated", "Waiting", "Healthy", "Running", "Stopping",
    "Stopped", "Removing", "Removed", "Exited", "Pulling", "Pulled",
];
const progressLine = new RegExp(`^\\s*(?:Container|Network|Volume|Image) .* (?:${verbs.join("|")})$`);
const warning = /^time="[^"]*" level=(?:warning|info|debug) /;

/** `step` is the job's, as in "pull 18". */
export function causeOf(log: string, step: string, exit: number): Cause {
    const lines = errorLines(log);
    const found = findSign(lines) ?? ofStep(step, exit) ?? { id: "unknown", args: [] };
    return { ...found, raw: rawOf(lines.length ? lines : allLines(log)) };
}

/** Compose says this of a registry that refuses connections, too; a daemon that answers does run. */
const unreachable = /Cannot connect to the Docker daemon/;

function findSign(lines: string[]): Omit<Cause, "raw"> | undefined {
    const answered = lines.some(line => line.includes("Error response from daemon:"));
    const told = lines.filter(line => !warning.test(line) && !(answered && unreachable.test(line)));
    for (const [id, pattern] of [...signs, ...weakSigns]) {
        for (const line of told) {
            const match = pattern.exec(line);
            if (match)
                return { id, args: match.slice(1).map(arg => cleanArgument(arg ?? "")) };
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
    // 128 + signal. 255 is docker's when its compose plugin was killed: then nobody says a word.
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

/** Those that tell of no progress. */
function errorLines(log: string): string[] {
    return allLines(log).filter(line => {
        const pull = readPullLine(line);
        return !progressLine.test(line) && (pull === undefined || (pull.is === "service" && pull.state === "failed"));
    });
}

function rawOf(lines: string[]): string[] {
    const short = lines.map(line => masked(line.trim()))
        .map(line => line.length > longestRaw ? `${line.slice(0, longestRaw)}…` : line);
    // Compose tells most errors twice: of the service, and at the end.
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
