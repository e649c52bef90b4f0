// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the host has to give. */
import { composeVersion } from "../../docker/compose-version";
import { engineInfo, type EngineInfo } from "../../docker/engine";
import { bindingsIn, type PortBinding } from "../../docker/port-binding";
import { MachineError, type Machine } from "../../machine/machine";
import { scriptOutput } from "../../machine/script";
import { stockPools, type AddressPool } from "./address-pool";
import { addresses, addresses6, listeners, routes, routes6, type Listener } from "./host-network";
import readHostScript from "./read-host.sh";

/** A file system by a path on it. */
export interface Space {
    path: string;
    /** Bytes. */
    free: number;
    /** Where it is mounted: two paths of one file system have the same. */
    mount: string;
}

export interface Host {
    /** Cores. */
    cpu: number;
    /** Bytes, of all that is built in. */
    memory: number;
    /** Bytes a new program can have without swapping. */
    freeMemory: number;
    space: {
        /** Docker's, or containerd's where Docker keeps its images there. */
        images: Space,
        /** Docker's own data, volumes among it. */
        docker: Space,
        /** Ours. */
        apps: Space,
    };
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
    /** Host ports that containers were created with, whether they run or not, by the container's id. */
    bindings: ReadonlyMap<string, PortBinding[]>;
    /** Subnets that the host routes itself, in CIDR notation, without the default route. */
    routes: string[];
    /** IPv4 addresses of the host. */
    addresses: string[];
    addresses6: string[];
    /** The IPv4 address that other machines most likely use; "" if unknown. */
    address: string;
}

/** What the script has to know of docker, as docker said the last time: both are then asked at once. */
const known = new WeakMap<Machine, Promise<Places>>();

interface Places { root: string, images: "docker" | "containerd" }

function placesOf({ DockerRootDir: root, DriverStatus: status }: EngineInfo): Places {
    // https://docs.docker.com/engine/storage/containerd/
    const isSnapshotter = status?.some(([key, value]) => key === "driver-type" && value?.startsWith("io.containerd.")) ?? false;
    return { root, images: isSnapshotter ? "containerd" : "docker" };
}

/** `data` is our own data folder. */
export async function readHost(machine: Machine, data: string): Promise<Host> {
    const asked = engineInfo(machine);
    const places = asked.then(placesOf);
    const early = known.get(machine) ?? places;
    // A Docker that does not answer is reported once.
    early.catch(() => undefined);
    const [info, now, then, version, said] = await Promise.all([
        asked, places, early, composeVersion(machine), early.then(at => askHost(machine, at, data)),
    ]);
    known.set(machine, places);
    const moved = now.root !== then.root || now.images !== then.images;
    return {
        cpu: info.NCPU,
        architecture: imageArchitecture(info.Architecture),
        engineVersion: info.ServerVersion,
        pools: info.DefaultAddressPools?.map(({ Base, Size }) => ({ base: Base, size: Size })) ?? stockPools,
        composeVersion: version,
        ...parseHost(moved ? await askHost(machine, now, data) : said),
    };
}

function askHost(machine: Machine, { root, images }: Places, data: string): Promise<string> {
    return scriptOutput(machine, "read-host", readHostScript, { args: [root, images, data] });
}

type Parsed = Omit<Host, "cpu" | "architecture" | "engineVersion" | "pools" | "composeVersion">;

export function parseHost(text: string): Parsed {
    const sections = headed(text, /^# (\w+)$/gm);
    const kernel = headed(sections.get("kernel") ?? "", /^==> (\S+) <==$/gm);
    const ofKernel = (name: string) => kernel.get(`/proc/${name}`) ?? "";
    const meminfo = ofKernel("meminfo");
    return {
        memory: numberOf(/^MemTotal:\s+(\d+) kB/m, meminfo, "memory there is") * 1024,
        freeMemory: numberOf(/^MemAvailable:\s+(\d+) kB/m, meminfo, "memory is free") * 1024,
        space: spaceIn(sections.get("disk") ?? ""),
        emulated: (sections.get("emulators") ?? "").split("\n").flatMap(name => {
            const [, machine] = /^qemu-(\w+)$/.exec(name.trim()) ?? [];
            return machine === undefined ? [] : [imageArchitecture(machine)];
        }),
        listeners: listeners(sections.get("sockets") ?? ""),
        bindings: bindingsIn(sections.get("bindings") ?? ""),
        routes: [...routes(ofKernel("net/fib_trie")), ...routes6(ofKernel("net/ipv6_route"))],
        addresses6: addresses6(ofKernel("net/if_inet6")),
        ...addresses(ofKernel("net/fib_trie"), ofKernel("net/route")),
    };
}

/** Parts of a text by the headings before them. */
function headed(text: string, heading: RegExp): Map<string, string> {
    const found = [...text.matchAll(heading)];
    return new Map(found.map((match, at) =>
        [match[1] ?? "", text.slice(match.index + match[0].length + 1, found[at + 1]?.index)]));
}

/** Three paths, then what df says of each. */
function spaceIn(text: string): Host["space"] {
    const [images = "", docker = "", apps = "", ...table] = text.trim().split("\n");
    // Filesystem, size, used, available, use, mounted on; the filesystem's name may have blanks in it.
    const rows = table.flatMap(row => {
        const [, free, mount] = /\s\d+\s+\d+\s+(-?\d+)\s+\S+\s+(\/.*)$/.exec(row) ?? [];
        return free === undefined || mount === undefined ? [] : [{ free: Number(free), mount }];
    });
    const at = (index: number, path: string) => {
        const row = rows.length === 3 ? rows[index] : undefined;
        if (row === undefined)
            throw new MachineError("failed", `this host does not tell how much disk is free: ${text.slice(-200)}`);
        return { path, ...row };
    };
    return { images: at(0, images), docker: at(1, docker), apps: at(2, apps) };
}

/** What is not told is not none. */
function numberOf(pattern: RegExp, text: string, what: string): number {
    const found = pattern.exec(text)?.[1];
    if (found === undefined)
        throw new MachineError("failed", `this host does not tell how much ${what}: ${text.slice(-200)}`);
    return Number(found);
}

/** The kernel's and qemu's words for processors, as images say it. */
const imageArchitectures: ReadonlyMap<string, string> = new Map(Object.entries({
    x86_64: "amd64", i386: "386", i686: "386", aarch64: "arm64", armv6l: "arm", armv7l: "arm", armhf: "arm",
}));

export function imageArchitecture(machine: string): string {
    return imageArchitectures.get(machine) ?? machine;
}
