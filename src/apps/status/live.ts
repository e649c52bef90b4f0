// SPDX-License-Identifier: LGPL-2.1-or-later
/** The apps as they change: docker's events and the jobs' own file say when to look again; nobody polls. */
import { justStarted } from "../../docker/container";
import { DockerError, followEvents } from "../../docker/engine";
import { pullReader, type PullReader } from "../../jobs/log/progress";
import { MachineError } from "../../machine/machine";
import type { Context } from "../context";
import { withLastCode } from "./crash-code";
import { failedJobs, type FailedJobs } from "./failed-jobs";
import { overviewOf, type AppOverview } from "./overview";
import { OperationError } from "../problem";
import { resumeJobs } from "../resume";
import { readState } from "./state";
import { StoreError, type BrokenRecord } from "../records/store";

export type HostState =
    | { is: "loading" }
    | { is: "no-access" } // no administrative access
    | { is: "no-docker" } // docker is not installed
    | { is: "docker-stopped" }
    | { is: "unreadable", detail: string } // docker or apps.json is there and can't be read
    | { is: "ready" };

export interface AppsView {
    host: HostState;
    apps: AppOverview[];
    /** Apps whose records can't be read; none where nothing is said. */
    broken?: readonly BrokenRecord[];
}

/** Milliseconds between two looks, so that a hundred changes at once are one. */
const shortest = 100;
/** Milliseconds until the host is tried again when it could not be read. */
const again = 1000;
/** Milliseconds after which a container that has just started is known to stay. */
const settled = 10_000;
/** Milliseconds between two looks at jobs that work: one that is killed says nothing. */
const jobsEvery = 5000;
/** Milliseconds between two views of a pull's progress. */
const progressEvery = 250;

/** Calls back with what is known, then at every change. Returns what ends it. */
export function watchApps(context: Context, changed: (view: AppsView) => void): () => void {
    const ended = new AbortController();
    const { machine, paths } = context;
    let view: AppsView = { host: { is: "loading" }, apps: [] };
    const failed = failedJobs(context);
    let looking = false;
    let lookAgain = false;
    let following = false;
    let resumed = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let progressTimer: ReturnType<typeof setTimeout> | undefined;
    const pulls = followPulls(context, () => {
        progressTimer ??= setTimeout(() => {
            progressTimer = undefined;
            tell();
        }, progressEvery);
    });

    const tell = () => {
        if (!ended.signal.aborted)
            changed({ ...view, apps: view.apps.map(app => pulls.withProgress(app)) });
    };
    const lookIn = (milliseconds: number) => {
        clearTimeout(timer);
        timer = setTimeout(look, milliseconds);
    };
    const look = () => {
        if (ended.signal.aborted)
            return;
        if (looking) {
            lookAgain = true;
            return;
        }
        looking = true;
        lookAgain = false;
        void readView(context, failed, view.apps).then(next => {
            if (ended.signal.aborted)
                return;
            view = next;
            pulls.follow(view.apps);
            tell();
            if (view.host.is === "ready") {
                followDocker();
                if (!resumed)
                    resume();
            } else {
                resumed = false;
            }
            const waiting = view.host.is !== "ready" ? again
                : view.apps.some(app => app.job?.alive) ? jobsEvery
                    : view.apps.some(app => app.containers.some(justStarted)) ? settled : undefined;
            setTimeout(() => {
                looking = false;
                if (lookAgain)
                    look();
                else if (waiting !== undefined)
                    lookIn(waiting);
            }, shortest);
        });
    };
    const resume = () => {
        resumed = true;
        resumeJobs(context).then(look, (error: unknown) => {
            // The host or apps.json: the next look tells how they are.
            if (!isOfHost(error))
                throw error;
            look();
        });
    };
    const followDocker = () => {
        if (following)
            return;
        following = true;
        const gone = () => {
            following = false;
            resumed = false;
            look();
        };
        // However it ends, the next look says how docker is.
        followEvents(machine, look, ended.signal).then(gone, gone);
    };

    const watches = [paths.records, paths.jobsChanged].map(path => machine.watch(path, look));
    look();
    return () => {
        ended.abort();
        clearTimeout(timer);
        clearTimeout(progressTimer);
        pulls.end();
        watches.forEach(end => { end(); });
    };
}

/** Apps that can't be read again are shown as they last were: what is unknown is no change. */
async function readView(context: Context, failed: FailedJobs, last: AppOverview[]): Promise<AppsView> {
    try {
        const before = new Map(last.map(({ record, state }) => [record.app_id, state]));
        const state = await readState(context);
        const apps = overviewOf(context, state).map(app =>
            ({ ...app, state: withLastCode(app.state, before.get(app.record.app_id)) }));
        return { host: { is: "ready" }, apps: await failed.explain(apps), broken: state.broken };
    } catch (error) {
        return { host: await hostStateOf(context, error), apps: last };
    }
}

function isOfHost(error: unknown): boolean {
    return [MachineError, DockerError, StoreError, OperationError].some(known => error instanceof known);
}

async function hostStateOf(context: Context, error: unknown): Promise<HostState> {
    if (error instanceof MachineError && error.problem === "access-denied")
        return { is: "no-access" };
    if (error instanceof DockerError && error.problem.is !== "failed")
        return { is: await hasDocker(context) ? "docker-stopped" : "no-docker" };
    return { is: "unreadable", detail: error instanceof Error ? error.message : String(error) };
}

async function hasDocker({ machine }: Context): Promise<boolean> {
    try {
        return (await machine.run(["sh", "-c", "command -v dockerd"])).status === 0;
    } catch (error) {
        if (error instanceof MachineError)
            return false;
        throw error;
    }
}

interface Pulls {
    /** Follows the logs of those that pull now, and no others. */
    follow(apps: readonly AppOverview[]): void;
    withProgress(app: AppOverview): AppOverview;
    end(): void;
}

function followPulls({ machine, paths }: Context, advanced: () => void): Pulls {
    const followed = new Map<string, { reader: PullReader, ended: AbortController, heard: boolean }>();
    const drop = (id: string) => {
        followed.get(id)?.ended.abort();
        followed.delete(id);
    };
    return {
        follow: apps => {
            const pulling = new Set(apps.filter(app => app.state.status === "pulling").map(app => app.record.app_id));
            [...followed.keys()].filter(id => !pulling.has(id)).forEach(drop);
            for (const id of pulling) {
                if (followed.has(id))
                    continue;
                const pull = { reader: pullReader(), ended: new AbortController(), heard: false };
                followed.set(id, pull);
                machine.run(["tail", "-n", "+1", "-F", `${paths.job(id)}/log`], {
                    signal: pull.ended.signal,
                    onOutput: text => {
                        pull.reader.add(text);
                        pull.heard = true;
                        advanced();
                    },
                }).catch((error: unknown) => {
                    if (!(error instanceof MachineError))
                        throw error;
                    // Ended by us, or the session is gone: the next look tells.
                    followed.delete(id);
                });
            }
        },
        withProgress: app => {
            const pull = followed.get(app.record.app_id);
            // Before the log is read nobody knows how far it is.
            return pull?.heard ? { ...app, progress: pull.reader.progress(), pace: pull.reader.pace() } : app;
        },
        end: () => { [...followed.keys()].forEach(drop); },
    };
}
