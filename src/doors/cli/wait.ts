// SPDX-License-Identifier: LGPL-2.1-or-later
/** Waits until an app that was installed, changed, retried or restored runs, or is backed up, and shows how far it is. */
import { createAppManager, type AppsView } from "../../api/appmanager";
import { translatorFor } from "../../api/language";
import type { Context } from "../../apps/context";
import type { AppOverview } from "../../apps/status/overview";
import { isOver, type Job } from "../../jobs/job";
import { causeText } from "../../jobs/log/causes";
import { printable } from "./output";
import type { Terminal } from "./terminal";

/** `running`: what was asked for is done. */
export type Outcome = { is: "running" } | { is: "failed", app: AppOverview } | { is: "gone" };

const find = (view: AppsView, id: string) => view.apps.find(({ record }) => record.app_id === id);

/** What the wait came to; undefined as long as there is something to wait for. */
export function outcomeOf(view: AppsView, id: string): Outcome | undefined {
    if (view.host.is !== "ready")
        return undefined;
    const app = find(view, id);
    if (!app || app.record.wish === "uninstalled" && !app.job?.alive)
        return { is: "gone" };
    const isAtWork = app.job?.alive === true && !isOver(app.job.phase);
    // The app may run as it was before.
    if (failedChange(app))
        return { is: "failed", app };
    if (app.job?.kind === "backup")
        return isAtWork ? undefined : { is: "running" };
    switch (app.state.status) {
    case "running":
        return isAtWork ? undefined : { is: "running" };
    case "error":
    case "stop":
        return isAtWork ? undefined : { is: "failed", app };
    default:
        return undefined;
    }
}

function failedChange({ job }: AppOverview): Job | undefined {
    return job && ["update", "backup"].includes(job.kind) && isOver(job.phase) && job.phase !== "done" ? job : undefined;
}

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** "pulling [#####.....] 50 % 21.0 MB of 42.0 MB", within `width` columns. */
export function progressLine({ state, progress, place }: AppOverview, width: number): string {
    if (state.status === "queuing" && place !== undefined)
        return `queuing, number ${place} in line`;
    if (!progress || progress.total === 0)
        return state.status;
    const numbers = `${megabytes(progress.done)} of ${megabytes(progress.total)}`;
    if (!progress.complete)
        return `${state.status} ${numbers}`;
    const share = progress.done / progress.total;
    const per = `${Math.floor(100 * share)} %`.padStart(5);
    const room = Math.min(40, width - state.status.length - numbers.length - per.length - 6);
    const filled = Math.round(share * room);
    const bar = room < 5 ? "" : ` [${"#".repeat(filled)}${".".repeat(room - filled)}]`;
    return `${state.status}${bar} ${per} ${numbers}`;
}

/** What happened and what to do, as far as it is known, with docker's own words. */
export function failureText(app: AppOverview, language: string): string[] {
    const { state, cause } = app;
    const { phase, detail } = failedChange(app) ?? {};
    const said = state.reason ?? (phase === undefined ? { is: state.status } : { is: phase, detail });
    const reason = Object.values(said).flat().join(" ");
    if (!cause)
        return [printable(reason)];
    const _ = translatorFor(language);
    const filled = (text: string) => printable(_(text).replace(/\$(\d)/g, (_all, at: string) => cause.args[Number(at)] ?? ""));
    const { what, next } = causeText(cause.id);
    return [`${filled(what)} ${filled(next)}`, ...cause.raw.map(printable)];
}

/** Undefined when `seconds` are over. Rejects with a fault of this program. */
export function waitFor(
    context: Context, id: string, terminal: Terminal, seconds: number | undefined,
): Promise<Outcome | undefined> {
    return new Promise((resolve, reject) => {
        let shown = "";
        const show = (view: AppsView) => {
            const app = find(view, id);
            const line = app ? progressLine(app, terminal.width - id.length - 3) : view.host.is;
            const text = terminal.isForPeople ? line : app?.state.status ?? line;
            if (text === shown)
                return;
            shown = text;
            // "\r" and "erase to the end of the line"
            terminal.complain(terminal.isForPeople ? `\r${id}: ${text}\u001b[K` : `${id}: ${text}\n`);
        };
        const finish = (outcome: Outcome | undefined) => {
            clearTimeout(timer);
            end();
            if (terminal.isForPeople)
                terminal.complain("\n");
            resolve(outcome);
        };
        const timer = seconds === undefined ? undefined : setTimeout(() => { finish(undefined); }, seconds * 1000);
        const end = createAppManager(context).watchApps(view => {
            show(view);
            const outcome = outcomeOf(view, id);
            if (outcome)
                finish(outcome);
        }, error => {
            clearTimeout(timer);
            reject(error);
        });
    });
}
