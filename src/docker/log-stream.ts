// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * What a container prints, as the engine sends it with `timestamps=1`: frames of stdout and stderr, each headed by its
 * stream (1 byte), three zeros and its length (4 bytes, big-endian). A container with a terminal has no frames but the
 * bare text. Each entry begins with its time; a line of more than 16 KiB is several entries, the last of which ends it.
 */

export interface LogLine {
    /** Docker's own, RFC 3339 with nanoseconds; "" where it told none. */
    time: string;
    text: string;
    /** The line is longer; the rest is left out. */
    isCut: boolean;
}

/** The last entry that was read, and how many had its time: reading continues behind them. */
export interface LogPosition {
    time: string;
    entries: number;
}

export interface LogReader {
    /** Takes the engine's bytes, cut anywhere; bad UTF-8 becomes U+FFFD. Returns the lines that they complete. */
    read(chunk: Uint8Array): LogLine[];
    /** The run is over: what has no line end is a line, too. */
    end(): LogLine[];
    /** The next bytes are those of a new answer, which begins with the time of `position`. */
    restart(): void;
    /** Undefined as long as nothing was read. */
    position(): LogPosition | undefined;
    /** Entries read so far. */
    count(): number;
}

/** Characters of a line that are kept: a browser lays out no more of them in one frame. */
export const longestLine = 20_000;

const headLength = 8;
/** Docker's copier cuts lines here. */
const entryLength = 16 * 1024;
const longestStamp = 36;
const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const space = 0x20;
const lineEnd = 0x0a;

interface OpenLine {
    decoder: TextDecoder;
    time: string;
    text: string;
    isBegun: boolean;
    /** It was handed on as far as it is kept; the rest is skipped. */
    isCut: boolean;
}

const newLine = (): OpenLine => ({ decoder: new TextDecoder(), time: "", text: "", isBegun: false, isCut: false });

export function logReader(): LogReader {
    const streams = [newLine(), newLine(), newLine()] as const;
    let line: OpenLine = streams[0];
    let lines: LogLine[] = [];
    let last: LogPosition | undefined;
    let total = 0;

    let framed: boolean | undefined;
    let head: number[] = [];
    let left = 0;
    /** The entry at hand: bytes of its time until that is complete, then its time and the bytes that followed. */
    let stampBytes: number[] | undefined;
    let time = "";
    let length = 0;
    let isRepeated = false;
    let toSkip = 0;
    /** The open line without the entry at hand. */
    let before = { text: "", isBegun: false };

    function beginEntry(): void {
        stampBytes = [];
        time = "";
        length = 0;
        isRepeated = false;
        before = { text: line.text, isBegun: line.isBegun };
    }

    function endEntry(): void {
        const unread = stampBytes ?? [];
        stampBytes = undefined;
        if (unread.length > 0)
            addText(Uint8Array.from(unread));
        if (isRepeated || length === 0 && time === "")
            return;
        total++;
        if (time !== "")
            last = last?.time === time ? { time, entries: last.entries + 1 } : { time, entries: 1 };
    }

    /** How many of the bytes belong to the time. */
    function readStamp(bytes: Uint8Array, collected: number[]): number {
        const window = bytes.subarray(0, longestStamp + 1 - collected.length);
        const at = window.indexOf(space);
        if (at < 0 && collected.length + window.length <= longestStamp && !window.includes(lineEnd)) {
            collected.push(...window);
            return window.length;
        }
        stampBytes = undefined;
        const text = String.fromCharCode(...collected, ...window.subarray(0, Math.max(at, 0)));
        if (at < 0 || !stamp.test(text)) {
            addText(Uint8Array.from(collected));
            return 0;
        }
        time = text;
        isRepeated = toSkip > 0 && time === last?.time;
        toSkip = isRepeated ? toSkip - 1 : 0;
        return at + 1;
    }

    function addText(bytes: Uint8Array): void {
        length += bytes.length;
        if (isRepeated)
            return;
        if (!line.isBegun) {
            line.isBegun = true;
            line.time = time;
        }
        if (line.isCut)
            return;
        line.text += line.decoder.decode(bytes, { stream: true });
        if (line.text.length > longestLine) {
            lines.push({ time: line.time, text: line.text.slice(0, longestLine), isCut: true });
            line.isCut = true;
            line.text = "";
        }
    }

    function finishLine(): void {
        if (isRepeated)
            return;
        const text = line.text + line.decoder.decode();
        if (!line.isCut)
            lines.push({ time: line.isBegun ? line.time : time, text: text.replace(/\r$/, ""), isCut: false });
        Object.assign(line, { time: "", text: "", isBegun: false, isCut: false });
    }

    function addContent(bytes: Uint8Array): void {
        let at = 0;
        while (at < bytes.length) {
            if (stampBytes !== undefined) {
                at += readStamp(bytes.subarray(at), stampBytes);
                continue;
            }
            const most = framed === true ? bytes.length : Math.min(bytes.length, at + entryLength - length);
            const end = bytes.subarray(at, most).indexOf(lineEnd);
            const next = end < 0 ? most : at + end;
            addText(bytes.subarray(at, next));
            at = next;
            if (end >= 0) {
                finishLine();
                at++;
            }
            // A terminal's entries have no frames: one ends with its line, or where docker cuts it.
            if (framed === false && (end >= 0 || length >= entryLength)) {
                endEntry();
                beginEntry();
            }
        }
    }

    function taken(): LogLine[] {
        const complete = lines;
        lines = [];
        return complete;
    }

    return {
        read(chunk) {
            let at = 0;
            while (at < chunk.length) {
                if (framed === false || left > 0) {
                    const end = framed === false ? chunk.length : Math.min(chunk.length, at + left);
                    addContent(chunk.subarray(at, end));
                    left -= framed === false ? 0 : end - at;
                    at = end;
                    if (framed === true && left === 0)
                        endEntry();
                    continue;
                }
                head.push(chunk[at++] ?? 0);
                // The first bytes tell: no text begins with a control character and zeros.
                if (framed === undefined && head.length <= 4 && !isHead(head)) {
                    framed = false;
                    beginEntry();
                    addContent(Uint8Array.from(head));
                    head = [];
                } else if (head.length === headLength) {
                    framed = true;
                    left = head.slice(4).reduce((sum, byte) => sum * 256 + byte, 0);
                    line = streams[head[0] ?? 0] ?? streams[0];
                    head = [];
                    beginEntry();
                }
            }
            return taken();
        },
        end() {
            for (const open of streams) {
                line = open;
                isRepeated = false;
                if (open.isBegun)
                    finishLine();
            }
            return taken();
        },
        restart() {
            // An entry that came in part comes again.
            if (left > 0 || framed === false)
                Object.assign(line, { decoder: new TextDecoder(), ...before, text: line.isCut ? "" : before.text });
            [framed, head, left, length] = [undefined, [], 0, 0];
            toSkip = last?.entries ?? 0;
        },
        position: () => last,
        count: () => total,
    };
}

function isHead(bytes: readonly number[]): boolean {
    return (bytes[0] ?? 0) <= 2 && bytes.slice(1).every(byte => byte === 0);
}

/** Seconds since 1970 with nanoseconds, as the engine wants `since`. A number would lose digits. */
export function epochOf(time: string): string {
    const [, seconds = "", fraction = "", zone = ""] = /^([\dT:-]{19})(?:\.(\d+))?(.*)$/.exec(time) ?? [];
    return `${Date.parse(`${seconds}${zone}`) / 1000}.${fraction.padEnd(9, "0")}`;
}
