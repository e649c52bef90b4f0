// SPDX-License-Identifier: LGPL-2.1-or-later
/** The kernel's tables of sockets and IPv4 routes, as /proc/net shows them. */
import { rangeOf } from "./subnet";

export interface Listener {
    protocol: "tcp" | "udp";
    port: number;
    /** "" is all of them; an IPv6 address is left in the kernel's spelling. */
    address: string;
    /** The name of the program that listens, "" where it is not to be told. */
    program: string;
}

/**
 * /proc/net/tcp and its likes: "sl local_address rem_address st tx:rx tr:when retransmits uid timeout inode …", address
 * and port in hex. `programs` are those that have the sockets, by inode.
 */
export function listeners(
    table: string, protocol: "tcp" | "udp", programs: ReadonlyMap<string, string> = new Map(),
): Listener[] {
    const pattern = /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) \S+ ([0-9A-F]{2}) (?:(?:\S+ +){5}(\d+))?/;
    return table.split("\n").flatMap(line => {
        const [, address, port, state, inode = ""] = pattern.exec(line) ?? [];
        // 0A is LISTEN; an unconnected UDP socket is 07.
        if (address === undefined || port === undefined || state !== (protocol === "tcp" ? "0A" : "07"))
            return [];
        const text = address.length === 8 ? littleEndian(address) : sixth(address);
        return [{ protocol, port: parseInt(port, 16), address: text, program: programs.get(inode) ?? "" }];
    });
}

/** Lines "socket:[inode] program". What systemd holds for a service that has it as well is the service's. */
export function socketPrograms(text: string): Map<string, string> {
    const programs = new Map<string, string>();
    for (const [, inode = "", program = ""] of text.matchAll(/^socket:\[(\d+)\] (.+)$/gm)) {
        if (!programs.has(inode) || programs.get(inode) === "systemd")
            programs.set(inode, program);
    }
    return programs;
}

/** IPv4 addresses stand in the host's byte order, which is little-endian wherever docker runs but on s390x. */
function littleEndian(hex: string): string {
    const address = hex.match(/../g)?.reverse().map(octet => parseInt(octet, 16)).join(".") ?? "";
    return address === "0.0.0.0" ? "" : address;
}

/** Of IPv6 the wildcard matters, which is IPv4's too, and an IPv4 address in its guise. */
function sixth(hex: string): string {
    if (/^0+$/.test(hex))
        return "";
    return hex.startsWith("0000000000000000FFFF0000") ? littleEndian(hex.slice(24)) : hex;
}

/** Each leaf of /proc/net/fib_trie: an address, and below it "/bits scope TYPE" for each of its routes. */
function leaves(trie: string): { address: string, bits: number, type: string }[] {
    let address = "";
    return trie.split("\n").flatMap(line => {
        address = /^\s*\|-- (\S+)$/.exec(line)?.[1] ?? address;
        const [, bits, type] = /^\s*\/(\d+) \S+ (\w+)/.exec(line) ?? [];
        return bits === undefined || type === undefined ? [] : [{ address, bits: Number(bits), type }];
    });
}

/** Of all routing tables, in CIDR notation. What is wider than 1/32 of all addresses is a default route in disguise. */
export function routes(trie: string): string[] {
    return [...new Set(leaves(trie)
        .filter(({ bits, type }) => bits > 5 && type !== "BROADCAST" && type !== "MULTICAST")
        .map(({ address, bits }) => `${address}/${bits}`))];
}

/** `trie` is /proc/net/fib_trie, `table` /proc/net/route: "Iface Destination Gateway Flags RefCnt Use Metric …". */
export function addresses(trie: string, table: string): { addresses: string[], address: string } {
    const local = leaves(trie).filter(({ bits, type }) => bits === 32 && type === "LOCAL");
    const own = [...new Set(local.map(({ address }) => address))];
    const gateway = table.split("\n").map(line => line.split("\t")).find(fields => fields[1] === "00000000")?.[2];
    // The smallest network with the default gateway in it has the address that the world sees.
    const within = gateway === undefined ? undefined : rangeOf(`${littleEndian(gateway)}/32`)?.first;
    const near = leaves(trie).filter(({ type }) => type === "UNICAST")
        .flatMap(({ address, bits }) => bits > 0 ? rangeOf(`${address}/${bits}`) ?? [] : [])
        .filter(range => within !== undefined && range.first <= within && within <= range.last)
        .sort((a, b) => a.last - a.first - (b.last - b.first))[0];
    const address = own.find(one => {
        const at = rangeOf(`${one}/32`)?.first;
        return near !== undefined && at !== undefined && near.first <= at && at <= near.last;
    });
    return { addresses: own, address: address ?? own.find(one => !one.startsWith("127.")) ?? "" };
}
