// SPDX-License-Identifier: LGPL-2.1-or-later
import { containersFrom, type Container } from "../../docker/container";
import { withoutStaleError } from "./start-error";

const taken = "driver failed programming external connectivity on endpoint web: " +
    "Bind for 0.0.0.0:6379 failed: port is already allocated";

function container(id: string, error: string, ...Ports: object[]): Container {
    const [one] = containersFrom([{
        Id: id, Names: [`/${id}`], Image: "x", State: "exited", Status: "Exited (0) 1 hour ago", Created: 1, Ports,
    }]);
    if (!one)
        throw new Error("The container is missing.");
    return { ...one, inspection: { outOfMemory: false, restarts: 0, error, started: null, pid: 0 } };
}

const port = (host: number, address = "0.0.0.0") => ({ IP: address, PublicPort: host, PrivatePort: 80, Type: "tcp" });

it.each([
    ["drops it once no container publishes the port", taken, [], ""],
    ["drops it when others publish other ports", taken, [port(6380)], ""],
    ["keeps it while another container publishes the port", taken, [port(6379)], taken],
    ["keeps it while the port is published on one address", taken, [port(6379, "192.0.2.1")], taken],
    ["keeps one on an address while the port is published everywhere", taken.replace("0.0.0.0", "127.0.0.1"),
        [port(6379, "::")], taken.replace("0.0.0.0", "127.0.0.1")],
    ["drops one on an address while the port is published on another only", taken.replace("0.0.0.0", "127.0.0.1"),
        [port(6379, "192.0.2.1")], ""],
    ["reads an IPv6 address", taken.replace("0.0.0.0", "[::]"), [], ""],
    ["keeps what another program may cause", "listen tcp4 0.0.0.0:80: bind: address already in use", [],
        "listen tcp4 0.0.0.0:80: bind: address already in use"],
    ["keeps what the list can't tell", "no such file or directory", [], "no such file or directory"],
    ["keeps nothing where there is nothing", "", [port(80)], ""],
])("%s", (_what, error, ports, expected) => {
    const own = container("own", error, port(6379));
    expect(withoutStaleError(own, [own, container("other", "", ...ports)]).inspection?.error).toBe(expected);
});

it("leaves alone what was not inspected", () => {
    const { inspection, ...listed } = container("own", taken);
    expect(inspection).toBeDefined();
    expect(withoutStaleError(listed, [])).toBe(listed);
});
