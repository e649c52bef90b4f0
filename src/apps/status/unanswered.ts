// SPDX-License-Identifier: LGPL-2.1-or-later
/** Apps whose job is done though they did not answer in time: asked again, cheaply, until they do. */
import { isUnanswered } from "../../jobs/job";
import { probeAgain } from "../../jobs/jobs";
import { MachineError } from "../../machine/machine";
import type { Context } from "../context";
import type { AppOverview } from "./overview";

/** Milliseconds between two probes. */
const every = 30_000;

export interface Unanswered {
    /** Probes those that have not answered yet, and no others. */
    follow(apps: readonly AppOverview[]): void;
    end(): void;
}

/** An answer is written to the job's folder, where it is seen like any other change. */
export function followUnanswered({ machine, paths }: Context, isHidden: () => boolean): Unanswered {
    let ids: string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const probe = async () => {
        try {
            if (!isHidden())
                await Promise.all(ids.slice(0, 16).map(id => probeAgain(machine, paths.root, id)));
        } catch (error) {
            // The next look tells what the host is like.
            if (!(error instanceof MachineError))
                throw error;
        }
        timer = undefined;
        wait();
    };
    const wait = () => {
        if (ids.length > 0)
            timer ??= setTimeout(() => { void probe(); }, every);
    };
    return {
        follow: apps => {
            ids = apps.flatMap(({ job, state }) => job && isUnanswered(job) && state.status === "running" ? [job.id] : []);
            wait();
        },
        end: () => {
            ids = [];
            clearTimeout(timer);
        },
    };
}
