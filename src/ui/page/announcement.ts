// SPDX-License-Identifier: LGPL-2.1-or-later
/** What a screen reader says of changes: each new status, and a pull in quarters, not each per cent. */
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import { percent } from "../words/quantity";
import { activityWord, appWord, isUpdating } from "../words/status-word";

const _ = cockpit.gettext;

/** By app: the status and the quarter that were said last. */
export type Said = ReadonlyMap<string, string>;

/** The pull's quarter, 0 to 4; 0 while its size is unknown. */
function quarter({ progress }: AppOverview): number {
    return progress === undefined || !progress.complete || progress.total === 0
        ? 0
        : Math.floor(4 * progress.done / progress.total);
}

export function saidOf(apps: readonly AppOverview[]): Said {
    return new Map(apps.map(app => [app.record.app_id, `${app.state.status} ${quarter(app)}`]));
}

/** Sentences for what has changed since; an app that was not there before is new only while it is installed. */
export function announcements(before: Said, apps: readonly AppOverview[]): string[] {
    const now = saidOf(apps);
    return apps.filter(({ record }) => {
        const earlier = before.get(record.app_id);
        return earlier !== undefined && earlier !== now.get(record.app_id);
    }).map(app => {
        const word = isUpdating(app) ? activityWord("updating") : appWord(app);
        const step = quarter(app);
        return step === 0
            ? cockpit.format(_("$0: $1"), app.record.customer_name, word)
            : cockpit.format(_("$0: $1, $2"), app.record.customer_name, word, percent(step / 4));
    });
}

/** An app whose installation was at work when it was last seen; restarting is no installation. */
export function isBeingInstalled({ state: { status } }: AppOverview): boolean {
    return status === "queuing" || status === "pulling" || status === "creating";
}

/** Of the apps that were being installed, those that run now. `pending` is brought up to date. */
export function justInstalled(pending: Set<string>, apps: readonly AppOverview[]): AppOverview[] {
    const done = apps.filter(({ record, state }) => state.status === "running" && pending.delete(record.app_id));
    for (const app of apps) {
        if (isBeingInstalled(app))
            pending.add(app.record.app_id);
        else if (app.state.status !== "initing")
            pending.delete(app.record.app_id);
    }
    return done;
}
