// SPDX-License-Identifier: LGPL-2.1-or-later
import { composeConfigFrom } from "../docker/compose-config";
import { accessOf, accessVariables, addressed, probedPort, variablesOf } from "./access";

function config(service: object) {
    return composeConfigFrom(JSON.stringify({ name: "x", services: { web: { image: "web", ...service } } }));
}

const published = (port: number, protocol = "tcp") => ({ ports: [{ target: 80, published: String(port), protocol }] });
const http = { W9_HTTP_PORT_SET: 9001 };

test("asks compose only for what the app's file has", () => {
    const env = "W9_URL=x\nW9_ID=y\nW9_LOGIN_USER=a\nW9_URL=z\n# W9_ADMIN_PATH=/\n";
    expect(accessVariables(env)).toEqual(["W9_URL", "W9_LOGIN_USER"]);
});

test.each([
    ["a web app", published(9001), http, { W9_URL: "" }, { port: 9001, url: "http://$host:9001" }],
    [
        "one with https", published(9443), { W9_HTTPS_PORT_SET: 9443 }, { W9_URL: "x" },
        { port: 9443, url: "https://$host:9443" },
    ],
    [
        "one on the host's network", { network_mode: "host" }, http, { W9_URL: "x" },
        { port: 9001, url: "http://$host:9001" },
    ],
    ["one that is no web app by its own word", published(9001), http, {}, { port: 9001, url: "" }],
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

test("a port is tried where no health check says that the app is ready", () => {
    const healthcheck = { test: ["CMD", "true"] };
    expect(probedPort(config(published(9001)), http)).toBe(9001);
    expect(probedPort(config({ ...published(9001), healthcheck }), http)).toBeNull();
    expect(probedPort(config(published(6379)), { W9_DB_PORT_SET: 6379 })).toBeNull();
});

test.each([
    ["server.example", "http://server.example:1/"], ["192.0.2.1", "http://192.0.2.1:1/"],
    ["2001:db8::1", "http://[2001:db8::1]:1/"], ["[2001:db8::1]", "http://[2001:db8::1]:1/"],
])("whoever reaches the host as %s gets %s", (hostName, url) => {
    const access = { port: 1, url: "http://$host:1/", admin_url: "http://$host:1/", user_name: "", password: "$host" };
    expect(addressed(access, hostName)).toEqual({ ...access, url, admin_url: url });
});
