// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * The rows of a log in the document. They are added and taken away in chunks, each of one text: a browser neither builds
 * an element for each line nor lays out what is out of sight. React would compare all of it for each line that comes.
 */
import cockpit from "cockpit";
import type { AppLogLine } from "../../apps/log";
import type { LogRows } from "../app/log-rows";
import { intlLanguage } from "../words/quantity";

const _ = cockpit.gettext;

export interface LogLook {
    /** Only rows with these words, whatever their case. */
    search: string;
    times: boolean;
}

export interface LogScreen {
    /** Draws as much as fits into one frame. Whether there is more. */
    draw(): boolean;
    /** From the first row again. */
    redraw(look: LogLook): void;
    /** Brings the first row of this time or later to the top when all is drawn. */
    keep(time: string): void;
    /** Rows that are shown. */
    count(): number;
}

/** Characters and rows that are looked at in one frame: a few milliseconds' work. */
const mostCharacters = 200_000;
const mostRows = 4000;
/** Of those, rows that are added: the browser has more work with them than we have. */
const mostAdded = 800;

/** What one chunk holds: small enough to be laid out in a frame, so large that there are few. */
const chunkRows = 100;
const chunkCharacters = 24_000;

interface Chunk {
    element: HTMLElement;
    text: Text;
    rows: number;
    last: number;
}

export function createLogScreen(box: HTMLElement, rows: LogRows): LogScreen {
    let look: LogLook = { search: "", times: false };
    let next = 0;
    let shown = 0;
    let chunks: Chunk[] = [];
    let kept: { time: string, place: { text: Text, offset: number } | undefined } | undefined;
    const sources = new Set<string>();
    const timeText = timeWriter();

    function clear(): void {
        box.replaceChildren();
        chunks = [];
        shown = 0;
        next = rows.first();
    }

    function dropOld(): void {
        const first = rows.first();
        let gone = 0;
        for (const { element, last, rows: count } of chunks) {
            if (last >= first)
                break;
            element.remove();
            shown -= count;
            gone++;
        }
        if (gone > 0)
            chunks = chunks.slice(gone);
        next = Math.max(next, first);
    }

    function chunkFor(length: number): Chunk {
        const open = chunks.at(-1);
        if (open !== undefined && open.rows < chunkRows && open.text.length + length <= chunkCharacters)
            return open;
        const element = document.createElement("div");
        const text = document.createTextNode("");
        element.className = "am-log__chunk";
        element.append(text);
        box.append(element);
        const chunk = { element, text, rows: 0, last: 0 };
        chunks.push(chunk);
        return chunk;
    }

    function rowText(row: AppLogLine): string {
        const time = look.times && row.time !== "" ? `${timeText(row.time)} ` : "";
        const source = sources.size > 1 ? `${row.source} | ` : "";
        return `${time}${source}${row.text}${row.isCut ? ` … ${_("(the rest of this line is in the download)")}` : ""}\n`;
    }

    return {
        draw() {
            dropOld();
            const words = look.search.toLocaleLowerCase();
            let pending = "";
            let target: Chunk | undefined;
            const write = (): void => {
                target?.text.appendData(pending);
                pending = "";
            };
            let characters = 0;
            let added = 0;
            const until = Math.min(rows.end(), next + mostRows);
            for (; next < until && characters < mostCharacters && added < mostAdded; next++) {
                const row = rows.at(next);
                if (row === undefined)
                    continue;
                characters += row.text.length + 1;
                // With a second source, each row begins with the name of its own.
                if (!sources.has(row.source)) {
                    sources.add(row.source);
                    if (sources.size === 2 && shown > 0) {
                        clear();
                        return true;
                    }
                }
                if (words !== "" && !row.text.toLocaleLowerCase().includes(words))
                    continue;
                const text = rowText(row);
                const chunk = chunkFor(pending.length + text.length);
                if (chunk !== target) {
                    write();
                    target = chunk;
                }
                if (kept !== undefined && kept.place === undefined && row.time >= kept.time)
                    kept.place = { text: chunk.text, offset: chunk.text.length + pending.length };
                pending += text;
                chunk.rows++;
                chunk.last = next;
                shown++;
                added++;
            }
            write();
            if (next < rows.end())
                return true;
            if (kept?.place !== undefined) {
                bringToTop(box, kept.place);
                kept = undefined;
            }
            return false;
        },
        redraw(wanted) {
            look = wanted;
            clear();
        },
        keep(time) {
            kept = { time, place: undefined };
        },
        count: () => shown,
    };
}

function bringToTop(box: HTMLElement, { text, offset }: { text: Text, offset: number }): void {
    if (!text.isConnected)
        return;
    const range = document.createRange();
    range.setStart(text, offset);
    range.setEnd(text, Math.min(text.length, offset + 1));
    box.scrollTop += range.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

/** Thousands of rows have the same second. */
function timeWriter(): (time: string) => string {
    const format = new Intl.DateTimeFormat(intlLanguage(), { dateStyle: "short", timeStyle: "medium" });
    let last = "";
    let text = "";
    return time => {
        const second = time.slice(0, 19);
        if (second !== last) {
            last = second;
            const date = new Date(time);
            text = Number.isNaN(date.getTime()) ? time : format.format(date);
        }
        return text;
    };
}
