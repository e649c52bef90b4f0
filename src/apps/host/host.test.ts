// SPDX-License-Identifier: LGPL-2.1-or-later
import { imageArchitecture, parseHost } from "./host";
import { addresses, listeners, routes, socketPrograms } from "./host-network";

const tcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:2329 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 3500007F:0035 00000000:0000 0A 00000000:00000000 00:00000000 00000000   101        0 2 1 0 100 0 0 10 0
   2: 0100007F:2329 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 3 1 0 100 0 0 10 0
`;
const tcp6 = `  sl  local_address                         remote_address                        st
   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:0 0 0 1
   1: 0000000000000000FFFF00000100007F:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:0 0 0 1
   2: 00000000000000000000000001000000:0277 00000000000000000000000000000000:0000 0A 00000000:00000000 00:0 0 0 1
`;

test("who listens, on which address", () => {
    expect(listeners(tcp, "tcp")).toEqual([
        { protocol: "tcp", port: 9001, address: "", program: "" },
        { protocol: "tcp", port: 53, address: "127.0.0.53", program: "" },
    ]);
    expect(listeners(tcp6, "tcp").map(({ port, address }) => [port, address])).toEqual([
        [80, ""], [8080, "127.0.0.1"], [631, "00000000000000000000000001000000"],
    ]);
    expect(listeners(tcp.replaceAll(" 0A ", " 07 "), "udp").map(({ port }) => port)).toEqual([9001, 53]);
});

test("which program listens, the service's own before systemd", () => {
    const programs = socketPrograms("socket:[1] systemd\nsocket:[1] cockpit-tls\nsocket:[2] my resolver\nsocket:[2] x\nno\n");
    expect(listeners(tcp, "tcp", programs).map(({ program }) => program)).toEqual(["cockpit-tls", "my resolver"]);
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

test("the host's addresses, and the one beside its gateway", () => {
    expect(addresses(trie, route))
        .toEqual({ addresses: ["172.17.0.1", "192.0.2.2", "127.0.0.1"], address: "192.0.2.2" });
    expect(addresses(trie, "").address).toBe("172.17.0.1");
    expect(addresses("", "")).toEqual({ addresses: [], address: "" });
});

test("puts the host together from what the script printed", () => {
    const text = `# tcp\n${tcp}# tcp6\n${tcp6}# udp\n# udp6\n# meminfo\nMemTotal: 2 kB\nMemAvailable:   1024 kB\n` +
        `# route\n${route}# fib_trie\n${trie}# emulators\nqemu-aarch64\nregister\nstatus\n# compose\nv2.26.1\n` +
        "# disk\nFilesystem 1-blocks Used Available Capacity Mounted on\n/dev/vda1 100 40 60 40% /var/lib/docker\n";
    expect(parseHost(text)).toMatchObject({
        memory: 1024 ** 2, disk: 60, emulated: ["arm64"], composeVersion: "2.26.1", address: "192.0.2.2",
    });
});

const least = "# meminfo\nMemAvailable: 1 kB\n# disk\nhead\nmy disk:/a b 100 40 60 40% /mnt/my data\n";

test("a host that tells little has nothing else; one that does not tell what is free has not none", () => {
    expect(parseHost(least)).toMatchObject({
        memory: 1024, disk: 60, composeVersion: "", listeners: [], routes: [],
    });
    expect(() => parseHost(least.replace("MemAvailable", "MemTotal"))).toThrow("memory");
    expect(() => parseHost(least.replace(/# disk[^]*/, "# disk\n"))).toThrow("disk");
    expect(() => parseHost(least.replace(/head[^]*/, "df: /x: No such file or directory\n"))).toThrow("No such file");
});

test("processors by the name that images have for them", () => {
    expect(["x86_64", "aarch64", "armv7l", "riscv64"].map(imageArchitecture))
        .toEqual(["amd64", "arm64", "arm", "riscv64"]);
});
