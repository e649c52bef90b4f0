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

/** "9001 → 80/tcp", "5000-5009 → 6000-6009/udp": host's first. Docker names a port once for IPv4 and once for IPv6. */
export function portTexts(ports: Container["ports"]): string[] {
    const at = ports.map(({ address, host, container, protocol }) => ({
        place: address === "" || address === "0.0.0.0" || address === "::" ? "" : `${address}:`,
        host, container, protocol, count: 1,
    }));
    at.sort((one, other) => one.place.localeCompare(other.place) || one.protocol.localeCompare(other.protocol) ||
        one.host - other.host || one.container - other.container);
    const ranges: typeof at = [];
    for (const next of at) {
        const range = ranges.at(-1);
        const further = range?.place === next.place && range.protocol === next.protocol ? next.host - range.host : -1;
        const isSameStep = range !== undefined && next.container - range.container === further;
        if (range && isSameStep && further === range.count)
            range.count++;
        else if (!range || !isSameStep || further !== range.count - 1)
            ranges.push(next);
    }
    const numbers = (first: number, count: number) => count === 1 ? `${first}` : `${first}-${first + count - 1}`;
    return ranges.map(({ place, host, container, protocol, count }) =>
        `${place}${numbers(host, count)} → ${numbers(container, count)}/${protocol}`);
}

export function exitText(container: Container | undefined): string {
    if (container === undefined || container.exitCode === null)
        return "";
    return cockpit.format(_("Code $0"), container.exitCode);
}
