// SPDX-License-Identifier: LGPL-2.1-or-later
/** What is wrong with an app, what to do next, and the lines that show it. */
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import type { Reason } from "../../apps/status/status";
import { causeOf, causeWords } from "../../jobs/log/failure";
import type { Failure } from "../ask";
import { nextStepText, reasonText } from "./reason-text";

const _ = cockpit.gettext;

export interface Words {
    what: string;
    next: string;
    /** Raw lines that are known already; undefined where the log has to be asked. */
    raw: string | undefined;
    /** The sentences say it all, so the lines may stay folded. */
    isClear: boolean;
}

/** What an action on an app failed with; docker's own words get their sentence where they are known. */
export function failureWords(failure: Failure): Failure {
    const cause = causeOf(failure.Detail ?? "", "", 1);
    const { what, next } = causeWords(cause, text => cockpit.gettext(text));
    const message = cause.id === "unknown" ? failure.Message : `${what} ${next}`;
    return { ...failure, Message: message };
}

/** Docker's own cause says more than the status. Of a start it is history: it may no longer be true. */
export function wordsOf({ cause }: Pick<AppOverview, "cause">, reason: Reason): Words {
    const isHistory = reason.is === "not-started" ||
        (reason.is === "job-failed" && (reason.kind === "start" || reason.kind === "restart"));
    if (cause !== undefined) {
        const { what, next } = causeWords(cause, text => cockpit.gettext(text));
        return {
            what: isHistory ? cockpit.format(_("The last start failed: $0"), what) : what,
            next, raw: cause.raw.join("\n"), isClear: cause.id !== "unknown",
        };
    }
    const raw = reason.is === "not-started" && reason.error !== "" ? reason.error : undefined;
    const isClear = ["partly-stopped", "stopped", "out-of-memory", "network-gone", "folder-gone"].includes(reason.is);
    return { what: reasonText(reason), next: nextStepText(reason), raw, isClear };
}
