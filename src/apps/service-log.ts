// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * What an app's containers print, each followed separately: through its restarts, and until it is removed. Reading
 * continues behind the last line by docker's own time, for the browser's clock need not agree with it.
 */
import { belongsTo, type Container } from "../docker/container";
import { DockerError, followEvents, followLogs, listContainers } from "../docker/engine";
import { fanOut } from "../docker/fan-out";
import { logReader, type LogReader } from "../docker/log-stream";
import { MachineError, type Machine } from "../machine/machine";
import type { Context } from "./context";
import type { AppLogLine, LogSink } from "./log-line";
import { sleep } from "./sleep";
import { alwaysShown, whenShown } from "./visibility";

/** Milliseconds between two looks at a container or at the list of all: a crash loop makes many events. */
const pause = 1000;
/** The same while docker doesn't answer. */
const longestPause = 10_000;
/** Lines that are handed on in one go: the page has other things to do, too. */
const slice = 2000;

interface Followed {
    reader: LogReader;
    /** Without the project's name: "web-1". */
    source: string;
    /** How many lines of before are told; all of a container that was made while its app is followed. */
    tail: number | undefined;
    isFollowed: boolean;
    /** All that a container that doesn't run has printed was read. */
    isDrained: boolean;
    /** Docker doesn't keep what it prints. */
    isUnkept: boolean;
}

export async function followServices(
    context: Context, id: string, service: string | undefined, tail: number, sink: LogSink, signal: AbortSignal,
    visibility = alwaysShown,
): Promise<void> {
    const { machine } = context;
    /** Nothing is asked again while the page is hidden. */
    const rest = async (milliseconds: number): Promise<void> => {
        await sleep(milliseconds, signal);
        await whenShown(visibility, signal);
    };
    const known = new Map<string, Followed>();
    const bell = newBell(signal);
    let hasEarlier = false;
    let isFirst = true;
    let wait = pause;
    void hearEvents(machine, bell.ring, rest, signal);

    const tell = (): void => {
        const unkept = [...known.values()].filter(({ isUnkept }) => isUnkept).map(({ source }) => source);
        sink.state({ isRead: true, hasEarlier, unkept, isAllUnkept: unkept.length > 0 && unkept.length === known.size });
    };

    const follow = async (container: Container, one: Followed): Promise<void> => {
        one.isFollowed = true;
        const hasEnded = container.state !== "running" && container.state !== "paused";
        const outcome = await read(machine, container.id, one, true, sink.lines, signal);
        if (outcome === "ended")
            sink.lines(one.reader.end().map(line => ({ ...line, source: one.source })));
        one.isDrained = hasEnded && outcome === "ended";
        one.isUnkept = outcome === "unkept";
        if (one.isUnkept)
            tell();
        await rest(pause);
        one.isFollowed = false;
        bell.ring();
    };

    while (!signal.aborted) {
        const containers = await list(context, id, service);
        if (containers === undefined) {
            wait = Math.min(longestPause, 2 * wait);
        } else {
            wait = pause;
            const fresh = containers.filter(container => !known.has(container.id));
            fresh.forEach(container => known.set(container.id, newFollowed(container, isFirst ? tail : undefined)));
            for (const container of known.keys()) {
                if (!containers.some(({ id: there }) => there === container))
                    known.delete(container);
            }
            if (isFirst) {
                hasEarlier = await readEarlier(machine, known, tail, sink, signal);
                isFirst = false;
                tell();
            } else if (fresh.length > 0) {
                tell();
            }
            for (const container of containers) {
                const one = known.get(container.id);
                if (one !== undefined && !one.isFollowed && !one.isUnkept && !(one.isDrained && !isUp(container)))
                    void follow(container, one);
            }
        }
        await rest(wait);
        await bell.heard();
    }
}

const isUp = ({ state }: Container): boolean => state === "running" || state === "paused" || state === "restarting";

function newFollowed({ name, project }: Container, tail: number | undefined): Followed {
    const source = name.startsWith(`${project}-`) ? name.slice(project.length + 1) : name;
    return { reader: logReader(), source, tail, isFollowed: false, isDrained: false, isUnkept: false };
}

/** Undefined while docker doesn't answer. */
async function list({ machine, paths }: Context, id: string, service: string | undefined): Promise<Container[] | undefined> {
    try {
        return (await listContainers(machine)).filter(container => container.project === id
            && (service === undefined || container.service === service) && belongsTo(container, paths.app(id)));
    } catch (error) {
        if (error instanceof DockerError || error instanceof MachineError)
            return undefined;
        throw error;
    }
}

/**
 * The last lines of all containers, in the order of their times. Whether there are earlier ones. Those of a single
 * container are handed on as they come.
 */
async function readEarlier(
    machine: Machine, known: ReadonlyMap<string, Followed>, tail: number, sink: LogSink, signal: AbortSignal,
): Promise<boolean> {
    const all = await fanOut([...known], async ([container, one]) => {
        const lines: AppLogLine[] = [];
        const hand = known.size === 1 ? sink.lines : (news: readonly AppLogLine[]) => { lines.push(...news); };
        const outcome = await read(machine, container, one, false, hand, signal);
        one.isUnkept = outcome === "unkept";
        return lines;
    });
    // Each container's lines are sorted already, which makes this a merge.
    const lines = all.flat().sort((a, b) => a.time < b.time ? -1 : a.time > b.time ? 1 : 0);
    for (let at = Math.max(0, lines.length - tail); at < lines.length && !signal.aborted; at += slice) {
        sink.lines(lines.slice(at, at + slice));
        await sleep(0, signal);
    }
    return lines.length > tail || [...known.values()].some(({ reader }) => reader.count() >= tail);
}

/** From where its reader stopped. "unkept": its logging driver keeps nothing that docker could tell. */
async function read(
    machine: Machine, container: string, { reader, source, tail }: Followed, follow: boolean,
    onLines: (lines: readonly AppLogLine[]) => void, signal: AbortSignal,
): Promise<"ended" | "broken" | "unkept"> {
    reader.restart();
    const since = reader.position()?.time;
    try {
        await followLogs(machine, container, since === undefined ? { follow, tail } : { follow, since }, chunk => {
            const lines = reader.read(chunk);
            if (lines.length > 0 && !signal.aborted)
                onLines(lines.map(line => ({ ...line, source })));
        }, signal);
        return "ended";
    } catch (error) {
        if (error instanceof DockerError || error instanceof MachineError)
            return error instanceof DockerError && isUnkept(error) ? "unkept" : "broken";
        throw error;
    }
}

/** Docker answers so for a driver like "none"; it keeps a copy for most of those that send elsewhere. */
const isUnkept = ({ problem }: DockerError): boolean => problem.is === "failed" && problem.status === 501;

/** Docker that goes away is heard, too: its containers may be others when it is back. */
async function hearEvents(
    machine: Machine, ring: () => void, rest: (milliseconds: number) => Promise<void>, signal: AbortSignal,
): Promise<void> {
    let wait = pause;
    while (!signal.aborted) {
        try {
            await followEvents(machine, () => {
                wait = pause;
                ring();
            }, signal);
        } catch (error) {
            if (!(error instanceof DockerError || error instanceof MachineError))
                throw error;
        }
        ring();
        await rest(wait);
        wait = Math.min(longestPause, 2 * wait);
    }
}

interface Bell {
    ring(): void;
    /** At once where it has rung since the last time. */
    heard(): Promise<void>;
}

/** Nothing waits when the signal is aborted. */
function newBell(signal: AbortSignal): Bell {
    let hasRung = false;
    let wake = (): void => undefined;
    const ring = (): void => {
        hasRung = true;
        wake();
    };
    signal.addEventListener("abort", ring);
    return {
        ring,
        heard: async () => {
            if (!hasRung && !signal.aborted)
                await new Promise<void>(resolve => { wake = resolve; });
            hasRung = false;
        },
    };
}
