// SPDX-License-Identifier: LGPL-2.1-or-later
import { portTexts } from "./container-words";

const port = (host: number, container: number, address = "0.0.0.0", protocol: "tcp" | "udp" = "tcp") =>
    ({ host, container, address, protocol });

it("shows a port that Docker names for IPv4 and for IPv6 once", () => {
    expect(portTexts([port(80, 80), port(80, 80, "::"), port(443, 8443), port(443, 8443, "::")]))
        .toEqual(["80 → 80/tcp", "443 → 8443/tcp"]);
});

it("shows neighbors as a range, in order", () => {
    const many = Array.from({ length: 1001 }, (_, at) => [port(20_000 + at, 20_000 + at, "0.0.0.0", "udp"),
        port(20_000 + at, 20_000 + at, "::", "udp")]).flat().reverse();
    expect(portTexts([...many, port(80, 80)])).toEqual(["80 → 80/tcp", "20000-21000 → 20000-21000/udp"]);
});

it("keeps apart what is not one range", () => {
    expect(portTexts([port(80, 80), port(81, 90), port(82, 91), port(81, 81, "127.0.0.1"), port(83, 92, "0.0.0.0", "udp")]))
        .toEqual(["80 → 80/tcp", "81-82 → 90-91/tcp", "83 → 92/udp", "127.0.0.1:81 → 81/tcp"]);
    // One container port at several of the host's.
    expect(portTexts([port(80, 80), port(81, 80)])).toEqual(["80 → 80/tcp", "81 → 80/tcp"]);
});
