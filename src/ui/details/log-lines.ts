// SPDX-License-Identifier: LGPL-2.1-or-later
/** A log as an admin reads it: whole lines, no control sequences, and of a pull what happened, not each kilobyte. */
import { plainText, readableLine } from "../../jobs/log/log-text";
import { readPullLine } from "../../jobs/log/pull-line";

/** Characters that are kept: the end of a log is what one asks for. */
const longest = 500_000;

export interface LogLines {
    /** Whole lines, each with its end. */
    text: string;
    /** The line that has not ended yet, as it came. */
    rest: string;
}

export const noLines: LogLines = { text: "", rest: "" };

/** With the next piece, cut anywhere. `readable` gives a line's words, undefined where it is not worth a line. */
export function added(
    { text, rest }: LogLines, piece: string, readable: (line: string) => string | undefined,
): LogLines {
    const lines = (rest + piece).split("\n");
    const open = lines.pop() ?? "";
    const news = lines.map(line => readable(line.replace(/\r$/, ""))).filter(line => line !== undefined);
    const whole = text + news.map(line => `${line}\n`).join("");
    return { text: cut(whole), rest: open };
}

function cut(text: string): string {
    return text.length <= longest ? text : text.slice(text.indexOf("\n", text.length - longest) + 1);
}

/** A line of a service, as a terminal would leave it: what follows a carriage return stands over what was there. */
export function serviceLine(line: string): string {
    return plainText(line.slice(line.lastIndexOf("\r") + 1));
}

/** A line of the job behind an app; undefined for its own marks, and for a layer that is merely on its way. */
export function jobLine(line: string): string | undefined {
    const read = readPullLine(line);
    return read?.is === "layer" && read.step !== "there" ? undefined : readableLine(line);
}

/** The last lines of a text, without its last line's end. */
export function lastLines(text: string, count: number): string {
    return text.trimEnd().split("\n").slice(-count).join("\n");
}

/** The lines that have the wanted words, whatever their case. */
export function linesWith(text: string, wanted: string): string {
    if (wanted === "")
        return text;
    const words = wanted.toLocaleLowerCase();
    return text.split("\n").filter(line => line.toLocaleLowerCase().includes(words)).join("\n");
}
