// SPDX-License-Identifier: LGPL-2.1-or-later
/** A status in one word, and its place among the four groups that the list is filtered by. */
import cockpit from "cockpit";
import type { StatusName } from "../apps/status/status";

const _ = cockpit.gettext;

export type StatusGroup = "running" | "working" | "error" | "stopped";

export function groupOf(status: StatusName): StatusGroup {
    switch (status) {
    case "queuing":
    case "pulling":
    case "creating":
    case "initing":
        return "working";
    case "running":
        return "running";
    case "stop":
        return "stopped";
    case "error":
        return "error";
    }
}

export function statusWord(status: StatusName): string {
    switch (status) {
    case "queuing":
        return _("Queued");
    case "pulling":
        return _("Pulling");
    case "creating":
        return _("Creating");
    case "initing":
        return _("Starting");
    case "running":
        return _("Running");
    case "stop":
        return _("Stopped");
    case "error":
        return _("Error");
    }
}

export function groupWord(group: StatusGroup): string {
    switch (group) {
    case "running":
        return _("Running");
    case "working":
        return _("Working");
    case "error":
        return _("Error");
    case "stopped":
        return _("Stopped");
    }
}
