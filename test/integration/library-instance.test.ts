// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an instance of a library's app gets: what is its own in .env, the admin's settings, an address, a network. */
import { machine, TriedLibrary } from "./tried-library";
import type { Host } from "../../src/apps/host/host";
import { emptyHost, on } from "../library/empty-host";
import { plainCompose, plainEnv } from "../library/made-library";

jest.setTimeout(60_000);

let host: Host;
let library: TriedLibrary;
beforeAll(async () => { host = await emptyHost(machine); });
beforeEach(() => { library = new TriedLibrary(host); });
afterEach(() => { library.remove(); });

test("sets what is an instance's own, and leaves every other byte of .env", async () => {
    const env = "# W9_ID=no\nW9_ID='app'  # the name\r\nW9_RCODE=\"abcdef0123\"\nX=$W9_ID-db\n\n" +
        " W9_URL_REPLACE=true\nW9_URL=a.b\n";
    library.add("app", { env, compose: "services: {app: {image: x, ports: [\"80\"]}}" });
    const { plan } = await library.installed("app");
    const code = /W9_RCODE="([0-9a-f]{10})"/.exec(plan.env)?.[1] ?? "";
    expect(plan.env).toBe(env.replace("'app'", "'blog'").replace("abcdef0123", code).replace("=a.b", "=host.example"));
    expect(code).not.toBe("abcdef0123");
});

test.each([
    ["W9_URL='internet_ip:$W9_HTTP_PORT_SET'", "W9_URL='host.example:9001'"],
    ["W9_URL=appname.example.com", "W9_URL=host.example:9001"],
    ["W9_URL=''", "W9_URL='host.example:9001'"],
    ["W9_URL=https://internet_ip", "W9_URL=https://host.example:9001"],
    ["W9_URL=internet_ip\nW9_URL_WITH_PORT=false", "W9_URL=host.example\nW9_URL_WITH_PORT=false"],
])("writes the address where the library asks for it: %j", async (assigned, expected) => {
    library.add("app", { env: `${plainEnv.replace(/W9_URL=.*/, assigned)}W9_URL_REPLACE=true\n` });
    expect((await library.installed("app")).plan.env).toContain(`\n${expected}\n`);
});

test("shows the fresh password, not the library's", async () => {
    library.add("app", { env: plainEnv.replace(/W9_LOGIN_PASSWORD=.*\n/, "") });
    library.add("other");
    for (const name of ["app", "other"]) {
        const { access, plan } = await library.installed(name);
        expect(access.password.length).toBeGreaterThan(10);
        expect(plan.env).toContain(access.password);
    }
});

test("takes settings as they are given", async () => {
    library.add("app", {
        env: `${plainEnv}W9_SCAN_PATH_SET='/'\n`,
        compose: plainCompose.replace("    env_file", "    volumes: [\"$W9_SCAN_PATH_SET:/data\"]\n    env_file"),
    });
    const { plan, config, checks } = await library.installed("app", { W9_HTTP_PORT_SET: "8088", W9_SCAN_PATH_SET: "/srv/a b" });
    expect(plan.settings).toEqual({ W9_HTTP_PORT_SET: "8088", W9_SCAN_PATH_SET: "/srv/a b" });
    expect(config.services.app?.mounts[0]?.source).toBe("/srv/a b");
    expect(config.services.app?.ports[0]?.host).toEqual({ first: 8088, last: 8088 });
    expect(checks).toContainEqual(
        { is: "privilege", level: "warn", what: "host-path", service: "app", detail: "/srv/a b" });
});

test("puts an address of this host in the place of the author's own", async () => {
    library.add("dns", {
        env: "W9_ID=dns\nW9_INNERIP_SET=192.168.2.227\n",
        compose: "services: {dns: {image: x, ports: [\"$W9_INNERIP_SET:53:53/udp\"]}}",
    });
    const { config } = await library.installed("dns");
    expect(config.services.dns?.ports[0]).toMatchObject({ address: "192.0.2.10", host: { first: 53, last: 53 } });
    const asked = await library.prepared("dns", { W9_INNERIP_SET: "192.0.2.99" });
    expect(asked.checks.filter(({ level }) => level === "stop")).toEqual([{
        is: "address", level: "stop", key: "W9_INNERIP_SET", field: "settings.W9_INNERIP_SET", need: "192.0.2.99",
        have: ["127.0.0.1", "192.0.2.10"],
    }]);
});

test("gives an app a network of its own, and makes one of a fixed name that others may join", async () => {
    library.add("own");
    library.add("fixed", { compose: plainCompose.replace("name: $W9_NETWORK", "name: websoft9") });
    library.add("inner", { compose: plainCompose.replace(/networks:[^]*/, "") });
    expect((await library.installed("own")).network).toEqual({ name: "appmanage-blog", subnet: "10.213.0.0/26" });
    const fixed = await library.installed("fixed");
    expect(fixed.network?.name).toBe("websoft9");
    expect(fixed.checks).toContainEqual({ is: "shared-network", level: "warn", name: "websoft9" });
    expect((await library.installed("inner")).network).toEqual({ name: "blog_default", subnet: "10.213.0.0/26" });
});

test("joins the network that the configuration names", async () => {
    library.add("app");
    const around = on(host, { sharedNetwork: "websoft9", networks: [{ name: "websoft9", subnets: [], labels: {} }] });
    const joined = await library.prepared("app", {}, "1.0", around);
    expect(joined.network).toBeNull();
    expect(Object.values(joined.resolved?.config.networks ?? {}))
        .toMatchObject([{ name: "websoft9", external: true }]);
    expect(joined.checks.filter(({ level }) => level !== "ok")).toEqual([]);
    const absent = await library.prepared("app", {}, "1.0", { ...around, networks: [] });
    expect(absent.checks.filter(({ level }) => level === "stop"))
        .toEqual([{ is: "missing", level: "stop", what: "network", name: "websoft9" }]);
});
