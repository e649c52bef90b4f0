// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the host has to give, and which of its ports are taken. */
import { engineInfo } from "../docker/engine";
import { MachineError, type Machine } from "../machine/machine";

export interface Host {
    /** Cores. */
    cpu: number;
    /** Bytes a new program can have without swapping. */
    memory: number;
    /** Bytes free on the file system of docker's own data. */
    disk: number;
    dockerRoot: string;
    listeners: Listener[];
    /** Subnets that the host routes itself, in CIDR notation; the default route is none. */
    routes: string[];
}

export interface Listener { protocol: "tcp" | "udp", port: number }

/* Argument: docker's data folder. Sections, each headed by a line "# name"; a folder of which nothing is known has none. */
const hostScript = `
for table in tcp tcp6 udp udp6; do echo "# $table"; cat "/proc/net/$table" 2>/dev/null; done
echo "# meminfo"; cat /proc/meminfo
echo "# route"; cat /proc/net/route
echo "# disk"; df -P -B1 -- "$1" 2>/dev/null
exit 0
`;

export async function readHost(machine: Machine): Promise<Host> {
    const info = await engineInfo(machine);
    const result = await machine.run(["sh", "-c", hostScript, "read-host", info.DockerRootDir]);
    if (result.status !== 0)
        throw new MachineError("failed", result.stderr);
    return { cpu: info.NCPU, dockerRoot: info.DockerRootDir, ...parseHost(result.stdout) };
}

export function parseHost(text: string): Pick<Host, "memory" | "disk" | "listeners" | "routes"> {
    const sections = new Map<string, string>();
    for (const part of text.split(/^# /m)) {
        const end = part.indexOf("\n");
        sections.set(part.slice(0, end), part.slice(end + 1));
    }
    const section = (name: string) => sections.get(name) ?? "";
    return {
        memory: Number(/^MemAvailable:\s+(\d+) kB/m.exec(section("meminfo"))?.[1] ?? 0) * 1024,
        // Filesystem, size, used, available, use, mounted on.
        disk: Number(section("disk").trim().split("\n").at(-1)?.trim().split(/\s+/)[3] ?? 0),
        listeners: [
            ...listeners(section("tcp"), "tcp"), ...listeners(section("tcp6"), "tcp"),
            ...listeners(section("udp"), "udp"), ...listeners(section("udp6"), "udp"),
        ],
        routes: routes(section("route")),
    };
}

/** /proc/net/tcp and its likes: "sl local_address rem_address st …", address and port in hex. */
function listeners(table: string, protocol: "tcp" | "udp"): Listener[] {
    return table.split("\n").flatMap(line => {
        const [, port, state] = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) \S+ ([0-9A-F]{2}) /.exec(line) ?? [];
        // 0A is LISTEN; an unconnected UDP socket is 07.
        if (port === undefined || state !== (protocol === "tcp" ? "0A" : "07"))
            return [];
        return [{ protocol, port: parseInt(port, 16) }];
    });
}

/** /proc/net/route: "Iface Destination Gateway Flags RefCnt Use Metric Mask …", addresses little-endian in hex. */
function routes(table: string): string[] {
    return table.split("\n").flatMap(line => {
        const fields = line.split("\t");
        const [destination, mask] = [fields[1], fields[7]];
        if (destination === undefined || mask === undefined || !/^[0-9A-F]{8}$/.test(destination) || /^0{8}$/.test(mask.trim()))
            return [];
        const octets = destination.match(/../g)?.reverse().map(octet => parseInt(octet, 16)) ?? [];
        const bits = parseInt(mask, 16).toString(2).replaceAll("0", "").length;
        return [`${octets.join(".")}/${bits}`];
    });
}
