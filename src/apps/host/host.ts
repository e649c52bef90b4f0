// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the host has to give. */
import { engineInfo } from "../../docker/engine";
import { MachineError, type Machine } from "../../machine/machine";
import { stockPools, type AddressPool } from "./address-pool";
import { addresses, listeners, routes, socketPrograms, type Listener } from "./host-network";

export interface Host {
    /** Cores. */
    cpu: number;
    /** Bytes a new program can have without swapping. */
    memory: number;
    /** Bytes free on the file system of docker's own data. */
    disk: number;
    dockerRoot: string;
    /** As images name it: "amd64", "arm64". */
    architecture: string;
    /** Further architectures that the kernel runs by an emulator. */
    emulated: string[];
    engineVersion: string;
    /** Where docker takes addresses for networks from: parts of `size` bits of a network in CIDR notation. */
    pools: AddressPool[];
    /** "" where docker has no compose command. */
    composeVersion: string;
    listeners: Listener[];
    /** Subnets that the host routes itself, in CIDR notation; a default route is none. */
    routes: string[];
    /** IPv4 addresses of the host. */
    addresses: string[];
    /** The one of them by which others most likely reach it, "" where none is to be told. */
    address: string;
}

/*
 * Argument: docker's data folder. Sections, each headed by a line "# name"; what is not there leaves it empty. Who has a
 * socket that listens is what ss would say, too, which not every host has.
 */
const hostScript = `
for table in tcp tcp6 udp udp6; do echo "# $table"; cat "/proc/net/$table" 2>/dev/null; done
echo "# programs"
listening=$(cat /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6 2>/dev/null |
    sed -nE 's/^ *[0-9]+: [^ ]+ [^ ]+ (0A|07) ([^ ]+ +){5}([0-9]+) .*/socket:[\\3]/p')
[ -z "$listening" ] || find /proc/[0-9]*/fd -lname 'socket:*' -printf '%h %l\\n' 2>/dev/null |
    grep -F -e "$listening" | while read -r folder socket; do
    { read -r program <"\${folder%/fd}/comm"; } 2>/dev/null && printf '%s %s\\n' "$socket" "$program"
done
echo "# meminfo"; cat /proc/meminfo
echo "# route"; cat /proc/net/route 2>/dev/null
echo "# fib_trie"; cat /proc/net/fib_trie 2>/dev/null
echo "# emulators"; ls /proc/sys/fs/binfmt_misc 2>/dev/null
echo "# compose"; docker compose version --short 2>/dev/null
echo "# disk"; df -P -B1 -- "$1" 2>&1
exit 0
`;

export async function readHost(machine: Machine): Promise<Host> {
    const info = await engineInfo(machine);
    const result = await machine.run(["sh", "-c", hostScript, "read-host", info.DockerRootDir]);
    if (result.status !== 0)
        throw new MachineError("failed", result.stderr);
    return {
        cpu: info.NCPU,
        dockerRoot: info.DockerRootDir,
        architecture: imageArchitecture(info.Architecture),
        engineVersion: info.ServerVersion,
        pools: info.DefaultAddressPools?.map(({ Base, Size }) => ({ base: Base, size: Size })) ?? stockPools,
        ...parseHost(result.stdout),
    };
}

type Parsed = Omit<Host, "cpu" | "dockerRoot" | "architecture" | "engineVersion" | "pools">;

export function parseHost(text: string): Parsed {
    const sections = new Map<string, string>();
    for (const part of text.split(/^# /m)) {
        const end = part.indexOf("\n");
        sections.set(part.slice(0, end), part.slice(end + 1));
    }
    const section = (name: string) => sections.get(name) ?? "";
    const programs = socketPrograms(section("programs"));
    return {
        memory: numberOf(/^MemAvailable:\s+(\d+) kB/m, section("meminfo"), "memory") * 1024,
        // Filesystem, size, used, available, use, mounted on; the filesystem's name may have blanks in it.
        disk: numberOf(/\s\d+\s+\d+\s+(\d+)\s+\S+\s+\/.*$/, section("disk").trim(), "disk"),
        emulated: section("emulators").split("\n").flatMap(name => {
            const [, machine] = /^qemu-(\w+)$/.exec(name.trim()) ?? [];
            return machine === undefined ? [] : [imageArchitecture(machine)];
        }),
        composeVersion: section("compose").trim().replace(/^v/, ""),
        listeners: [
            ...listeners(section("tcp"), "tcp", programs), ...listeners(section("tcp6"), "tcp", programs),
            ...listeners(section("udp"), "udp", programs), ...listeners(section("udp6"), "udp", programs),
        ],
        routes: routes(section("fib_trie")),
        ...addresses(section("fib_trie"), section("route")),
    };
}

/** What is not told is not none. */
function numberOf(pattern: RegExp, text: string, what: string): number {
    const found = pattern.exec(text)?.[1];
    if (found === undefined)
        throw new MachineError("failed", `this host does not tell how much ${what} is free: ${text.slice(-200)}`);
    return Number(found);
}

/** The kernel's and qemu's words for processors, as images say it. */
const imageArchitectures: Readonly<Record<string, string>> = {
    x86_64: "amd64", i386: "386", i686: "386", aarch64: "arm64", armv6l: "arm", armv7l: "arm", armhf: "arm",
};

export function imageArchitecture(machine: string): string {
    return imageArchitectures[machine] ?? machine;
}
