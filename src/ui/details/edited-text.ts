// SPDX-License-Identifier: LGPL-2.1-or-later
/** A file's text as a text area has it, and back; and what an error says of it. */
import type { Failure } from "../ask";

/** Text areas know one kind of line end. */
export function shownText(text: string): string {
    return text.replace(/\r\n?/g, "\n");
}

/** With the line ends that `original` has. */
export function savedText(shown: string, original: string): string {
    return original.includes("\r\n") ? shown.replaceAll("\n", "\r\n") : shown;
}

export type EditedFile = "compose" | "env";

export const fileNames = { compose: "docker-compose.yml", env: ".env" } as const;

export interface FileFault {
    file: EditedFile;
    /** What is wrong, in the words of who found it. */
    words: string;
    /** From 1, undefined where none is named. */
    line: number | undefined;
}

/** Undefined for an error of something else. */
export function faultIn({ Code, Detail = "" }: Failure): FileFault | undefined {
    if (Code === "Param.Settings.FormatError")
        return { file: "env", words: Detail, line: undefined };
    const [, name, words = ""] = /^(docker-compose\.yml|\.env): ([^]*)$/.exec(Detail) ?? [];
    if (Code !== "Param.Files.FormatError" || name === undefined)
        return undefined;
    const line = /\bline (\d{1,6})\b/.exec(words)?.[1];
    return { file: name === ".env" ? "env" : "compose", words, line: line === undefined ? undefined : Number(line) };
}

/** Where a line begins and ends, for a selection. */
export function lineRange(text: string, line: number): [start: number, end: number] {
    const before = text.split("\n").slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
    const start = Math.min(before, text.length);
    const end = text.indexOf("\n", start);
    return [start, end < 0 ? text.length : end];
}
