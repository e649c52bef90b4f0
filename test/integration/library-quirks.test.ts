// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * The irregular things that real libraries have, one each: the app loads, is prepared, and resolves as compose reads
 * it; what running_info will answer is what a container reads; a second instance fits beside it. Needs docker's compose
 * command, and no running engine.
 */
import { join } from "node:path";
import { accessOf, addressed } from "../../src/apps/access";
import { prepareInstall, type Prepared } from "../../src/apps/install/prepare";
import type { Host } from "../../src/apps/host/host";
import { readCatalogue } from "../../src/library/library";
import { nodeMachine } from "../../src/machine/node";
import { checkLibraries } from "../library/check-library";
import { emptyHost, on } from "../library/empty-host";
import { faultsOfAccess } from "../library/access-faults";
import { MadeLibrary, plainCompose, plainEnv, type AppShape } from "../library/made-library";

jest.setTimeout(60_000);

const machine = nodeMachine();
let library: MadeLibrary;
let host: Host;
beforeAll(async () => { host = await emptyHost(machine); });
beforeEach(() => { library = new MadeLibrary(); });
afterEach(() => { library.remove(); });

const url = "http://host.example:9001";
const crlf = (text: string) => text.replaceAll("\n", "\r\n");
const encoded = (text: string) => new TextEncoder().encode(text);

async function prepared(name: string, settings: Record<string, string> = {}, version = "1.0"): Promise<Prepared> {
    const { apps, broken } = await readCatalogue(machine, [library.folder]);
    expect(broken).toEqual([]);
    const app = apps.find(one => one.name === name);
    if (!app)
        throw new Error(`${name} is not there`);
    return prepareInstall(machine, app, { id: "blog", version, settings }, on(host));
}

/** All that can be wrong with it, and how it is reached. */
async function installed(name: string, settings: Record<string, string> = {}, version = "1.0") {
    const result = await prepared(name, settings, version);
    expect(result.checks.filter(({ level }) => level === "stop")).toEqual([]);
    if (!result.resolved)
        throw new Error("not resolved");
    const access = addressed(accessOf(result.resolved, result.plan.ports), "host.example");
    expect(await faultsOfAccess(machine, { id: "blog", version, plan: result.plan, access })).toEqual([]);
    return { ...result, config: result.resolved.config, access };
}

interface Quirk extends AppShape {
    access?: Record<string, unknown>;
    ports?: Record<string, number>;
    version?: string;
}

const quirks: Record<string, Quirk> = {
    "nothing special": { access: { port: 9001, url, admin_url: "", user_name: "admin" } },
    "lines with CRLF": {
        env: crlf(plainEnv), compose: crlf(plainCompose), access: { port: 9001, url, user_name: "admin" },
    },
    "byte order marks": {
        env: encoded(`\uFEFF${plainEnv}`), compose: encoded(`\uFEFF${plainCompose}`),
        variables: `\uFEFF${JSON.stringify({
            name: "app", trademark: "App", release: true, edition: [{ dist: "community", version: ["1.0"] }],
            requirements: { cpu: 1, memory: 1, disk: 1 },
        })}`,
        access: { port: 9001, url },
    },
    "spaces around the sign": { env: plainEnv.replaceAll("=", " = "), access: { port: 9001, url, user_name: "admin" } },
    "values like YAML": {
        env: plainEnv.replace("W9_LOGIN_USER=", "W9_LOGIN_USER: ").replace("W9_HTTP_PORT=", "W9_HTTP_PORT: "),
        access: { port: 9001, url, user_name: "admin" },
    },
    "double quotes and comments": {
        env: plainEnv.replace("'9001'", "\"9001\" # the port of the page").replace("=admin", "=admin # the first one"),
        access: { port: 9001, url, user_name: "admin" },
    },
    "a number sign in a password": {
        env: plainEnv.replace("=$W9_POWER_PASSWORD", "='8!xsxI#KZQ $x'"), access: { password: "8!xsxI#KZQ $x" },
    },
    "blanks at the ends of lines": {
        env: plainEnv.replaceAll("\n", "   \n"), access: { port: 9001, url, user_name: "admin" },
    },
    "a variable that is assigned later": {
        env: `W9_ADMIN_PATH=$LATER\nW9_LOGIN_USER=$LATER\n${plainEnv.replace("W9_LOGIN_USER=admin", "LATER=/admin")}`,
        access: { admin_url: `${url}/admin`, user_name: "/admin" },
    },
    "a variable that is assigned later, and that the compose file mentions": {
        env: `W9_LOGIN_USER=$LATER\n${plainEnv.replace("W9_LOGIN_USER=admin", "LATER=root")}`,
        compose: plainCompose.replace("    env_file", "    command: [\"--user=$W9_LOGIN_USER\"]\n    env_file"),
        access: { user_name: "" },
    },
    "W9_POWER_PASSWORD is referred to, and not there": { env: plainEnv.replace(/W9_POWER_PASSWORD=.*\n/, "") },
    "a variable in braces with a default": {
        env: plainEnv.replace("W9_LOGIN_USER=admin", "W9_LOGIN_USER=${NOBODY:-root}"), access: { user_name: "root" },
    },
    "an admin path that is a port": {
        env: `${plainEnv}W9_HTTP_VNC_SET='7900'\nW9_ADMIN_PATH=":$W9_HTTP_VNC_SET"\n`,
        compose: plainCompose.replace(":80\n", ":80\n      - $W9_HTTP_VNC_SET:7900\n"),
        access: { admin_url: "http://host.example:7900" }, ports: { W9_HTTP_PORT_SET: 9001, W9_HTTP_VNC_SET: 7900 },
    },
    "an admin path without a slash": {
        env: `${plainEnv}W9_ADMIN_PATH=wp-admin/\n`, access: { admin_url: `${url}/wp-admin/` },
    },
    "a page by https": {
        env: plainEnv.replaceAll("W9_HTTP_PORT", "W9_HTTPS_PORT").replace("9001", "9443"),
        compose: plainCompose.replaceAll("W9_HTTP_PORT", "W9_HTTPS_PORT"),
        access: { port: 9443, url: "https://host.example:9443" },
    },
    "no page at all": {
        env: plainEnv.replace(/W9_URL.*\n/, "").replaceAll("W9_HTTP_PORT", "W9_DB_PORT"),
        compose: plainCompose.replaceAll("W9_HTTP_PORT", "W9_DB_PORT"),
        access: { port: null, url: "", admin_url: "" }, ports: { W9_DB_PORT_SET: 9001 },
    },
    "ports by names that are not all upper case, or not W9's": {
        env: `${plainEnv}W9_Zero_gRPC_PORT_SET='5080'\nGRPC_PORT_SET=33060\n`,
        compose: plainCompose.replace(
            ":80\n", ":80\n      - ${W9_Zero_gRPC_PORT_SET}:5080\n      - ${GRPC_PORT_SET}:33060\n"),
        ports: { W9_HTTP_PORT_SET: 9001, W9_Zero_gRPC_PORT_SET: 5080, GRPC_PORT_SET: 33060 },
    },
    "a name that is not the folder's": { variables: { name: "docker ", trademark: " App " } },
    "numbers as numbers, and with fractions": { variables: { requirements: { cpu: 1, memory: "0.5", disk: 1.5 } } },
    "several editions": {
        variables: { edition: [{ dist: "community", version: ["1.0"] }, { dist: "enterprise ", version: ["2.0"] }] },
        version: "2.0",
    },
    "versions that are a list in one text": { variables: { edition: { version: "7, 1.0,,latest" } } },
    "versions that are blank among others": { variables: { edition: [{ dist: null, version: ["", null, "1.0"] }] } },
    "requirements that are left out, or have a unit": { variables: { requirements: { memory: "512MB", disk: "" } } },
    "further keys of another program": { variables: { title: null, categories: "cms", summary: 1, settings: [] } },
    "versions that are numbers": { variables: { edition: [{ dist: "community", version: [8, 7.4] }] }, version: "7.4" },
    "no W9_ID": {
        env: plainEnv.replace("W9_ID='app'\n", ""), compose: plainCompose.replace("    container_name: $W9_ID\n", ""),
    },
    "W9_ID in the compose file only": { env: plainEnv.replace("W9_ID='app'\n", "") },
    "no W9_NETWORK": { env: plainEnv.replace(/W9_NETWORK.*\n/, ""), compose: plainCompose.replace(/networks:[^]*/, "") },
    "no W9_VERSION": {
        env: plainEnv.replace(/W9_VERSION.*\n/, ""), compose: plainCompose.replace("$W9_VERSION", "1.27"),
    },
    "a key that is assigned twice": { env: `${plainEnv}W9_ID=again\nW9_POWER_PASSWORD=again\n` },
    "W9_VERSION that the library does not offer": { env: plainEnv.replace("'1.0'", "'0.1-old'") },
    "a password that loses what looks like a variable": {
        env: plainEnv.replace("=$W9_POWER_PASSWORD", "=\"8$Hj0!x\""), access: { password: "8!x" },
    },
    "names and values on one line with a colon": {
        env: `${plainEnv}NEXTAUTH_URL:http://localhost:3000\nMODE: production\n`, access: { port: 9001, url },
    },
    "W9_URL_REPLACE that says no": {
        env: plainEnv.replace("W9_URL=", "W9_URL_REPLACE=false\nW9_URL="), access: { port: 9001, url },
    },
    "no port setting at all": {
        env: plainEnv.replace(/W9_HTTP_PORT_SET.*\n/, "").replace(":$W9_HTTP_PORT_SET", ""),
        compose: plainCompose.replace(/ {4}ports:\n.*\n/, "    expose: [80, \"90-91\"]\n"),
        access: { port: null, url: "", user_name: "admin" }, ports: {},
    },
    "the host's network": {
        compose: plainCompose.replace(/ {4}ports:\n.*\n/, "    network_mode: host\n").replace(/networks:[^]*/, ""),
        access: { port: 9001, url },
    },
    "a service in the network of another": {
        compose: plainCompose.replace("networks:", "  side: {image: x, network_mode: \"service:app\"}\nnetworks:"),
        access: { port: 9001, url },
    },
    "variables that nobody sets": {
        compose: plainCompose.replace("    env_file", "    command: [$NOBODY, \"${NOBODY_ELSE}\", $$HOME]\n    env_file"),
        access: { port: 9001, url },
    },
    "an env file by a variable of its own": {
        compose: plainCompose.replace("env_file: .env", "env_file:\n      - \"${ENV_FILE:-.env}\""),
        access: { port: 9001, url, user_name: "admin" },
    },
    "no env file": {
        compose: plainCompose.replace("    env_file: .env\n", "    environment: [\"USER=$W9_LOGIN_USER\"]\n"),
        access: { port: 9001, url, user_name: "admin" },
    },
    "an image that is built": {
        compose: plainCompose.replace("    image:", "    build: {context: ., args: {V: $W9_VERSION}}\n    image:"),
        files: { Dockerfile: "FROM scratch\n" }, access: { port: 9001, url },
    },
    "anchors, merges and extension fields": {
        compose: `x-all: &all\n  restart: always\n  environment: &env {A: b}\n${plainCompose}`
            .replace("    image:", "    <<: *all\n    image:")
            .replace("networks:", "  side:\n    <<: [*all]\n    image: x\n    environment: {<<: *env, C: $W9_ID}\nnetworks:"),
        access: { port: 9001, url },
    },
    "limits, replicas, restart policies, links and long forms": {
        compose: plainCompose.replace("networks:", `  side:
    image: x
    deploy:
      replicas: 2
      resources: {limits: {cpus: "0.5", memory: 50M}, reservations: {devices: [{capabilities: [gpu]}]}}
      restart_policy: {condition: on-failure, max_attempts: 3}
    links: [app]
    depends_on: {app: {condition: service_started, restart: true}}
    ports: [{target: 99}, "98", 97]
    volumes: [{type: tmpfs, target: /t}, /anonymous, {type: bind, source: ./src, target: /s}]
    healthcheck: {test: curl x, interval: 1m30s}
networks:`),
        access: { port: 9001, url },
    },
    "configs with their text": {
        compose: plainCompose.replace("    env_file", "    configs: [ini]\n    env_file") +
            "configs: {ini: {content: \"a=$W9_ID\"}}\n",
        access: { port: 9001, url },
    },
    "further compose files beside it": {
        files: {
            "docker-compose-enterprise.yml": "services: {}\n", "compose.yml": "nothing", "src/.env": "W9_ID=other\n",
            "docker-compose.override.yml": "services: {app: {image: y}}\n",
        },
        access: { port: 9001, url },
    },
    "files that it includes and extends": {
        compose: "include: [src/more.yml]\n" +
            plainCompose.replace("    image:", "    extends: {file: src/base.yml, service: b}\n    image:"),
        files: {
            "src/more.yml": "services: {cache: {image: \"x:$W9_VERSION\", container_name: \"$W9_ID-cache\"}}\n",
            "src/base.yml": "services: {b: {restart: always}}\n",
        },
        access: { port: 9001, url },
    },
    "no last line end": { env: plainEnv.trimEnd(), compose: plainCompose.trimEnd() },
    "an old version line and a name": { compose: `version: "3.8"\nname: other\n${plainCompose}` },
    "a service of a profile with the same name": {
        compose: plainCompose.replace(
            "networks:", "  gpu:\n    image: x\n    container_name: $W9_ID\n    profiles: [gpu]\nnetworks:"),
    },
    "a range in the place of a port": {
        env: `${plainEnv}W9_RTP_PORT_SET=52000-52010\n`,
        compose: plainCompose.replace(":80\n", ":80\n      - $W9_RTP_PORT_SET:52000-52010/udp\n"),
    },
    "the same number for tcp and udp": {
        env: `${plainEnv}W9_DNS_PORT_SET=8600\n`,
        compose: plainCompose.replace(
            ":80\n", ":80\n      - $W9_DNS_PORT_SET:53/tcp\n      - $W9_DNS_PORT_SET:53/udp\n"),
        ports: { W9_HTTP_PORT_SET: 9001, W9_DNS_PORT_SET: 8600 },
    },
    "a password that is a literal": {
        env: plainEnv.replace("=$W9_POWER_PASSWORD", "=\"123456\""), access: { password: "123456" },
    },
    "words of a shell as values": {
        env: plainEnv.replace("=admin", "='$(touch pwned)`touch pwned`'"),
        access: { user_name: "$(touch pwned)`touch pwned`" },
    },
};

const telling = Object.entries(quirks).filter(([, { access, ports, version }]) => access ?? ports ?? version);

test.each(telling)("%s", async (_quirk, { access = {}, ports, version = "1.0", ...shape }) => {
    library.add("app", shape);
    const result = await installed("app", {}, version);
    expect(result.access).toMatchObject(access);
    expect(result.plan.ports).toMatchObject(ports ?? {});
});

test("all of them can be installed, and a second time beside the first", async () => {
    const once = Object.keys(quirks).indexOf("a range in the place of a port");
    const oneVersion = { edition: [{ dist: "community", version: "1.0" }] };
    const names = Object.values(quirks).map(({ env, compose, variables = oneVersion, files }, at) => {
        const shape = Object.fromEntries(
            Object.entries({ env, compose, variables, files }).filter(([, value]) => value !== undefined));
        library.add(`quirk${at}`, shape);
        return `quirk${at}`;
    });
    const lines: string[] = [];
    expect(await checkLibraries([library.folder], line => lines.push(line))).toBe(0);
    expect(lines.slice(0, -1).map(line => line.split(/\s+/).slice(0, 2).join(" ")).sort())
        .toEqual(names.map((name, at) => `${at === once ? "once" : "twice"} ${name}`).sort());
}, 240_000);

test("sets what is an instance's own, and leaves every other byte of .env", async () => {
    const env = "# W9_ID=no\nW9_ID='app'  # the name\r\nW9_RCODE=\"abcdef0123\"\nX=$W9_ID-db\n\n" +
        " W9_URL_REPLACE=true\nW9_URL=a.b\n";
    library.add("app", { env, compose: "services: {app: {image: x, ports: [\"80\"]}}" });
    const { plan } = await installed("app");
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
    expect((await installed("app")).plan.env).toContain(`\n${expected}\n`);
});

test("shows the fresh password, not the library's", async () => {
    library.add("app", { env: plainEnv.replace(/W9_LOGIN_PASSWORD=.*\n/, "") });
    library.add("other");
    for (const name of ["app", "other"]) {
        const { access, plan } = await installed(name);
        expect(access.password.length).toBeGreaterThan(10);
        expect(plan.env).toContain(access.password);
    }
});

test("takes settings as they are given", async () => {
    library.add("app", {
        env: `${plainEnv}W9_SCAN_PATH_SET='/'\n`,
        compose: plainCompose.replace("    env_file", "    volumes: [\"$W9_SCAN_PATH_SET:/data\"]\n    env_file"),
    });
    const { plan, config, checks } = await installed("app", { W9_HTTP_PORT_SET: "8088", W9_SCAN_PATH_SET: "/srv/a b" });
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
    const { config } = await installed("dns");
    expect(config.services.dns?.ports[0]).toMatchObject({ address: "192.0.2.10", host: { first: 53, last: 53 } });
    const asked = await prepared("dns", { W9_INNERIP_SET: "192.0.2.99" });
    expect(asked.checks.filter(({ level }) => level === "stop")).toEqual([{
        is: "address", level: "stop", key: "W9_INNERIP_SET", field: "settings.W9_INNERIP_SET", need: "192.0.2.99",
        have: ["127.0.0.1", "192.0.2.10"],
    }]);
});

test("gives an app a network of its own, and makes one of a fixed name that others may join", async () => {
    library.add("own");
    library.add("fixed", { compose: plainCompose.replace("name: $W9_NETWORK", "name: websoft9") });
    library.add("inner", { compose: plainCompose.replace(/networks:[^]*/, "") });
    expect((await installed("own")).network).toEqual({ name: "appmanage-blog", subnet: "10.213.0.0/26" });
    const fixed = await installed("fixed");
    expect(fixed.network?.name).toBe("websoft9");
    expect(fixed.checks).toContainEqual({ is: "shared-network", level: "warn", name: "websoft9" });
    expect((await installed("inner")).network).toEqual({ name: "blog_default", subnet: "10.213.0.0/26" });
});

test("joins the network that the configuration names", async () => {
    library.add("app");
    const { apps: [app] } = await readCatalogue(machine, [library.folder]);
    const wish = { id: "blog", version: "1.0", settings: {} };
    const around = on(host, { sharedNetwork: "websoft9", networks: [{ name: "websoft9", subnets: [], labels: {} }] });
    const joined = app && await prepareInstall(machine, app, wish, around);
    expect(joined?.network).toBeNull();
    expect(Object.values(joined?.resolved?.config.networks ?? {}))
        .toMatchObject([{ name: "websoft9", external: true }]);
    expect(joined?.checks.filter(({ level }) => level !== "ok")).toEqual([]);
    const absent = app && await prepareInstall(machine, app, wish, { ...around, networks: [] });
    expect(absent?.checks.filter(({ level }) => level === "stop"))
        .toEqual([{ is: "missing", level: "stop", what: "network", name: "websoft9" }]);
});

test("names what keeps a second instance from running", async () => {
    library.add("fixed", {
        compose: "services: {db: {image: x, container_name: the-db, " +
            "ports: [\"53:53/udp\", \"7000-7003:7000-7003\"]}}",
    });
    const lines: string[] = [];
    expect(await checkLibraries([library.folder], line => lines.push(line))).toBe(0);
    expect(lines[0]).toMatch(/^once .*port 53\/udp; port 7000-7003\/tcp; container the-db$/);
    expect(lines[1]).toContain("Of the released 1 load, prepare and resolve, 0 of them also a second time: 2 versions in all.");
});

test("looks at every version, and names those that are at fault", async () => {
    library.add("many", {
        compose: "services: {app: {image: x, ports: [\"$W9_VERSION:80\", \"53:53\"]}}",
        variables: { edition: [{ dist: "a", version: "8081, 8082" }, { dist: "b", version: ["8083", "latest"] }] },
    });
    const lines: string[] = [];
    expect(await checkLibraries([library.folder], line => lines.push(line))).toBe(1);
    expect(lines[0]).toMatch(/^fails +many +4 versions, 1 services, .*; latest: .*latest.*;/);
    for (const version of ["8081", "8082", "8083"])
        expect(lines[0]).toContain(`; ${version}: port ${version}/tcp`);
    expect(lines[0]).toContain("; 8081, 8082, 8083: port 53/tcp");
});

test("tells the library's maintainer what is broken", async () => {
    library.add("good");
    library.add("bad", { variables: "{" });
    library.add("wrong", { compose: "services: {app: {image: x, ports: 80}}" });
    library.add("draft", { variables: { release: false }, compose: null });
    const lines: string[] = [];
    expect(await checkLibraries([library.folder], line => lines.push(line))).toBe(1);
    expect(lines.map(line => line.split(/\s+/).slice(0, 2).join(" ")).slice(0, -1))
        .toEqual(expect.arrayContaining(["broken bad", "twice good", "fails wrong"]));
    expect(lines.at(-1)).toContain("2 released, 1 not released, 1 broken");
    expect(await checkLibraries([join(library.outside, "nowhere")], () => undefined)).toBe(2);
});
