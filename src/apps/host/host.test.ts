// SPDX-License-Identifier: LGPL-2.1-or-later
import { imageArchitecture, parseHost } from "./host";
import { addresses, addresses6, listeners, routes, routes6, socketPrograms } from "./host-network";

const sockets = `/proc/net/tcp:   0: 00000000:2329 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100
/proc/net/tcp:   1: 3500007F:0035 00000000:0000 0A 00000000:00000000 00:00000000 00000000   101        0 2 1 0 100 0 0 10 0
/proc/net/tcp:   2: 0100007F:2329 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 3 1 0 100 0 0 10 0
/proc/net/tcp6:   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 1
/proc/net/tcp6:   1: 0000000000000000FFFF00000100007F:1F90 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 1
/proc/net/tcp6:   2: 00000000000000000000000001000000:0277 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 1
/proc/net/tcp6:   3: B80D0120000000000000000001000000:01BB 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 1
/proc/net/udp:   0: 3500007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 4 1 0 100 0 0 10 0
/proc/net/tcp:   3: 00000000:2330 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 5 1 0 100 0 0 10 0
`;

test("who listens, on which address, in the spelling that others use", () => {
    expect(listeners(sockets).map(({ protocol, port, address }) => `${protocol} ${address} ${port}`)).toEqual([
        "tcp  9001", "tcp 127.0.0.53 53", "tcp  80", "tcp 127.0.0.1 8080", "tcp ::1 631", "tcp 2001:db8::1 443",
        "udp 127.0.0.53 53",
    ]);
    expect(listeners(sockets).slice(0, 2).map(({ inode }) => inode)).toEqual(["1", "2"]);
});

test("which program has a socket, the service's own before systemd", () => {
    const programs = socketPrograms("1 systemd\n1 cockpit-tls\n2 my resolver\n2 x\nno\n");
    expect([...programs]).toEqual([["1", "cockpit-tls"], ["2", "my resolver"]]);
});

/** A host with a VPN that takes all addresses, one that takes some, and docker. */
const trie = `Main:
  +-- 0.0.0.0/0 3 0 4
     |-- 0.0.0.0
        /0 universe UNICAST
        /1 universe UNICAST
     |-- 10.8.0.0
        /16 link UNICAST
     +-- 172.17.0.0/16 2 0 2
        |-- 172.17.0.0
           /16 link UNICAST
        |-- 172.17.0.1
           /32 host LOCAL
     +-- 192.0.2.0/24 2 0 2
        |-- 192.0.2.0
           /24 link UNICAST
        |-- 192.0.2.2
           /32 host LOCAL
        |-- 192.0.2.255
           /32 link BROADCAST
Local:
     |-- 127.0.0.1
        /32 host LOCAL
     |-- 192.0.2.2
        /32 host LOCAL
`;
const route = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
`;

test("what the host routes itself, default routes left out in any guise", () => {
    expect(routes(trie)).toEqual(
        expect.arrayContaining(["10.8.0.0/16", "172.17.0.0/16", "192.0.2.0/24", "127.0.0.1/32"]));
    expect(routes(trie).some(cidr => cidr.startsWith("0.0.0.0"))).toBe(false);
});

test("the host's addresses, and the one on its gateway's network", () => {
    expect(addresses(trie, route))
        .toEqual({ addresses: ["172.17.0.1", "192.0.2.2", "127.0.0.1"], address: "192.0.2.2" });
    expect(addresses(trie, "").address).toBe("172.17.0.1");
    expect(addresses("", "")).toEqual({ addresses: [], address: "" });
});

test("IPv6 networks and addresses, without what every link has", () => {
    const rest = "00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001 eth0";
    const table = ["20010db8000000000000000000000000 40", "fe800000000000000000000000000000 40",
        "ff000000000000000000000000000000 08",
        "00000000000000000000000000000000 00", "20010db8000000000000000000000000 40"].map(line => `${line} ${rest}\n`).join("");
    expect(routes6(table)).toEqual(["2001:db8::/64"]);
    expect(addresses6("00000000000000000000000000000001 01 80 10 80       lo\n20010db8000000000000000000000007 02 40 00 80 eth0\n"))
        .toEqual(["::1", "2001:db8::7"]);
});

const kernel = "# kernel\n==> /proc/meminfo <==\nMemTotal: 2048 kB\nMemAvailable:   1024 kB\n\n" +
    `==> /proc/net/route <==\n${route}\n` +
    `==> /proc/net/fib_trie <==\n${trie}`;
const head = "Filesystem 1-blocks Used Available Capacity Mounted on\n";
const disk = `# disk\n/var/lib/containerd\n/mnt/my data\n/var/lib/appmanage\n${head}/dev/vda1 100 40 60 40% /\n` +
    "my disk:/a b 100 40 50 40% /mnt/my data\n/dev/vda1 100 40 60 40% /\n";

test("puts the host together from what the script printed", () => {
    const bindings = '/d/containers/0a1/hostconfig.json:"PortBindings":' +
        '{"80/tcp":[{"HostIp":"","HostPort":"9001"},{"HostIp":"::1","HostPort":"9002-9004"}],' +
        '"53/udp":[{"HostIp":"","HostPort":""}]}';
    const rest = `# emulators\nqemu-aarch64\nregister\n${kernel}${disk}`;
    const host = parseHost(`# sockets\n${sockets}# bindings\n${bindings}\n${rest}`);
    expect(host).toMatchObject({
        memory: 2 * 1024 ** 2, freeMemory: 1024 ** 2, emulated: ["arm64"], address: "192.0.2.2",
        space: {
            images: { path: "/var/lib/containerd", free: 60, mount: "/" }, docker: { path: "/mnt/my data", free: 50,
                mount: "/mnt/my data" },
            apps: { path: "/var/lib/appmanage", free: 60, mount: "/" },
        },
    });
    expect([...host.bindings]).toEqual([["0a1", [
        { address: "", first: 9001, last: 9001, protocol: "tcp" }, { address: "::1", first: 9002, last: 9004, protocol: "tcp" },
    ]]]);
});

const least = "# kernel\n==> /proc/meminfo <==\nMemTotal: 2 kB\nMemAvailable: 1 kB\n" + disk;

test("leaves out what the host does not report, and does not take unknown free space for none", () => {
    expect(parseHost(least)).toMatchObject({ memory: 2048, freeMemory: 1024, listeners: [], routes: [], addresses6: [] });
    expect(() => parseHost(least.replace("MemAvailable", "Mem"))).toThrow("memory");
    expect(() => parseHost(least.replace(/# disk[^]*/, "# disk\n"))).toThrow("disk");
    expect(() => parseHost(least.replace(/my disk.*/, "df: /x: No such file or directory"))).toThrow("No such file");
});

test("processors by the name that images have for them", () => {
    expect(["x86_64", "aarch64", "armv7l", "riscv64"].map(imageArchitecture))
        .toEqual(["amd64", "arm64", "arm", "riscv64"]);
});
