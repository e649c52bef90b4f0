// SPDX-License-Identifier: LGPL-2.1-or-later
/** The rows of a log that are kept in memory: as many as fit, numbered from the first that ever came. */
import type { AppLogLine } from "../../apps/log";

export interface LogRows {
    /** Number of the oldest that is kept. */
    first(): number;
    /** Number of the next that comes. */
    end(): number;
    at(number: number): AppLogLine | undefined;
    /** False where there was no room: then some of them are left out. */
    add(lines: readonly AppLogLine[]): boolean;
    /** While rows are held, none is dropped: they are being read. There is room for as many again. */
    hold(isHeld: boolean): void;
}

/** Dropped rows are cut off in pieces of this many, for to cut costs as much as to copy all. */
const slack = 1000;

export function createLogRows(most: number, mostCharacters: number): LogRows {
    let rows: AppLogLine[] = [];
    let dropped = 0;
    /** Of `rows`, those that are dropped already. */
    let head = 0;
    let characters = 0;
    let isHeld = false;

    const count = (): number => rows.length - head;
    const isOver = (factor: number): boolean =>
        count() > 1 && (count() > factor * most || characters > factor * mostCharacters);

    function trim(): void {
        while (isOver(1)) {
            characters -= rows[head]?.text.length ?? 0;
            head++;
        }
        if (head >= slack) {
            rows = rows.slice(head);
            dropped += head;
            head = 0;
        }
    }

    return {
        first: () => dropped + head,
        end: () => dropped + rows.length,
        at: number => number < dropped + head ? undefined : rows[number - dropped],
        add(lines) {
            for (const line of lines) {
                if (isHeld && isOver(2))
                    return false;
                rows.push(line);
                characters += line.text.length;
                if (!isHeld && rows.length - head > most + slack)
                    trim();
            }
            if (!isHeld)
                trim();
            return true;
        },
        hold(wanted) {
            isHeld = wanted;
            if (!isHeld)
                trim();
        },
    };
}
