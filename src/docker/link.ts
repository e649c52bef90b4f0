// SPDX-License-Identifier: LGPL-2.1-or-later
/** A hold on the engine: its events, a heartbeat between them, and another try when it is gone. */
import type { Machine } from "../machine/machine";
import { DockerError, followEvents, ping } from "./engine";

export interface LinkEvents {
    /** Events are followed from now on: what is read after this misses nothing. Again after every loss. */
    connected(): void;
    /** A container changed. */
    changed(): void;
    /** Docker can't be followed; the link keeps trying. Again after every failed try. */
    lost(error: unknown): void;
}

export interface Link {
    /** Something changed about the socket: a try that is waiting is made at once. */
    retry(): void;
    /** While asleep it starts nothing on its own; what was due is done on waking up. */
    sleep(asleep: boolean): void;
    end(): void;
}

/** Milliseconds between two heartbeats. With `patience` it makes the nine seconds in which a hung engine is noticed. */
const heartbeat = 4000;
/** Seconds that the engine has for a heartbeat. */
const patience = 5;
/** Milliseconds before the next try, of an engine that hangs (each try waits for its answer), went, or is not there. */
const pauses = { hung: 1000, went: 500, away: 10_000 };

export function linkToDocker(machine: Machine, on: LinkEvents): Link {
    let stream: AbortController | undefined;
    let isOpen = false;
    let isEnded = false;
    let isAsleep = false;
    let due: (() => void) | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const later = (milliseconds: number, act: () => void) => {
        clearTimeout(timer);
        due = act;
        if (!isAsleep && !isEnded)
            timer = setTimeout(now, milliseconds);
    };
    const now = () => {
        clearTimeout(timer);
        const act = due;
        due = undefined;
        act?.();
    };
    const connect = () => {
        const own = new AbortController();
        stream = own;
        const gone = (error?: unknown) => {
            if (stream === own)
                lose(error);
        };
        const begun = () => {
            isOpen = true;
            later(heartbeat, beat);
            on.connected();
        };
        followEvents(machine, on.changed, own.signal, begun).then(() => { gone(); }, gone);
    };
    const lose = (error: unknown) => {
        const wasOpen = isOpen;
        stream?.abort();
        stream = undefined;
        isOpen = false;
        if (isEnded)
            return;
        const isHung = isNotAnswering(error);
        later(isHung ? pauses.hung : wasOpen ? pauses.went : pauses.away, connect);
        // One that went while it was followed may be back in a moment: the next try tells.
        if (isHung || !wasOpen)
            on.lost(error);
    };
    const beat = () => {
        const own = stream;
        ping(machine, patience).then(() => undefined, (error: unknown) => error).then(error => {
            if (stream !== own)
                return;
            // Whatever else is wrong ends the events, too.
            if (isNotAnswering(error) || (error !== undefined && !(error instanceof DockerError)))
                lose(error);
            else
                later(heartbeat, beat);
        }, on.lost);
    };

    connect();
    return {
        retry: () => {
            if (stream === undefined)
                now();
        },
        sleep: asleep => {
            const wakes = isAsleep && !asleep;
            isAsleep = asleep;
            clearTimeout(timer);
            if (wakes)
                now();
        },
        end: () => {
            isEnded = true;
            clearTimeout(timer);
            stream?.abort();
            stream = undefined;
        },
    };
}

function isNotAnswering(error: unknown): boolean {
    return error instanceof DockerError && error.problem.is === "not-answering";
}
