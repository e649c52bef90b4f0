// SPDX-License-Identifier: LGPL-2.1-or-later
import { composeConfigFrom } from "../docker/compose-config";
import { accessOf, accessVariables, probeOf, variablesOf } from "./access";
import { addressed } from "./address";

function config(service: object) {
    return composeConfigFrom(JSON.stringify({ name: "x", services: { web: { image: "web", ...service } } }));
}

const published = (port: number, protocol = "tcp") => ({ ports: [{ target: 80, published: String(port), protocol }] });
const bound = (address: string, port = 9001, target = 80) =>
    ({ target, published: String(port), protocol: "tcp", host_ip: address });
const http = { W9_HTTP_PORT_SET: 9001 };
const target = { service: "web", port: 80 };

test("asks compose only for what the app's file has", () => {
    const env = "W9_URL=x\nW9_ID=y\nW9_LOGIN_USER=a\nW9_URL=z\n# W9_ADMIN_PATH=/\n";
    expect(accessVariables(env)).toEqual(["W9_URL", "W9_LOGIN_USER"]);
});

test.each([
    ["a web app", published(9001), http, { W9_URL: "" }, { port: 9001, url: "http://$host:9001", target }],
    [
        "one with https", published(9443), { W9_HTTPS_PORT_SET: 9443 }, { W9_URL: "x" },
        { port: 9443, url: "https://$host:9443", target },
    ],
    [
        "one on an address", { ports: [bound("192.0.2.1")] }, http, { W9_URL: "" },
        { port: 9001, url: "http://192.0.2.1:9001", target },
    ],
    [
        "one on an IPv6 address", { ports: [bound("2001:db8::1")] }, http, { W9_URL: "" },
        { port: 9001, url: "http://[2001:db8::1]:9001", target },
    ],
    [
        "one on every IPv6 address", { ports: [bound("::")] }, http, { W9_URL: "" },
        { port: 9001, url: "http://$host:9001", target },
    ],
    [
        "one on loopback", { ports: [bound("127.0.0.1")] }, http, { W9_URL: "" },
        { port: 9001, url: "http://127.0.0.1:9001", target },
    ],

    [
        "one whose container port is that of https", { ports: [{ target: 443, published: "9001", protocol: "tcp" }] }, http,
        { W9_URL: "" }, { port: 9001, url: "https://$host:9001", target: { service: "web", port: 443 } },
    ],
    [
        "one on the host's network", { network_mode: "host" }, http, { W9_URL: "x" },
        { port: 9001, url: "http://$host:9001" },
    ],
    ["one that does not declare itself a web app", published(9001), http, {}, { port: 9001, url: "", target }],
    ["one whose port is not published", {}, http, { W9_URL: "x" }, { port: null, url: "" }],
    ["one that is published for udp", published(9001, "udp"), http, { W9_URL: "x" }, { port: null, url: "" }],
    ["a database", published(6379), { W9_DB_PORT_SET: 6379 }, {}, { port: null, url: "" }],
])("%s", (_what, service, ports, variables, expected) => {
    const access = accessOf({ config: config(service), variables }, ports);
    expect(access).toEqual({ admin_url: "", user_name: "", password: "", ...expected });
});

test.each([
    ["/admin", "http://$host:9001/admin"], ["admin", "http://$host:9001/admin"], [":9002", "http://$host:9002"],
    [":9002/ui?a=$&", "http://$host:9002/ui?a=$&"], ["@evil.example", "http://$host:9001/@evil.example"],
    [":9002@evil.example", "http://$host:9001/:9002@evil.example"], ["", ""],
])("the way to the administration %j is %j", (W9_ADMIN_PATH, expected) => {
    const variables = { W9_URL: "", W9_ADMIN_PATH, W9_LOGIN_USER: "admin", W9_LOGIN_PASSWORD: "secret" };
    const access = accessOf({ config: config(published(9001)), variables }, http);
    expect(access).toMatchObject({ admin_url: expected, user_name: "admin", password: "secret" });
});

test.each([
    ["what services read from the file", "env_file: .env", "", "late"],
    ["what compose puts into its own file", "command: --user=${W9_LOGIN_USER}", "", ""],
    ["and there without braces", "command: --user=$W9_LOGIN_USER", "early", "early"],
    ["not that of a longer name", "command: $W9_LOGIN_USERS", "", "late"],
])("a variable is %s", (_what, compose, value, expected) => {
    const resolved = { config: config({ environment: { W9_LOGIN_USER: "late" } }), variables: { W9_LOGIN_USER: value } };
    expect(variablesOf(resolved, compose, "W9_LOGIN_USER=$LATER\n")).toEqual({ W9_LOGIN_USER: expected });
    expect(variablesOf({ ...resolved, config: config({}) }, compose, "W9_LOGIN_USER=$LATER\n"))
        .toEqual({ W9_LOGIN_USER: value });
    expect(variablesOf(resolved, compose, "W9_LOGIN_USER=late\n")).toEqual({ W9_LOGIN_USER: value });
});

test("a variable is that of the service that has it, whichever that is", () => {
    const services = { cache: { image: "x" }, db: { image: "x", environment: { W9_LOGIN_USER: "" } }, web: {
        image: "x", environment: { W9_LOGIN_USER: "late" },
    } };
    const resolved = {
        config: composeConfigFrom(JSON.stringify({ name: "x", services })), variables: { W9_LOGIN_USER: "" },
    };
    expect(variablesOf(resolved, "", "W9_LOGIN_USER=$LATER\n")).toEqual({ W9_LOGIN_USER: "late" });
});

test.each([
    [{ W9_LOGIN_USER: "elastic", W9_POWER_PASSWORD: "secret" }, "secret"],
    [{ W9_LOGIN_USER: "elastic", W9_LOGIN_PASSWORD: "", W9_POWER_PASSWORD: "secret" }, ""],
    [{ W9_POWER_PASSWORD: "secret" }, ""], [{ W9_LOGIN_USER: "elastic" }, ""],
])("the first user's password by %j is %j", (variables, password) => {
    expect(accessOf({ config: config({}), variables }, {}).password).toBe(password);
});

const healthcheck = { test: ["CMD", "true"] };
const https = { W9_HTTPS_PORT_SET: 9443 };

test.each([
    ["the web port", published(9001), http, { scheme: "http", address: "", port: 9001 }],
    ["https by the key", published(9443), https, { scheme: "https", address: "", port: 9443 }],
    ["https by the container's port", { ports: [bound("", 9001, 8443)] }, http, { scheme: "https", address: "", port: 9001 }],
    ["https by the port of the host's network", { network_mode: "host" }, { W9_HTTP_PORT_SET: 443 },
        { scheme: "https", address: "", port: 443 }],
    ["every IPv4 address", { ports: [bound("0.0.0.0")] }, http, { scheme: "http", address: "", port: 9001 }],
    ["every IPv6 address only", { ports: [bound("::")] }, http, { scheme: "http", address: "::1", port: 9001 }],
    ["one address", { ports: [bound("192.0.2.1")] }, http, { scheme: "http", address: "192.0.2.1", port: 9001 }],
    ["loopback", { ports: [bound("127.0.0.1")] }, http, { scheme: "http", address: "127.0.0.1", port: 9001 }],
    ["an IPv6 address", { ports: [bound("2001:db8::1")] }, http, { scheme: "http", address: "2001:db8::1", port: 9001 }],
    ["an IPv6 address in brackets", { ports: [bound("[::1]")] }, http, { scheme: "http", address: "::1", port: 9001 }],
    ["the widest of several addresses", { ports: [bound("127.0.0.1"), bound("::1"), bound("192.0.2.1")] }, http,
        { scheme: "http", address: "192.0.2.1", port: 9001 }],
    ["every address rather than one", { ports: [bound("192.0.2.1"), bound("")] }, http,
        { scheme: "http", address: "", port: 9001 }],
    ["nothing where a health check decides", { ...published(9001), healthcheck }, http, null],
    ["nothing where a health check on one address decides", { ports: [bound("127.0.0.1")], healthcheck }, http, null],
    ["nothing of a service with a health check on the host's network", { network_mode: "host", healthcheck }, http, null],
    ["the port where the image's check is disabled", { ...published(9001), healthcheck: { disable: true } }, http,
        { scheme: "http", address: "", port: 9001 }],
    ["nothing of a database", published(6379), { W9_DB_PORT_SET: 6379 }, null],
    ["nothing where the port is not published", {}, http, null],
    ["nothing where it is published for udp", published(9001, "udp"), http, null],
    ["nothing where the engine chooses one of a range",
        { ports: [{ target: 80, published: "9001-9010", protocol: "tcp" }] }, http, null],
])("probes %s", (_what, service, ports: Record<string, number>, expected) => {
    expect(probeOf(config(service), ports)).toEqual(expected);
});

test.each([
    ["the service in the network has no check", {}, healthcheck, 9001],
    ["the service that publishes has no check", healthcheck, {}, 9001],
    ["both have a check", healthcheck, healthcheck, undefined],
])("probes a port behind a shared network by whether %s", (_what, owner, guest, port) => {
    const check = (healthcheck: object) => Object.keys(healthcheck).length > 0 ? { healthcheck } : {};
    const shared = composeConfigFrom(JSON.stringify({ name: "x", services: {
        vpn: { image: "vpn", ...published(9001), ...check(owner) },
        web: { image: "web", network_mode: "service:vpn", ...check(guest) },
    } }));
    expect(probeOf(shared, http)?.port).toBe(port);
});

test.each([
    ["server.example", "http://server.example:1/"], ["192.0.2.1", "http://192.0.2.1:1/"],
    ["2001:db8::1", "http://[2001:db8::1]:1/"], ["[2001:db8::1]", "http://[2001:db8::1]:1/"],
])("a browser that reaches the host as %s gets %s", (hostName, url) => {
    const access = { port: 1, url: "http://$host:1/", admin_url: "http://$host:1/", user_name: "", password: "$host" };
    expect(addressed(access, hostName)).toEqual({ ...access, url, admin_url: url });
});
