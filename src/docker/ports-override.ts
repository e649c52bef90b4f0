// SPDX-License-Identifier: LGPL-2.1-or-later
/** The compose override file that publishes an app's ports on other addresses than its compose file does. */
import type { ComposeConfig, ComposePort } from "./compose-config";
import { entryOn, portsOf, type PortEntry } from "./port-entry";

/**
 * Compose reads this file after docker-compose.yml on its own as well, when an admin runs it in the app's folder. Of all
 * names that it looks for this one comes first.
 */
export const overrideFile = "compose.override.yml";

/** All of them: a library's app may have one. */
export const overrideNames = [
    overrideFile, "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml",
] as const;

/** The first line. */
export const overrideHead =
    "# Written by Cockpit's App Store: on which addresses of the server the app's ports are published.";

const head = `${overrideHead}
# Docker Compose reads it after docker-compose.yml.
`;

/**
 * The file that turns the ports of `from` into those of `to`, which has the same ports in the same order, other
 * addresses apart. Entries keep the variables that `entries` has for them, so that a port can still be changed in
 * `.env`; where that can't be, `variableOf` names the variable that carries a host port.
 * "" where nothing is to be changed.
 */
export function portsOverride(
    entries: Readonly<Record<string, readonly PortEntry[]>>, from: ComposeConfig, to: ComposeConfig,
    variableOf: (port: ComposePort) => string | undefined,
): string {
    const services = Object.entries(from.services).flatMap(([name, { ports }]) => {
        const wanted = to.services[name]?.ports ?? ports;
        if (wanted.every((port, at) => port.address === ports[at]?.address))
            return [];
        const lines = entriesOn(entries[name] ?? [], ports, wanted, variableOf).map(entry => JSON.stringify(entry));
        return `  ${JSON.stringify(name)}:\n    ports: !override\n` +
            [...new Set(lines)].map(line => `      - ${line}\n`).join("");
    });
    return services.length === 0 ? "" : `${head}services:\n${services.join("")}`;
}

/** For an app whose library has a file of these names, which is never used: this one is in its way. */
export const emptyOverride = `${head}services: {}\n`;

function entriesOn(
    entries: readonly PortEntry[], from: readonly ComposePort[], to: readonly ComposePort[],
    variableOf: (port: ComposePort) => string | undefined,
): PortEntry[] {
    const spelledOut = (ports: readonly ComposePort[]) => ports.map(port => spelled(port, variableOf(port)));
    if (entries.map(portsOf).reduce((sum, count) => sum + count, 0) !== from.length)
        return spelledOut(to);
    let at = 0;
    return entries.flatMap(entry => {
        const own = to.slice(at, at + portsOf(entry));
        const isSame = own.every(({ address }, index) => address === from[at + index]?.address);
        at += own.length;
        if (isSame)
            return [entry];
        const address = own[0]?.address ?? "";
        const moved = own.every(port => port.address === address) ? entryOn(entry, address) : undefined;
        return moved === undefined ? spelledOut(own) : [moved];
    });
}

function spelled({ address, host, container, protocol }: ComposePort, variable: string | undefined): PortEntry {
    const published = host && (host.first === host.last ? String(host.first) : `${host.first}-${host.last}`);
    return {
        target: container,
        ...published !== undefined && { published: variable === undefined ? published : `\${${variable}}` },
        ...address !== "" && { host_ip: address },
        protocol,
    };
}

/** Both publish the same ports on the same addresses, in whatever order. */
export function publishAlike(one: ComposeConfig, other: ComposeConfig): boolean {
    return published(one) === published(other);
}

function published({ services }: ComposeConfig): string {
    const all = Object.entries(services).flatMap(([name, { ports }]) => ports.map(({ address, host, container, protocol }) =>
        [name, address, host?.first, host?.last, container, protocol].join(" ")));
    return [...new Set(all)].sort().join("\n");
}
