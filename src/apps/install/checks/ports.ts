// SPDX-License-Identifier: LGPL-2.1-or-later
/** Ports of the host: who has which, and whether those that the app publishes are free. */
import type { ComposeConfig } from "../../../docker/compose-config";
import type { PortBinding } from "../../../docker/port-binding";
import type { Check } from "../check";
import type { Host } from "../../host/host";
import { bytesOf, plainAddress } from "../../host/ip-address";
import type { AppRecord } from "../../records/record";
import type { Records } from "../../records/store";
import { blockedPorts, isWebSetting } from "../web-port";

/** Ports in a row that are taken, `address` "" for every address of the host. `holder` as in `Check`. */
export interface PortUse extends PortBinding {
    holder: string;
    program?: string;
    /** The holder is not looked up yet: there is its container or its socket. */
    of?: { container: string } | { inode: string };
}

/** Ports that the app publishes; of a `choice` the engine takes one that is free. */
interface WantedPort extends PortBinding { choice: boolean }

/**
 * Promised to an app, stopped and uninstalled ones too; published by a container that runs, or would be by one that is
 * stopped; listened on. Who has a port comes before the program that listens on it: that may be docker's own.
 */
export function portUses(host: Pick<Host, "listeners" | "bindings">, records: Records): PortUse[] {
    return [
        ...Object.values(records).flatMap(promisedPorts),
        ...[...host.bindings].flatMap(([container, bindings]) => bindings.map(binding =>
            ({ ...binding, address: anywhere(binding.address), holder: "", of: { container } }))),
        ...host.listeners.map(({ protocol, port, address, inode }) =>
            ({ address, first: port, last: port, protocol, holder: "", of: { inode } })),
    ];
}

/** A change that is under way, and the way back from the last one, need theirs as well. */
export function promisedPorts({ app_id: holder, next, former, ...now }: AppRecord): PortUse[] {
    return [now, ...next ? [next.part] : [], ...former ? [former.part] : []].flatMap(part => portsOf(holder, part));
}

/** An app's settings may have ports that it uses in another way than by publishing them. */
function portsOf(holder: string, { ports, published = [] }: Pick<AppRecord, "ports" | "published">): PortUse[] {
    return [
        ...published.map(use => ({ ...use, holder })),
        ...Object.values(ports).filter(port => !published.some(({ first, last }) => first <= port && port <= last))
            .map(port => ({ address: "", first: port, last: port, protocol: "tcp", holder })),
    ];
}

function anywhere(address: string): string {
    const plain = plainAddress(address);
    return plain === "0.0.0.0" || plain === "::" ? "" : plain;
}

export function clash(one: PortBinding, other: PortBinding): boolean {
    return one.protocol === other.protocol && one.first <= other.last && other.first <= one.last &&
        (one.address === "" || other.address === "" || one.address === other.address);
}

/** For choosing ports: numbers that anybody has, whatever the protocol and address. */
export function takenPorts(uses: readonly PortBinding[]): Set<number> {
    return new Set(uses.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at)));
}

/** The first free one from `from` on, else from 9001 on, else undefined. */
export function freePort(from: number, taken: ReadonlySet<number>): number | undefined {
    for (const start of [from, 9001, 1024]) {
        for (let port = start; port <= 65535; port++) {
            if (!taken.has(port))
                return port;
        }
    }
    return undefined;
}

/** What a resolved app publishes, ports in a row taken together, by number. */
export function publishedPorts(config: ComposeConfig): WantedPort[] {
    const single = Object.values(config.services).flatMap(({ ports }) => ports.flatMap(({ address, host, protocol }) =>
        host ? [{ address: anywhere(address), ...host, protocol, choice: host.first !== host.last }] : []));
    const order = (a: WantedPort, b: WantedPort) =>
        a.protocol.localeCompare(b.protocol) || a.address.localeCompare(b.address) || a.first - b.first;
    return single.sort(order).reduce<WantedPort[]>((rows, port) => {
        const row = rows.at(-1);
        const goesOn = row && !row.choice && !port.choice && row.protocol === port.protocol &&
            row.address === port.address && row.last + 1 === port.first;
        return goesOn ? [...rows.slice(0, -1), { ...row, last: port.last }] : [...rows, port];
    }, []).sort((a, b) => a.first - b.first);
}

/** Something that the app wants, and the first that has it already, or that itself wants it as well. */
interface Finding { wanted: WantedPort, use: PortUse | undefined, twin: WantedPort | undefined }

function findings(
    config: ComposeConfig | undefined, settings: Readonly<Record<string, number>>, uses: readonly PortUse[],
): Finding[] {
    // The settings' ports stand alone, even in the middle of a row.
    const published = config ? publishedPorts(config).flatMap(row => apart(row, new Set(Object.values(settings)))) : [];
    const unpublished = Object.values(settings).filter(port =>
        !published.some(({ first, last }) => first <= port && port <= last));
    const wanted = [
        ...published,
        ...unpublished.map(port => ({ address: "", first: port, last: port, protocol: "tcp", choice: false })),
    ];
    return wanted.map((port, at) => ({
        wanted: port,
        use: port.choice ? whole(port, uses) : uses.find(use => clash(use, port)),
        // Two services, or two settings, that want the same.
        twin: wanted.slice(0, at).find(other => !port.choice && !other.choice && clash(other, port)),
    }));
}

/** What is in the way of the app, as `portChecks` would tell it. */
export function portsInTheWay(
    config: ComposeConfig | undefined, settings: Readonly<Record<string, number>>, uses: readonly PortUse[],
): PortUse[] {
    return findings(config, settings, uses).flatMap(({ use }) => use ?? []);
}

/**
 * `settings` are the ports of the app's settings by key; one that nothing publishes is used by the app in another way,
 * for example in the host's own network. Free ports are told where a setting carries them.
 */
export function portChecks(
    config: ComposeConfig | undefined, settings: Readonly<Record<string, number>>, uses: readonly PortUse[],
): Check[] {
    const keyOf = (port: number) => Object.entries(settings).find(([, value]) => value === port)?.[0] ?? "";
    const found = findings(config, settings, uses);
    const taken = () => takenPorts([...uses, ...found.map(({ wanted }) => wanted)]);
    return found.flatMap(({ wanted: row, use, twin }): Check[] => {
        const other = use ?? twin;
        const wanted = other ? overlap(row, other) : row;
        const key = keyOf(wanted.first);
        if (key === "" && !other)
            return [];
        const unfit = isWebSetting(key) ? new Set([...taken(), ...blockedPorts]) : taken();
        const free = key && other ? freePort(wanted.first, unfit) : undefined;
        return [{
            is: "port", level: other ? "stop" : "ok", key, port: wanted.first, protocol: wanted.protocol,
            holder: use?.holder ?? "", ...use?.program && { program: use.program },
            ...!use && twin && { twice: true as const },
            ...wanted.last > wanted.first && { last: wanted.last },
            ...key && { field: `settings.${key}` as const }, ...free !== undefined && { free },
        }];
    });
}

function apart(row: WantedPort, alone: ReadonlySet<number>): WantedPort[] {
    if (row.choice || row.first === row.last)
        return [row];
    const at = [...alone].find(port => row.first <= port && port <= row.last);
    if (at === undefined)
        return [row];
    return [
        ...row.first < at ? [{ ...row, last: at - 1 }] : [],
        { ...row, first: at, last: at },
        ...at < row.last ? apart({ ...row, first: at + 1 }, alone) : [],
    ];
}

/** The holder of the last free one, if none of a choice is. */
function whole(choice: WantedPort, uses: readonly PortUse[]): PortUse | undefined {
    let last: PortUse | undefined;
    for (let port = choice.first; port <= choice.last; port++) {
        last = uses.find(use => clash(use, { ...choice, first: port, last: port }));
        if (!last)
            return undefined;
    }
    return last;
}

/** What of a row is taken. */
function overlap<T extends PortBinding>(wanted: T, use: PortBinding): T {
    return { ...wanted, first: Math.max(wanted.first, use.first), last: Math.min(wanted.last, use.last) };
}

/** Addresses on which the app publishes and that the host does not have. `settings` are all of the app's, by key. */
export function addressChecks(
    config: ComposeConfig, settings: Readonly<Record<string, string>>, host: Pick<Host, "addresses" | "addresses6">,
): Check[] {
    const isForeign = (address: string) => bytesOf(address) !== undefined && !address.startsWith("127.") &&
        ![...host.addresses, ...host.addresses6].includes(address);
    const wanted = new Set(publishedPorts(config).map(({ address }) => address).filter(isForeign));
    return [...wanted].map((need): Check => {
        const key = Object.entries(settings).find(([, value]) => plainAddress(value) === need)?.[0] ?? "";
        const have = need.includes(":") ? host.addresses6 : host.addresses;
        return {
            is: "address", level: "stop", key, need, have, ...key && { field: `settings.${key}` as const },
        };
    });
}
