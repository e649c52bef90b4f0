// SPDX-License-Identifier: LGPL-2.1-or-later
import { composeConfigFrom } from "../../../docker/compose-config";
import type { Check } from "../check";
import { addressChecks, freePort, portChecks, portsInTheWay, portUses, publishedPorts, type PortUse } from "./ports";

type Published = [published: string, protocol?: string, address?: string];

function configOf(services: Record<string, Published[]>) {
    return composeConfigFrom(JSON.stringify({
        name: "blog",
        services: Object.fromEntries(Object.entries(services).map(([service, ports]) => [service, {
            image: "x",
            ports: ports.map(([published, protocol = "tcp", host_ip = ""]) =>
                ({ target: 1, published, protocol, host_ip })),
        }])),
    }));
}

const use = (first: number, more: Partial<PortUse> = {}): PortUse =>
    ({ address: "", first, last: first, protocol: "tcp", holder: "shop", ...more });

/** What stops, as "field port-last/protocol holder free". */
function stops(
    config: ReturnType<typeof configOf> | undefined, settings: Record<string, number>, uses: PortUse[],
): string[] {
    return portChecks(config, settings, uses)
        .filter((check): check is Extract<Check, { is: "port" }> => check.is === "port" && check.level === "stop")
        .map(({ field = "-", port, last, protocol, holder, free }) =>
            [field, `${port}${last === undefined ? "" : `-${last}`}/${protocol}`, holder, free].join(" "));
}

test("a setting's port that is in use, with a free one instead", () => {
    const config = configOf({ web: [["9001"]] });
    expect(stops(config, { W9_HTTP_PORT_SET: 9001 }, [use(9001), use(9002, { protocol: "udp" })]))
        .toEqual(["settings.W9_HTTP_PORT_SET 9001/tcp shop 9003"]);
    expect(portChecks(config, { W9_HTTP_PORT_SET: 9001 }, [])).toEqual([{
        is: "port", level: "ok", field: "settings.W9_HTTP_PORT_SET", key: "W9_HTTP_PORT_SET", port: 9001,
        protocol: "tcp", holder: "",
    }]);
});

test("tcp and udp are apart, and so are addresses", () => {
    const dns = configOf({ dns: [["53", "udp"], ["53", "tcp"]] });
    expect(stops(dns, {}, [use(53, { protocol: "udp", holder: "" })])).toEqual(["- 53/udp  "]);
    const inner = configOf({ dns: [["53", "udp", "192.0.2.1"]] });
    expect(stops(inner, {}, [use(53, { protocol: "udp", address: "127.0.0.53" })])).toEqual([]);
    expect(stops(inner, {}, [use(53, { protocol: "udp", address: "192.0.2.1" })])).toEqual(["- 53/udp shop "]);
    expect(stops(dns, {}, [use(53, { protocol: "udp", address: "127.0.0.53" })])).toEqual(["- 53/udp shop "]);
});

test("ranges: what of them is taken, and a choice that has one left", () => {
    const media = configOf({ media: Array.from({ length: 101 }, (_, at): Published => [String(52000 + at), "udp"]) });
    expect(publishedPorts(media)).toEqual([{ address: "", first: 52000, last: 52100, protocol: "udp", choice: false }]);
    expect(stops(media, {}, [use(52090, { last: 52200, protocol: "udp" })])).toEqual(["- 52090-52100/udp shop "]);
    const any = configOf({ web: [["8000-8001"]] });
    expect(stops(any, {}, [use(8000)])).toEqual([]);
    expect(stops(any, {}, [use(8000), use(8001)])).toEqual(["- 8001/tcp shop "]);
});

test("a setting in the middle of a row stands alone", () => {
    const config = configOf({ web: [["9000"], ["9001"], ["9002"]] });
    expect(portChecks(config, { A: 9001 }, [use(9002)]).map(check => check.field ?? "-")).toEqual(["settings.A", "-"]);
});

test("two that want the same port", () => {
    expect(stops(configOf({ a: [["9001"]], b: [["9001"]] }), { A: 9001, B: 9001 }, []))
        .toEqual(["settings.A 9001/tcp  9002"]);
    expect(portChecks(configOf({ a: [["9001"], ["9002"]], b: [["9002"], ["9003"]] }), {}, [])).toEqual([
        { is: "port", level: "stop", key: "", port: 9002, protocol: "tcp", holder: "", twice: true },
    ]);
    expect(stops(configOf({ a: [["9001"], ["9001", "udp"]] }), { A: 9001 }, [])).toEqual([]);
});

test("a port that nothing publishes, or that is known without the compose file", () => {
    const hostNetwork = configOf({ web: [] });
    for (const config of [hostNetwork, undefined])
        expect(stops(config, { A: 9001 }, [use(9001)])).toEqual(["settings.A 9001/tcp shop 9002"]);
});

test("who has a port: an app comes before a container, a container before the program that listens", () => {
    const record = { app_id: "shop", ports: { W9_HTTP_PORT_SET: 9001, W9_OTHER_PORT_SET: 9005 } };
    const published = [
        { address: "", first: 9001, last: 9001, protocol: "tcp" },
        { address: "", first: 53, last: 53, protocol: "udp" },
    ];
    const records = JSON.parse(JSON.stringify({ shop: { ...record, published } })) as Parameters<typeof portUses>[1];
    const listeners = [9001, 9003, 22].map(port => ({ protocol: "tcp" as const, port, address: "", inode: `of ${port}` }));
    const bindings = new Map([["c1", [{ address: "0.0.0.0", first: 9003, last: 9003, protocol: "tcp" }]]]);
    const uses = portUses({ listeners, bindings }, records);
    const holders = [9001, 9003, 9005, 22].map(port => uses.find(({ first }) => first === port))
        .map(use => use?.holder || use?.of);
    expect(holders).toEqual(["shop", { container: "c1" }, "shop", { inode: "of 22" }]);
    expect(portsInTheWay(configOf({ git: [["22"]], web: [["9001"], ["80"]] }), {}, uses).map(({ first }) => first))
        .toEqual([22, 9001]);
    expect(uses.filter(({ first }) => first === 53)).toEqual([use(53, { protocol: "udp" })]);
});

test.each([
    ["::1", "::1", true], ["[::1]", "::1", true], ["::1", "::2", false], ["2001:db8::1", "2001:DB8:0::1", true],
    ["::", "::1", true], ["0.0.0.0", "::1", true], ["::ffff:127.0.0.1", "127.0.0.1", true], ["::1", "127.0.0.1", false],
])("a port on %s and one on %s are the same: %j", (bound, wanted, expected) => {
    const bindings = new Map([["c1", [{ address: bound, first: 80, last: 80, protocol: "tcp" }]]]);
    const uses = portUses({ listeners: [], bindings }, {});
    expect(portsInTheWay(configOf({ web: [["80", "tcp", wanted]] }), {}, uses)).toHaveLength(expected ? 1 : 0);
});

test("free ports: from where the library says, then from 9001, and none at all", () => {
    expect(freePort(80, new Set([80, 81]))).toBe(82);
    expect(freePort(65535, new Set([65535]))).toBe(9001);
    expect(freePort(9001, new Set(Array.from({ length: 65535 }, (_, at) => at + 1)))).toBeUndefined();
});

test("addresses that are not the host's", () => {
    const config = configOf({
        a: [["53", "udp", "10.0.0.1"], ["80", "tcp", "127.0.0.1"], ["81", "tcp", "::"], ["82", "tcp", "10.0.0.2"]],
    });
    expect(addressChecks(config, { W9_IP_SET: "10.0.0.2" }, { addresses: ["10.0.0.1"], addresses6: ["::1",
        "2001:db8::1"] })).toEqual([{
        is: "address", level: "stop", key: "W9_IP_SET", field: "settings.W9_IP_SET",
        need: "10.0.0.2", have: ["10.0.0.1"],
    }]);
    const host = { addresses: ["10.0.0.1"], addresses6: ["::1", "2001:db8::1"] };
    const sixth = configOf({ a: [["80", "tcp", "[::1]"], ["81", "tcp", "2001:DB8:0::1"], ["82", "tcp", "2001:db8::2"]] });
    expect(addressChecks(sixth, {}, host)).toMatchObject([{ need: "2001:db8::2", have: ["::1", "2001:db8::1"] }]);
});
