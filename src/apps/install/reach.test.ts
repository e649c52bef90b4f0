// SPDX-License-Identifier: LGPL-2.1-or-later
import { composeConfigFrom, type ComposeConfig } from "../../docker/compose-config";
import {
    chosenReach, offeredPorts, unknownPorts, variableOf, withReach, type Reach, type ReachChoice, type ReachOf,
} from "./reach";

type Port = { target: number, published?: string, protocol?: string, host_ip?: string };

function configOf(services: Record<string, Port[]>): ComposeConfig {
    return composeConfigFrom(JSON.stringify({
        name: "app",
        services: Object.fromEntries(Object.entries(services).map(([name, ports]) => [name, { image: "x", ports }])),
    }));
}

function about(services: Record<string, Port[]>, settings: Record<string, string> = {}, categories: string[] = []): ReachOf {
    return { config: configOf(services), settings, categories };
}

function addresses(app: ReachOf, choice?: ReachChoice): string[] {
    return Object.values(withReach(app, choice).services).flatMap(({ ports }) => ports.map(({ address }) => address));
}

const redis = about({ redis: [{ target: 6379, published: "6380" }] }, { W9_DB_PORT_SET: "6380" }, ["databases"]);

test("it names a port by the setting that carries it, else by service, port and protocol", () => {
    const app = about({
        web: [{ target: 3000, published: "9001" }, { target: 53, published: "53", protocol: "udp" }, { target: 8080 }],
        db: [{ target: 5432, published: "5000" }],
    }, { W9_HTTP_PORT_SET: "9001", W9_TITLE_SET: "5000" });
    expect(offeredPorts(app).map(({ key, isWeb }) => [key, isWeb])).toEqual([
        ["W9_HTTP_PORT_SET", true], ["web:53/udp", false], ["web:8080/tcp", false], ["db:5432/tcp", false],
    ]);
});

test("it takes ports in a row together", () => {
    const row = [1, 2, 3].map(at => ({ target: 7000 + at, published: String(7100 + at), protocol: "udp" }));
    expect(offeredPorts(about({ voice: row }))).toEqual([{
        key: "voice:7001-7003/udp", service: "voice", host: { first: 7101, last: 7103 },
        container: { first: 7001, last: 7003 }, protocol: "udp", isWeb: false, reach: "network",
    }]);
    expect(offeredPorts(about({ voice: row }, { W9_RTP_PORT_SET: "7101-7103" })).map(({ key }) => key))
        .toEqual(["W9_RTP_PORT_SET"]);
});

test("it closes databases, but not their web pages", () => {
    const both = [{ target: 8080, published: "9001" }, { target: 9999, published: "9002" }];
    expect(offeredPorts(about({ a: both }, { W9_HTTP_PORT_SET: "9001" }, ["databases"])).map(({ reach }) => reach))
        .toEqual(["network", "server"]);
    expect(offeredPorts(about({ a: both }, { W9_HTTP_PORT_SET: "9001" })).map(({ reach }) => reach))
        .toEqual(["network", "network"]);
    expect(offeredPorts(redis).map(({ reach }) => reach)).toEqual(["server"]);
});

test.each(["databases", "Database", "db"])("it closes the ports of the category %s", category => {
    expect(addresses(about({ a: [{ target: 9999, published: "9999" }] }, {}, [category]))).toEqual(["127.0.0.1"]);
});

test.each([3306, 5432, 6379, 27017, 1433, 11211])("it closes port %s of a container without a category", target => {
    expect(addresses(about({ a: [{ target, published: "9999" }] }))).toEqual(["127.0.0.1"]);
});

test("it closes what W9_DB_PORT_SET carries, whatever the container listens on", () => {
    expect(addresses(about({ a: [{ target: 4000, published: "4001" }] }, { W9_DB_PORT_SET: "4001" }))).toEqual(["127.0.0.1"]);
});

test("it leaves closed what the library closes", () => {
    const app = about({ a: [
        { target: 80, published: "80", host_ip: "127.0.0.1" }, { target: 81, published: "81", host_ip: "::1" },
    ] });
    expect(offeredPorts(app).map(({ reach }) => reach)).toEqual(["server", "server"]);
    expect(addresses(app)).toEqual(["127.0.0.1", "::1"]);
});

const everyAddress = about({ a: ["", "0.0.0.0", "10.0.0.5", "::", "fd00::1", "127.0.0.2", "::1"]
    .map((host_ip, at) => ({ target: 1000 + 10 * at, published: String(2000 + 10 * at), host_ip })) });

test("it publishes on a loopback address of the same family for this server only", () => {
    expect(addresses(everyAddress, "server")).toEqual(["127.0.0.1", "127.0.0.1", "127.0.0.1", "::1", "::1", "127.0.0.2", "::1"]);
});

test("it opens loopback addresses to the network and keeps all others", () => {
    expect(addresses(everyAddress, "network")).toEqual(["", "0.0.0.0", "10.0.0.5", "::", "fd00::1", "0.0.0.0", "::"]);
});

test("it follows the choice for each port and fills in what is left out", () => {
    const app = about({
        git: [{ target: 3000, published: "9001" }, { target: 22, published: "2222" }],
        db: [{ target: 5432, published: "5432" }],
    }, { W9_HTTP_PORT_SET: "9001", W9_SSH_PORT_SET: "2222" });
    expect(addresses(app, { W9_SSH_PORT_SET: "server", "db:5432/tcp": "network" })).toEqual(["", "127.0.0.1", ""]);
    expect(addresses(app, { "git:22/tcp": "server" })).toEqual(["", "127.0.0.1", "127.0.0.1"]);
    expect(chosenReach(app, { "git:22/tcp": "server" })).toEqual({
        W9_HTTP_PORT_SET: "network", W9_SSH_PORT_SET: "server", "db:5432/tcp": "server",
    });
});

test("it lets one port of a row differ from the others", () => {
    const app = about({ a: [1, 2, 3].map(at => ({ target: at, published: String(8000 + at) })) });
    const choice: ReachChoice = { "a:2/tcp": "server" };
    expect(addresses(app, choice)).toEqual(["", "127.0.0.1", ""]);
    expect(addresses(app, chosenReach(app, choice))).toEqual(["", "127.0.0.1", ""]);
});

test("it names keys that are not ports of the app", () => {
    expect(unknownPorts(redis, { W9_DB_PORT_SET: "server", "redis:6379/tcp": "network" })).toEqual([]);
    const choice = Object.fromEntries<Reach>([["toString", "server"], ["redis:1/tcp", "server"]]);
    expect(unknownPorts(redis, choice)).toEqual(["toString", "redis:1/tcp"]);
    expect(unknownPorts(redis, "server")).toEqual([]);
});

test("it names a variable only for the one port that is its whole value", () => {
    const port = (first: number, last = first) => ({ address: "", host: { first, last }, container: 1, protocol: "tcp" });
    const settings = { W9_A_PORT_SET: "9001", W9_B_PORT_SET: "9100-9102", W9_TITLE_SET: "7" };
    expect([port(9001), port(9101), port(7)].map(one => variableOf(one, settings)))
        .toEqual(["W9_A_PORT_SET", undefined, undefined]);
});
