// SPDX-License-Identifier: LGPL-2.1-or-later
/** Why an app is in error, in a sentence, and what an admin can do about it. */
import cockpit from "cockpit";
import type { AppStatus, LaterKind, Reason } from "../../apps/status/status";
import { list } from "./quantity";

const _ = cockpit.gettext;

export function reasonText(reason: Reason): string {
    switch (reason.is) {
    case "interrupted":
        return interruptedText(reason.kind);
    case "job-failed":
        // Its cause says more: see trouble-words.ts.
        return failedText(reason.kind);
    case "exited":
        return reason.code === null
            ? cockpit.format(_("$0 exited."), reason.service)
            : cockpit.format(_("$0 exited with code $1."), reason.service, reason.code);
    case "restarting":
        return reason.code === null
            ? cockpit.format(_("$0 is in a restart loop."), reason.service)
            : cockpit.format(_("$0 is in a restart loop (exit code $1)."), reason.service, reason.code);
    case "out-of-memory":
        return cockpit.format(_("$0 was killed because it ran out of memory."), reason.service);
    case "unhealthy":
        return cockpit.format(_("$0 is running, but its health check fails."), reason.service);
    case "dead":
        return cockpit.format(_("$0 is dead: Docker could not remove it completely."), reason.service);
    case "not-started":
        return cockpit.format(_("Docker could not start $0."), reason.service);
    case "network-gone":
        return reason.owner === ""
            ? cockpit.format(
                _("$0 has no network: the container whose network it uses was replaced or restarted."), reason.service)
            : cockpit.format(
                _("$0 has no network: $1, whose network it uses, was replaced or restarted."),
                reason.service, reason.owner);
    case "one-shot-failed":
        return reason.code === null
            ? cockpit.format(_("The one-time task $0 failed."), reason.service)
            : cockpit.format(_("The one-time task $0 failed (exit code $1)."), reason.service, reason.code);
    case "folder-gone":
        return _("The folder of the app was deleted, and it has no containers.");
    case "partly-stopped":
        return cockpit.format(
            cockpit.ngettext(
                "$1 is stopped; other services are running.", "$1 are stopped; other services are running.",
                reason.services.length),
            reason.services.length, list(reason.services));
    case "stopped":
        return cockpit.format(
            cockpit.ngettext("$1 is stopped.", "$1 are stopped.", reason.services.length),
            reason.services.length, list(reason.services));
    }
}

function interruptedText(kind: LaterKind | undefined): string {
    switch (kind) {
    case undefined:
        return _("The installation was interrupted.");
    case "update":
    case "rollback":
        return _("The change was interrupted.");
    case "start":
    case "restart":
        return _("The start was interrupted.");
    case "stop":
        return _("The stop was interrupted.");
    case "backup":
        return _("The backup was interrupted.");
    case "uninstall":
        return _("The uninstallation was interrupted.");
    }
}

function failedText(kind: LaterKind | undefined): string {
    switch (kind) {
    case undefined:
        return _("The installation failed.");
    case "update":
    case "rollback":
        return _("The change could not be undone.");
    case "start":
        return _("The app could not be started.");
    case "restart":
        return _("The app could not be restarted.");
    case "stop":
        return _("The app could not be stopped.");
    case "backup":
        return _("The app could not be backed up.");
    case "uninstall":
        return _("The app could not be uninstalled completely.");
    }
}

/** A sentence about the other services that are not working; "" if all are. */
export function affectedText({ affected = [] }: AppStatus): string {
    return affected.length === 0 ? "" : cockpit.format(_("Also affected: $0."), list(affected));
}

/** What helps, in a sentence. */
export function nextStepText(reason: Reason): string {
    switch (reason.is) {
    case "interrupted":
        return reason.kind === undefined
            ? _("The installation job is no longer running. Try again; layers that were already pulled will be reused.")
            : _("The job is no longer running. Try again.");
    case "job-failed":
        return _("See Docker's last messages below. Fix the cause, then try again.");
    case "exited":
    case "restarting":
    case "one-shot-failed":
        return _("The last lines of its log usually show the cause. Fix it, then restart the app.");
    case "out-of-memory":
        return _("Free memory on this server or add more, then restart the app.");
    case "unhealthy":
        return _("The app may need more time, or something that it depends on may be missing. See its log for details.");
    case "dead":
        return _("Restart Docker or the server to remove what is left of it.");
    case "not-started":
        return _("See Docker's message below. Fix the cause, then start the app again.");
    case "network-gone":
        return _("Restart the app to connect it again.");
    case "folder-gone":
        return _("Restore the folder from a backup, or uninstall the app.");
    case "partly-stopped":
        return _("Start the app to start all of its services, or stop it.");
    case "stopped":
        return _("Start the app to start all of its services.");
    }
}

/** The service whose log tells more; undefined where the job's does. */
export function serviceOf(reason: Reason): string | undefined {
    switch (reason.is) {
    case "interrupted":
    case "job-failed":
    case "folder-gone":
        return undefined;
    case "partly-stopped":
    case "stopped":
        return reason.services[0];
    default:
        return reason.service;
    }
}
