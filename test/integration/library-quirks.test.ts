// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * The irregular things that real libraries have, one each: the app loads, is prepared, and resolves as compose reads
 * it; what running_info will answer is what a container reads; a second instance fits beside it.
 */
import { machine, TriedLibrary } from "./tried-library";
import type { Host } from "../../src/apps/host/host";
import { checkLibraries } from "../library/check-library";
import { emptyHost } from "../library/empty-host";
import { plainCompose, plainEnv, type AppShape } from "../library/made-library";

jest.setTimeout(60_000);

let host: Host;
let library: TriedLibrary;
beforeAll(async () => { host = await emptyHost(machine); });
beforeEach(() => { library = new TriedLibrary(host); });
afterEach(() => { library.remove(); });

const url = "http://host.example:9001";
const crlf = (text: string) => text.replaceAll("\n", "\r\n");
const encoded = (text: string) => new TextEncoder().encode(text);

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
    "variables that are never set": {
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
        files: { "src/keep": "" },
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
    const result = await library.installed("app", {}, version);
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
