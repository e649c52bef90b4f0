// SPDX-License-Identifier: LGPL-2.1-or-later
import { anApp } from "../../../test/fakes/manager";
import { containersFrom, type Container } from "../../docker/container";
import type { AppRecord, ServiceRecord } from "../records/record";
import { observed, versionOf } from "./observed";

type Access = AppRecord["access"];

const port = (host: number, container: number, address = "0.0.0.0", protocol = "tcp") =>
    ({ IP: address, PublicPort: host, PrivatePort: container, Type: protocol });

function container(service: string, Ports: object[], more: object = {}): Container {
    const [one] = containersFrom([{
        Id: service, Names: [`/blog-${service}-1`], Image: "x", State: "running", Status: "Up 1 hour", Created: 1, Ports,
        Labels: { "com.docker.compose.project": "blog", "com.docker.compose.service": service }, ...more,
    }]);
    if (!one)
        throw new Error("The container is missing.");
    return one;
}

const down = { State: "exited", Status: "Exited (0) 1 hour ago" };
const target = { service: "web", port: 80 };
const older: Access = {
    port: 9001, url: "http://$host:9001", admin_url: "http://$host:9001/admin", user_name: "u", password: "p",
};
const asInstalled: Access = { ...older, target };

function seen(access: Access, containers: readonly Container[], hostName = "server") {
    const { record, localOnly } = observed(anApp("blog", { record: { access } }).record, containers, hostName);
    return [record.access.url, record.access.admin_url, record.access.port, localOnly];
}

const plain = ["http://server:9001", "http://server:9001/admin", 9001, false];

it.each<[string, Access, Container[], (string | number | boolean | null)[]]>([
    ["as installed", asInstalled, [container("web", [port(9001, 80), port(9001, 80, "::")])], plain],
    ["of an older record", older, [container("web", [port(9001, 80)])], plain],
    ["of an app that is down", asInstalled, [container("web", [], down)], plain],
    ["of an app without containers", asInstalled, [], plain],
    ["on another port by now", asInstalled, [container("web", [port(9044, 80)])],
        ["http://server:9044", "http://server:9044/admin", 9044, false]],
    ["of an older record on another port by now", older, [container("web", [port(9044, 80)])],
        ["http://server:9044", "http://server:9044/admin", 9044, false]],
    ["of an older record that publishes more, on another port by now", older,
        [container("web", [port(9044, 80), port(2222, 22)])], plain],
    ["on another port on both sides", asInstalled, [container("web", [port(9044, 8080)]), container("db", [port(5432, 5432)])],
        ["http://server:9044", "http://server:9044/admin", 9044, false]],
    ["with TLS by now", asInstalled, [container("web", [port(9044, 8443)])],
        ["https://server:9044", "https://server:9044/admin", 9044, false]],
    ["by another service", asInstalled, [container("web", []), container("proxy", [port(9001, 8000)])],
        ["http://server:9001", "http://server:9001/admin", 9001, false]],
    ["no longer published", asInstalled, [container("web", [])], ["", "", null, false]],
    ["of an older record, not published", older, [container("web", [])], plain],
    ["published for udp alone", asInstalled, [container("web", [port(9001, 80, "0.0.0.0", "udp")])], ["", "", null, false]],
    ["on one address", asInstalled, [container("web", [port(9001, 80, "192.0.2.1")])],
        ["http://192.0.2.1:9001", "http://192.0.2.1:9001/admin", 9001, false]],
    ["on an IPv6 address", asInstalled, [container("web", [port(9001, 80, "2001:db8::1")])],
        ["http://[2001:db8::1]:9001", "http://[2001:db8::1]:9001/admin", 9001, false]],
    ["on loopback", asInstalled, [container("web", [port(9001, 80, "127.0.0.1")])],
        ["http://127.0.0.1:9001", "http://127.0.0.1:9001/admin", 9001, true]],
    ["on IPv6 loopback", asInstalled, [container("web", [port(9001, 80, "::1")])],
        ["http://[::1]:9001", "http://[::1]:9001/admin", 9001, true]],
    ["on loopback and on an address", asInstalled,
        [container("web", [port(9001, 80, "127.0.0.1"), port(9001, 80, "192.0.2.1")])],
        ["http://192.0.2.1:9001", "http://192.0.2.1:9001/admin", 9001, false]],
    ["of one of several containers", asInstalled,
        [container("web", [], down), container("web", [port(9044, 80)])],
        ["http://server:9044", "http://server:9044/admin", 9044, false]],
    ["with https", { ...asInstalled, url: "https://$host:9001", admin_url: "" }, [container("web", [port(9443, 80)])],
        ["https://server:9443", "", 9443, false]],
    ["of a port that is not a web page", { ...asInstalled, url: "", admin_url: "" }, [container("web", [port(9044, 80)])],
        ["", "", 9044, false]],
    ["of a database", { ...older, port: null, url: "", admin_url: "" }, [container("db", [port(5432, 5432)])],
        ["", "", null, false]],
    ["with an admin page on a port of its own", { ...asInstalled, admin_url: "http://$host:9002/ui" },
        [container("web", [port(9044, 80), port(9002, 81, "192.0.2.1")])],
        ["http://server:9044", "http://192.0.2.1:9002/ui", 9044, false]],
    ["with an admin page on a port that is not published", { ...asInstalled, admin_url: "http://$host:9002/ui" },
        [container("web", [port(9044, 80)])], ["http://server:9044", "http://server:9002/ui", 9044, false]],
    ["recorded with an address, everywhere by now", { ...asInstalled, url: "http://192.0.2.1:9001", admin_url: "" },
        [container("web", [port(9001, 80)])], ["http://server:9001", "", 9001, false]],
])("tells the web page %s", (_what, access, containers, expected) => {
    expect(seen(access, containers)).toEqual(expected);
});

it("puts an IPv6 host name into brackets", () => {
    expect(seen(asInstalled, [container("web", [port(9001, 80)])], "2001:db8::1")[0]).toBe("http://[2001:db8::1]:9001");
});

it.each([
    ["everywhere, once", [port(5432, 5432), port(5432, 5432, "::")], ["server:5432 tcp"]],
    ["on one address", [port(5432, 5432, "192.0.2.1")], ["192.0.2.1:5432 tcp"]],
    ["on IPv6", [port(5432, 5432, "2001:db8::1")], ["[2001:db8::1]:5432 tcp"]],
    ["on loopback", [port(5432, 5432, "127.0.0.1")], ["127.0.0.1:5432 tcp local"]],
    ["in order", [port(8080, 80), port(53, 53, "0.0.0.0", "udp"), port(443, 443)],
        ["server:53 udp", "server:443 tcp", "server:8080 tcp"]],
    ["side by side", [6002, 6000, 6001, 6004].map(at => port(at, at)), ["server:6000-6002 tcp", "server:6004 tcp"]],
    ["side by side, on two addresses", [port(6000, 1), port(6001, 2, "127.0.0.1")],
        ["server:6000 tcp", "127.0.0.1:6001 tcp local"]],
    ["nowhere", [], []],
])("lists ports that are published %s", (_what, ports, expected) => {
    const { published } = observed(anApp("blog").record, [container("db", ports)], "server");
    expect(published.map(({ address, protocol, localOnly }) => `${address} ${protocol}${localOnly ? " local" : ""}`))
        .toEqual(expected);
});

function recordWith(version: string, images: Record<string, string>, access: Access = asInstalled): AppRecord {
    const services = Object.fromEntries(Object.entries(images).map(([name, image]): [string, ServiceRecord] =>
        [name, { restart: "always", oneShot: false, healthcheck: false, image, scale: 1 }]));
    return anApp("blog", { record: { version, services, access } }).record;
}

it.each([
    ["as installed", "7.0.4", "wordpress:7.0.4", "wordpress:7.0.4", "7.0.4"],
    ["of another tag", "7.0.4", "wordpress:7.0.4", "wordpress:7.1.0", "7.1.0"],
    ["within a tag", "7.0.4", "wordpress:7.0.4-php8.3-apache", "wordpress:7.1.0-php8.3-apache", "7.1.0"],
    ["after a letter", "7.0.4", "gitea:v7.0.4", "gitea:v7.1.0", "7.1.0"],
    ["from another registry", "7.0.4", "docker.io/library/wordpress:7.0.4", "registry:5000/wordpress:7.1.0", "7.1.0"],
    ["of a tag of another shape", "7.0.4", "wordpress:7.0.4-apache", "wordpress:8-fpm", "8-fpm"],
    ["of a tag with a digest", "7.0.4", "wordpress:7.0.4@sha256:00", "wordpress:7.1.0@sha256:ff", "7.1.0"],
    ["of an image without a tag", "7.0.4", "wordpress:7.0.4", "sha256:c0ffee", "7.0.4"],
    ["of an image by its id", "7.0.4", "wordpress:7.0.4", "c0ffee", "7.0.4"],
    ["of a registry's port", "7.0.4", "wordpress:7.0.4", "registry:5000/wordpress", "7.0.4"],
    ["of an app whose images do not have it", "7.0.4", "wordpress:php8", "wordpress:php9", "7.0.4"],
    ["that is part of a longer number", "7.0", "wordpress:17.0.4", "wordpress:18", "7.0"],
    ["that is the end of the number", "8", "redis:8.10", "redis:8.11", "8"],
    ["that moves", "latest", "redis:latest", "redis:8.11", "8.11"],
    ["that is empty", "", "redis:8.11", "redis:8.12", ""],
])("tells the version %s", (_what, version, image, runs, expected) => {
    expect(versionOf(recordWith(version, { web: image }), [container("web", [], { Image: runs })])).toBe(expected);
});

it("tells the version of the web page's service, where several have its number", () => {
    const record = recordWith("8", { db: "mysql:8", web: "app:8" });
    const containers = [container("db", [], { Image: "mysql:9" }), container("web", [], { Image: "app:8" })];
    expect(versionOf(record, containers)).toBe("8");
    expect(versionOf(recordWith("8", { db: "mysql:8", web: "app:8" }, older), containers)).toBe("9");
});

it("tells the version of what runs rather than of what is left of before", () => {
    const containers = [container("web", [], { Image: "app:7", ...down }), container("web", [], { Image: "app:8" })];
    expect(versionOf(recordWith("7", { web: "app:7" }), containers)).toBe("8");
    expect(versionOf(recordWith("7", { web: "app:7" }), [])).toBe("7");
});
