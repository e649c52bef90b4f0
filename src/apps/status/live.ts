// SPDX-License-Identifier: LGPL-2.1-or-later
/** The apps as they change: docker's events and the jobs' own file say when to look again. */
import { dequal } from "dequal/lite";
import { justStarted } from "../../docker/container";
import { engineSocket } from "../../docker/engine";
import { linkToDocker } from "../../docker/link";
import type { Context } from "../context";
import { withLastCode } from "./crash-code";
import { failedJobs } from "./failed-jobs";
import { hostStateOf, type HostState } from "./host-state";
import { overviewOf, type AppOverview } from "./overview";
import { followPulls } from "./pulls";
import { shared } from "./shared";
import { readState, type State } from "./state";
import { followUnanswered } from "./unanswered";
import type { BrokenRecord } from "../records/store";
import { alwaysShown, type Visibility } from "../visibility";

export type { HostState };

export interface AppsView {
    host: HostState;
    /** As they last were where they can't be read now. */
    apps: readonly AppOverview[];
    /** Apps whose records can't be read; none where nothing is said. */
    broken?: readonly BrokenRecord[];
    /** Counts how often docker was found: another number is a docker that was away. */
    connection?: number;
}

export interface WatchOptions {
    /** A fault of this program, and not of the host: nothing is watched any more. */
    failed?: (error: unknown) => void;
    visibility?: Visibility;
    /** Gets what each look has read. */
    read?: (state: State) => void;
}

/** Milliseconds between two looks, so that a hundred changes at once are one; of a hidden page not even that often. */
const shortest = { shown: 100, hidden: 10_000 };
/** Milliseconds until the host is read again where it could not be, or where docker's events can't be followed. */
const again = 10_000;
/** Milliseconds after which a container that has just started is known to stay. */
const settled = 10_000;
/** Milliseconds between two looks at jobs that work: one that is killed says nothing. */
const jobsEvery = 5000;
/** Milliseconds between two views of a pull's progress. */
const progressEvery = 250;

/** Calls back with what is known, then at every change. Returns what ends it. */
export function watchApps(
    context: Context, changed: (view: AppsView) => void,
    { failed = fail, visibility = alwaysShown, read }: WatchOptions = {},
): () => void {
    const { machine, paths } = context;
    let view: AppsView = { host: { is: "loading" }, apps: [] };
    let told: AppsView | undefined;
    const failures = failedJobs(context);
    let isEnded = false;
    /** Docker is away or does not answer: there is nothing to look at before it is back. */
    let isAway = false;
    let isFollowed = false;
    /** Of one look after the other: they rest between them, and may wait for the next one. */
    let turn: "idle" | "reading" | "resting" | "waiting" = "idle";
    let lookAgain = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let progressTimer: ReturnType<typeof setTimeout> | undefined;
    const pulls = followPulls(context, () => {
        progressTimer ??= setTimeout(() => {
            progressTimer = undefined;
            tell();
        }, progressEvery);
    });

    const unanswered = followUnanswered(context, () => visibility.isHidden());

    const giveUp = (error: unknown) => {
        if (isEnded)
            return;
        end();
        failed(error);
    };
    const tell = () => {
        if (isEnded || view.host.is === "loading")
            return;
        const apps = shared(told?.apps ?? [], view.apps.map(app => pulls.withProgress(app)), ({ record }) => record.app_id);
        // What is the same object is compared at once.
        if (told && dequal({ ...view, apps }, told))
            return;
        told = { ...view, apps };
        changed(told);
    };
    const show = (host: HostState) => {
        view = { ...view, host };
        tell();
    };
    const look = () => {
        if (isEnded || isAway)
            return;
        if (turn === "reading" || turn === "resting") {
            lookAgain = true;
            return;
        }
        clearTimeout(timer);
        turn = "reading";
        lookAgain = false;
        void readView().catch(giveUp).then(rest);
    };
    const rest = () => {
        turn = "resting";
        if (!isEnded)
            timer = setTimeout(wake, visibility.isHidden() ? shortest.hidden : shortest.shown);
    };
    const wake = () => {
        clearTimeout(timer);
        turn = "idle";
        const next = lookAgain ? 0 : nextLook(view, isFollowed);
        if (next === undefined || isEnded || isAway)
            return;
        if (lookAgain) {
            look();
            return;
        }
        turn = "waiting";
        if (!visibility.isHidden())
            timer = setTimeout(look, next);
    };
    const readView = async () => {
        let host: HostState = { is: "ready" };
        let { apps, broken = [] } = view;
        try {
            const before = new Map(view.apps.map(({ record, state }) => [record.app_id, state]));
            const state = await readState(context);
            read?.(state);
            broken = state.broken;
            apps = await failures.explain(overviewOf(context, state).map(app =>
                ({ ...app, state: withLastCode(app.state, before.get(app.record.app_id)) })));
        } catch (error) {
            host = await hostStateOf(context, error);
        }
        if (isEnded || isAway)
            return;
        view = { ...view, host, apps, broken };
        pulls.follow(view.apps);
        unanswered.follow(view.apps);
        tell();
    };
    const watched: Promise<void>[] = [];
    const watch = (path: string, heard: () => void) => {
        let end: () => void = () => undefined;
        watched.push(new Promise(resolve => {
            let isBegun = false;
            end = machine.watch(path, () => {
                if (isBegun)
                    heard();
                isBegun = true;
                resolve();
            });
        }));
        return end;
    };
    const watches = [paths.records, paths.jobsChanged].map(path => watch(path, look));
    const link = linkToDocker(machine, {
        connected: () => {
            isAway = false;
            isFollowed = true;
            view = { ...view, connection: (view.connection ?? 0) + 1 };
            void Promise.all(watched).then(look);
        },
        changed: look,
        lost: error => {
            isFollowed = false;
            // A docker that closes its events without a word may still answer.
            if (error === undefined) {
                void Promise.all(watched).then(look);
                return;
            }
            void hostStateOf(context, error).then(host => {
                if (isEnded || isFollowed)
                    return;
                isAway = host.is === "not-answering" || host.is === "docker-stopped" || host.is === "no-docker";
                if (isAway) {
                    unanswered.follow([]);
                    show(host);
                } else {
                    void Promise.all(watched).then(look);
                }
            }).catch(giveUp);
        },
    });
    watches.push(watch(engineSocket, () => { link.retry(); }));

    const shownOrHidden = () => {
        link.sleep(visibility.isHidden());
        if (visibility.isHidden()) {
            if (turn === "waiting")
                clearTimeout(timer);
        } else if (turn === "resting") {
            wake();
        } else if (turn === "waiting") {
            look();
        }
    };
    const end = () => {
        isEnded = true;
        clearTimeout(timer);
        clearTimeout(progressTimer);
        pulls.end();
        unanswered.end();
        link.end();
        watches.forEach(stop => { stop(); });
        unsubscribe();
    };
    const unsubscribe = visibility.subscribe(shownOrHidden);
    shownOrHidden();
    return end;
}

function fail(error: unknown): never {
    throw error;
}

/** Milliseconds until it is looked without a reason; undefined where docker's events and the jobs' file give one. */
function nextLook({ host, apps }: AppsView, isFollowed: boolean): number | undefined {
    if (host.is !== "ready" || !isFollowed)
        return again;
    if (apps.some(app => app.job?.alive))
        return jobsEvery;
    return apps.some(app => app.containers.some(justStarted)) ? settled : undefined;
}
