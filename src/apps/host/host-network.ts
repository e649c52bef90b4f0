// SPDX-License-Identifier: LGPL-2.1-or-later
/** The kernel's tables of sockets and routes, as /proc/net shows them. */
import { plainAddress } from "./ip-address";
import { rangeOf } from "./subnet";

export interface Listener {
    protocol: "tcp" | "udp";
    port: number;
    /** "" is all of them. */
    address: string;
    /** Of the socket, by which its program can be found. */
    inode: string;
}

/**
 * Lines of /proc/net/tcp and its likes, each after its file's name and a colon: "sl local_address rem_address st tx:rx
 * tr:when retransmits uid timeout inode …", address and port in hex.
 */
export function listeners(table: string): Listener[] {
    const pattern = /^\/proc\/net\/(tcp|udp)6?:\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) \S+ ([0-9A-F]{2}) (?:(?:\S+ +){5}(\d+))?/;
    return table.split("\n").flatMap((line): Listener[] => {
        const [, protocol, address = "", port = "", state, inode = ""] = pattern.exec(line) ?? [];
        // 0A is LISTEN; an unconnected UDP socket is 07.
        if (protocol === "tcp" && state === "0A")
            return [{ protocol, port: parseInt(port, 16), address: socketAddress(address), inode }];
        if (protocol === "udp" && state === "07")
            return [{ protocol, port: parseInt(port, 16), address: socketAddress(address), inode }];
        return [];
    });
}

/** Lines "inode program". What systemd holds for a service that has it as well is the service's. */
export function socketPrograms(text: string): Map<string, string> {
    const programs = new Map<string, string>();
    for (const [, inode = "", program = ""] of text.matchAll(/^(\d+) (.+)$/gm)) {
        if (!programs.has(inode) || programs.get(inode) === "systemd")
            programs.set(inode, program);
    }
    return programs;
}

/** IPv4 addresses stand in the host's byte order, which is little-endian wherever docker runs but on s390x. */
function littleEndian(hex: string): string {
    return hex.match(/../g)?.reverse().map(octet => parseInt(octet, 16)).join(".") ?? "";
}

/** IPv6's words of four bytes are in the host's order, too. IPv6's wildcard is IPv4's as well. */
function socketAddress(hex: string): string {
    if (/^0+$/.test(hex))
        return "";
    return hex.length === 8 ? littleEndian(hex)
        : sixth(hex.replace(/.{8}/g, word => word.match(/../g)?.reverse().join("") ?? ""));
}

/** 32 hex digits in the order of the network. */
function sixth(hex: string): string {
    return plainAddress(hex.match(/.{4}/g)?.join(":") ?? "");
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

/** Of all IPv4 routing tables, in CIDR notation. What is wider than 1/32 of all addresses is a default route in disguise. */
export function routes(trie: string): string[] {
    return [...new Set(leaves(trie)
        .filter(({ bits, type }) => bits > 5 && type !== "BROADCAST" && type !== "MULTICAST")
        .map(({ address, bits }) => `${address}/${bits}`))];
}

/** /proc/net/ipv6_route: "destination bits source bits …" in hex. Without default routes and what every link has. */
export function routes6(table: string): string[] {
    return [...new Set([...table.matchAll(/^([0-9a-f]{32}) ([0-9a-f]{2}) /gm)].flatMap(([, address = "", bits = ""]) =>
        parseInt(bits, 16) > 5 && !/^(fe[89ab]|ff)/.test(address) ? [`${sixth(address)}/${parseInt(bits, 16)}`] : []))];
}

/** /proc/net/if_inet6: "address index bits scope flags name", the address in hex. */
export function addresses6(table: string): string[] {
    return [...new Set([...table.matchAll(/^([0-9a-f]{32}) /gm)].map(([, address = ""]) => sixth(address)))];
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
