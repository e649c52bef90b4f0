// SPDX-License-Identifier: LGPL-2.1-or-later
/** Why an app is in error, in a sentence, and what an admin can do about it. */
import cockpit from "cockpit";
import type { Reason } from "../apps/status/status";

const _ = cockpit.gettext;

export function reasonText(reason: Reason): string {
    switch (reason.is) {
    case "interrupted":
        return _("The installation was interrupted.");
    case "job-failed":
        // Its cause says more: see trouble-words.ts.
        return _("The installation failed.");
    case "exited":
        return reason.code === null
            ? cockpit.format(_("$0 has ended."), reason.service)
            : cockpit.format(_("$0 exited with code $1."), reason.service, reason.code);
    case "restarting":
        return reason.code === null
            ? cockpit.format(_("$0 keeps crashing and is started again and again."), reason.service)
            : cockpit.format(
                _("$0 keeps crashing with code $1 and is started again and again."), reason.service, reason.code);
    case "out-of-memory":
        return cockpit.format(_("$0 was ended because memory ran out."), reason.service);
    case "unhealthy":
        return cockpit.format(_("$0 runs, but its health check fails."), reason.service);
    case "dead":
        return cockpit.format(_("$0 is dead: Docker could not remove it completely."), reason.service);
    case "not-started":
        return cockpit.format(_("Docker could not start $0."), reason.service);
    case "one-shot-failed":
        return reason.code === null
            ? cockpit.format(_("The task $0 has failed."), reason.service)
            : cockpit.format(_("The task $0 has failed with code $1."), reason.service, reason.code);
    case "partly-stopped":
        return cockpit.format(
            cockpit.ngettext("$1 is stopped, the rest runs.", "$1 are stopped, the rest runs.", reason.services.length),
            reason.services.length, reason.services.join(", "));
    }
}

/** What helps, in a sentence. */
export function nextStepText(reason: Reason): string {
    switch (reason.is) {
    case "interrupted":
        return _("The work behind it is gone. Try again: layers that are already pulled are kept.");
    case "job-failed":
        return _("The lines below are the last that Docker printed. When the cause is fixed, try again.");
    case "exited":
    case "restarting":
    case "one-shot-failed":
        return _("The last lines of its log usually tell the cause. When that is fixed, restart the app.");
    case "out-of-memory":
        return _("Free memory on this server or give it more, then restart the app.");
    case "unhealthy":
        return _("The app may need more time, or something that it depends on is missing. Its log tells more.");
    case "dead":
        return _("Restarting Docker or the server removes what is left of it.");
    case "not-started":
        return _("The lines below are Docker's own words. When the cause is fixed, start the app again.");
    case "partly-stopped":
        return _("Start the app to bring all of its services up, or stop it altogether.");
    }
}

/** The service whose log tells more; undefined where the job's does. */
export function serviceOf(reason: Reason): string | undefined {
    switch (reason.is) {
    case "interrupted":
    case "job-failed":
        return undefined;
    case "partly-stopped":
        return reason.services[0];
    default:
        return reason.service;
    }
}
