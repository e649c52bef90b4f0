// SPDX-License-Identifier: LGPL-2.1-or-later
/** Who reaches the ports that an app publishes: every machine of the network, or programs on this server only. */
import type { ComposeConfig, ComposePort } from "../../docker/compose-config";
import type { Reach, ReachChoice } from "./reach-choice";
import { isWebPort } from "./web-port";

export type { Reach, ReachChoice };

/** A port of the host, or several in a row, as the form offers it. */
export interface OfferedPort {
    /** The setting that carries it, "W9_DB_PORT_SET", else service, container's port and protocol: "db:5432/tcp". */
    key: string;
    service: string;
    /** Undefined where the engine chooses one. */
    host: Row | undefined;
    container: Row;
    protocol: string;
    isWeb: boolean;
    /** As chosen, else what the app should have. */
    reach: Reach;
}

interface Row { first: number, last: number }

/** What of an app decides what its ports should have. */
export interface ReachOf {
    config: ComposeConfig;
    /** Of the app's settings, by key, those that carry ports: "9001", "10000-10010", "127.0.0.1:9001". */
    settings: Readonly<Record<string, string>>;
    categories: readonly string[];
}

/** Where clients of databases, and nothing else, connect to. */
const databasePorts = new Set([
    1433, 1521, 3050, 3306, 5236, 5432, 5433, 6379, 6380, 6432, 7687, 8086, 9042, 9200, 9300, 11211, 19530, 26257, 27017,
    27018, 27019, 28015, 33060, 50000, 54321,
]);
const databaseCategory = /^(?:databases?|db)$/i;

/** The setting that carries a host port. */
function carrierOf({ host }: ComposePort, settings: Readonly<Record<string, string>>): string | undefined {
    return host && Object.entries(settings).find(([key, value]) => {
        const [, first, last] = /^(?:.*:)?(\d+)(?:-(\d+))?$/.exec(value) ?? [];
        return key.endsWith("PORT_SET") && first !== undefined &&
            Number(first) <= host.first && host.last <= Number(last ?? first);
    })?.[0];
}

/** The variable whose value is this host port and nothing else. */
export function variableOf({ host }: ComposePort, settings: Readonly<Record<string, string>>): string | undefined {
    return host && Object.entries(settings).find(([key, value]) =>
        key.endsWith("PORT_SET") && value === String(host.first) && host.first === host.last)?.[0];
}

function isLoopback(address: string): boolean {
    return address === "::1" || address.startsWith("127.");
}

/** Databases are closed, whatever the library says; their web pages are not. What the library closes stays so. */
function presetOf(port: ComposePort, key: string | undefined, { categories }: ReachOf): Reach {
    if (isLoopback(port.address))
        return "server";
    if (isWebPort(key ?? "", port))
        return "network";
    const isDatabase = databasePorts.has(port.container) || key === "W9_DB_PORT_SET" ||
        categories.some(category => databaseCategory.test(category));
    return isDatabase ? "server" : "network";
}

/** A single port, whatever row it is in. */
function plainKey(service: string, { container, protocol }: ComposePort): string {
    return `${service}:${container}/${protocol}`;
}

function rowKey(service: string, { first, last }: Row, protocol: string): string {
    return `${service}:${first}${last > first ? `-${last}` : ""}/${protocol}`;
}

interface Found { service: string, port: ComposePort, carrier: string | undefined, row: string }

/** Ports in the file's order, each with the row of the form that it is in. */
function found({ config, settings }: ReachOf): Found[] {
    return Object.entries(config.services).flatMap(([service, { ports }]) =>
        rowsOf(ports, port => carrierOf(port, settings)).flatMap(({ members, carrier }) => {
            const container = { first: members[0]?.container ?? 0, last: members.at(-1)?.container ?? 0 };
            const row = carrier ?? rowKey(service, container, members[0]?.protocol ?? "");
            return members.map(port => ({ service, port, carrier, row }));
        }));
}

/** Ports that follow each other on both sides. */
function rowsOf(
    ports: readonly ComposePort[], carrierOf: (port: ComposePort) => string | undefined,
): { members: ComposePort[], carrier: string | undefined }[] {
    const rows: { members: ComposePort[], carrier: string | undefined }[] = [];
    for (const port of ports) {
        const carrier = carrierOf(port);
        const row = rows.at(-1);
        const last = row?.members.at(-1);
        const follows = last !== undefined && row?.carrier === carrier && last.protocol === port.protocol &&
            last.address === port.address && last.container + 1 === port.container &&
            (last.host === undefined ? port.host === undefined : last.host.last + 1 === port.host?.first);
        if (row && follows)
            row.members.push(port);
        else
            rows.push({ members: [port], carrier });
    }
    return rows;
}

function reachOf(about: ReachOf, { service, port, carrier, row }: Found, choice: ReachChoice | undefined): Reach {
    if (typeof choice === "string")
        return choice;
    const key = [plainKey(service, port), row].find(key => choice !== undefined && Object.hasOwn(choice, key));
    return (key === undefined ? undefined : choice?.[key]) ?? presetOf(port, carrier, about);
}

/** Keys of `choice` that are not ports of the app. */
export function unknownPorts(about: ReachOf, choice: ReachChoice | undefined): string[] {
    if (choice === undefined || typeof choice === "string")
        return [];
    const known = new Set(found(about).flatMap(({ service, port, row }) => [plainKey(service, port), row]));
    return Object.keys(choice).filter(key => !known.has(key));
}

/** A line each of the form. */
export function offeredPorts(about: ReachOf, choice?: ReachChoice): OfferedPort[] {
    const rows = new Map<string, OfferedPort>();
    for (const one of found(about)) {
        const { service, port: { host, container, protocol }, carrier, row } = one;
        const known = rows.get(row);
        if (known) {
            known.host = host && known.host && { first: known.host.first, last: Math.max(known.host.last, host.last) };
            known.container.last = Math.max(known.container.last, container);
            continue;
        }
        rows.set(row, {
            key: row, service, host: host && { ...host }, container: { first: container, last: container }, protocol,
            isWeb: isWebPort(carrier ?? "", one.port), reach: reachOf(about, one, choice),
        });
    }
    return [...rows.values()];
}

/** By the key of a line of the form, or of a port whose line has more. */
export function chosenReach(about: ReachOf, choice: ReachChoice | undefined): Record<string, Reach> {
    const rows = new Map(offeredPorts(about, choice).map(({ key, reach }) => [key, reach]));
    const apart = found(about).flatMap((one): [string, Reach][] => {
        const own = reachOf(about, one, choice);
        return rows.get(one.row) === own ? [] : [[plainKey(one.service, one.port), own]];
    });
    return Object.fromEntries([...rows, ...apart]);
}

function addressFor(address: string, reach: Reach): string {
    if (isLoopback(address) === (reach === "server"))
        return address;
    const isV6 = address.includes(":");
    return reach === "server" ? isV6 ? "::1" : "127.0.0.1" : isV6 ? "::" : "0.0.0.0";
}

/** The app as it is to be published: the same ports in the same order, other addresses apart. */
export function withReach(about: ReachOf, choice: ReachChoice | undefined): ComposeConfig {
    const moved = new Map(found(about).map(one => [
        one.port, { ...one.port, address: addressFor(one.port.address, reachOf(about, one, choice)) },
    ]));
    const { config } = about;
    return {
        ...config,
        services: Object.fromEntries(Object.entries(config.services).map(([name, service]) =>
            [name, { ...service, ports: service.ports.map(port => moved.get(port) ?? port) }])),
    };
}

/** Without what is the same on the same address: a port may have been published on two addresses. */
export function onceEach(config: ComposeConfig): ComposeConfig {
    const key = ({ address, host, container, protocol }: ComposePort) =>
        [address, host?.first, host?.last, container, protocol].join(" ");
    return {
        ...config,
        services: Object.fromEntries(Object.entries(config.services).map(([name, service]) =>
            [name, { ...service, ports: [...new Map(service.ports.map(port => [key(port), port])).values()] }])),
    };
}
