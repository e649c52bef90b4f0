// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * A log in its box: follows it, draws once a frame, and lets go of the end when the admin scrolls up. What is read then
 * stays; when there is no room for more, reading pauses, and begins again with the last lines.
 */
import type { AppManager } from "../../api/appmanager";
import type { LogOf, LogState } from "../../apps/log";
import { readableLines } from "../app/log-lines";
import { createLogRows, type LogRows } from "../app/log-rows";
import { createLogScreen, type LogLook, type LogScreen } from "./log-screen";

export interface LogNews {
    state: LogState;
    /** The end is kept in sight. */
    isFollowed: boolean;
    /** Nothing more is read until it is followed again. */
    isPaused: boolean;
    /** Rows that came, and rows that are shown. */
    isEmpty: boolean;
    hasMatch: boolean;
    hasEarlier: boolean;
    /** More of them can be had here. */
    canLoadEarlier: boolean;
}

export interface LogView {
    look(look: LogLook): void;
    follow(): void;
    loadEarlier(): void;
    end(): void;
}

/** Lines of before that are asked for: at first, and with each "Load more". */
const tails = [1000, 10_000, 100_000];
/** Rows kept while lines come; characters of all rows. */
const leastKept = 10_000;
const mostCharacters = 20_000_000;
/** Frames in which what was drawn may still change its height: what comes into sight is laid out a frame later. */
const settling = 3;
/** Pixels from the end that count as the end. */
const tolerance = 8;

const unread: LogState = { isRead: false, hasEarlier: false, unkept: [], isAllUnkept: false };

export const noNews: LogNews = {
    state: unread, isFollowed: true, isPaused: false, isEmpty: true, hasMatch: true, hasEarlier: false, canLoadEarlier: false,
};

export function openLogView(
    manager: Pick<AppManager, "followLog">, appId: string, of: LogOf, box: HTMLElement, look: LogLook,
    onNews: (news: LogNews) => void,
): LogView {
    let wanted = look;
    let level = 0;
    let state = unread;
    let isFollowed = true;
    let isPaused = false;
    let frame = 0;
    let unsettled = 0;
    let lastTop = 0;
    let news = noNews;
    let rows: LogRows;
    let screen: LogScreen;
    let stop = (): void => undefined;

    function open(): void {
        stop();
        state = unread;
        isPaused = false;
        const own = createLogRows(Math.max(leastKept, tails[level] ?? 0), mostCharacters);
        rows = own;
        rows.hold(!isFollowed);
        screen = createLogScreen(box, rows);
        screen.redraw(wanted);
        lastTop = 0;
        schedule();
        stop = manager.followLog(appId, of, tails[level] ?? leastKept, {
            lines(lines) {
                if (rows !== own || lines.length === 0)
                    return;
                if (!rows.add(readableLines(lines)) && !isPaused) {
                    isPaused = true;
                    // The reader may be in the middle of telling.
                    queueMicrotask(() => { stop(); });
                }
                schedule();
            },
            state(next) {
                if (rows !== own)
                    return;
                state = next;
                schedule();
            },
        });
    }

    function schedule(): void {
        unsettled = settling;
        frame ||= requestAnimationFrame(draw);
    }

    function draw(): void {
        frame = 0;
        const hasMore = screen.draw();
        if (isFollowed)
            scrollToEnd();
        tell(hasMore);
        if (hasMore)
            schedule();
        else if (--unsettled > 0)
            frame = requestAnimationFrame(draw);
    }

    function scrollToEnd(): void {
        box.scrollTop = box.scrollHeight;
        lastTop = box.scrollTop;
    }

    function tell(hasMore: boolean): void {
        const hasEarlier = state.hasEarlier || rows.first() > 0;
        const next: LogNews = {
            state, isFollowed, isPaused, hasEarlier,
            isEmpty: rows.end() === 0,
            hasMatch: hasMore || screen.count() > 0,
            canLoadEarlier: hasEarlier && level < tails.length - 1,
        };
        if (JSON.stringify(next) === JSON.stringify(news))
            return;
        news = next;
        onNews(next);
    }

    function setFollowed(value: boolean): void {
        isFollowed = value;
        rows.hold(!value);
        schedule();
    }

    function onScroll(): void {
        const distance = box.scrollHeight - box.scrollTop - box.clientHeight;
        // What is laid out or dropped moves the place, too, but leaves the end where it is.
        if (isFollowed && box.scrollTop < lastTop && distance > tolerance)
            setFollowed(false);
        else if (!isFollowed && !isPaused && box.scrollTop > lastTop && distance <= tolerance)
            setFollowed(true);
        lastTop = box.scrollTop;
    }

    box.addEventListener("scroll", onScroll);
    open();

    return {
        look(next) {
            wanted = next;
            screen.redraw(next);
            schedule();
        },
        follow() {
            isFollowed = true;
            if (isPaused)
                open();
            else
                setFollowed(true);
        },
        loadEarlier() {
            const time = rows.at(rows.first())?.time ?? "";
            level = Math.min(level + 1, tails.length - 1);
            open();
            if (!isFollowed)
                screen.keep(time);
        },
        end() {
            stop();
            cancelAnimationFrame(frame);
            box.removeEventListener("scroll", onScroll);
        },
    };
}
