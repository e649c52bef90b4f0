// SPDX-License-Identifier: LGPL-2.1-or-later
/** What docker says of a container, in the language of the page. */
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";

const _ = cockpit.gettext;

export type Container = AppOverview["containers"][number];

/** `state` undefined: there is no container. */
export function containerWord(state: Container["state"] | undefined): string {
    switch (state) {
    case undefined:
        return _("Not created");
    case "created":
        return _("Created, not started");
    case "running":
        return _("Running");
    case "paused":
        return _("Paused");
    case "restarting":
        return _("Restarting");
    case "removing":
        return _("Being removed");
    case "exited":
        return _("Stopped");
    case "dead":
        return _("Dead");
    }
}

export function healthWord(health: Container["health"]): string {
    switch (health) {
    case "none":
        return "";
    case "starting":
        return _("Starting");
    case "healthy":
        return _("Healthy");
    case "unhealthy":
        return _("Unhealthy");
    }
}

/** "9001 → 80/tcp": host's first. */
export function portText({ address, host, container, protocol }: Container["ports"][number]): string {
    const isAnywhere = address === "" || address === "0.0.0.0" || address === "::";
    return `${isAnywhere ? "" : `${address}:`}${host} → ${container}/${protocol}`;
}

export function exitText(container: Container | undefined): string {
    if (container === undefined || container.exitCode === null)
        return "";
    return cockpit.format(_("Code $0"), container.exitCode);
}
