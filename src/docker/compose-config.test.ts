// SPDX-License-Identifier: LGPL-2.1-or-later
import { composeConfigFrom, servicesToPull } from "./compose-config";

function configOf(services: Record<string, unknown>, rest: Record<string, unknown> = {}) {
    return composeConfigFrom(JSON.stringify({ name: "app", services, ...rest }));
}

function serviceOf(service: Record<string, unknown>) {
    const read = configOf({ web: service }).services.web;
    if (!read)
        throw new Error("The service is missing.");
    return read;
}

test("a service of which the file says only the image", () => {
    expect(serviceOf({ command: null, entrypoint: null, image: "nginx:1", networks: { default: null } })).toEqual({
        image: "nginx:1", isBuilt: false, builtFrom: [], dockerfile: "", devices: [], pullPolicy: "", containerName: "",
        restart: "", scale: 1,
        healthcheck: "none", dependsOn: {}, environment: {}, ports: [], exposesPorts: false, mounts: [], networkMode: "",
        platform: "", features: [],
    });
});

test.each([
    ["a fixed port", { mode: "ingress", target: 80, published: "8080", protocol: "tcp" },
        { address: "", host: { first: 8080, last: 8080 }, container: 80, protocol: "tcp" }],
    ["a number, as older ones print it", { target: 80, published: 8080 },
        { address: "", host: { first: 8080, last: 8080 }, container: 80, protocol: "tcp" }],
    ["UDP at one address", { host_ip: "127.0.0.1", target: 53, published: "53", protocol: "udp" },
        { address: "127.0.0.1", host: { first: 53, last: 53 }, container: 53, protocol: "udp" }],
    ["one of a range", { target: 9100, published: "9100-9200", protocol: "tcp" },
        { address: "", host: { first: 9100, last: 9200 }, container: 9100, protocol: "tcp" }],
    ["any free port", { target: 9000, protocol: "tcp" },
        { address: "", host: undefined, container: 9000, protocol: "tcp" }],
])("ports: %s", (_title, printed, expected) => {
    expect(serviceOf({ image: "x", ports: [printed] }).ports).toEqual([expected]);
});

test.each([
    ["volume", { type: "volume", source: "data", target: "/data", volume: {} },
        { type: "volume", source: "data", target: "/data", readOnly: false }],
    ["volume without a name", { type: "volume", target: "/data", volume: {} },
        { type: "volume", source: "", target: "/data", readOnly: false }],
    ["bind", { type: "bind", source: "/srv/x", target: "/x", read_only: true, bind: { create_host_path: true } },
        { type: "bind", source: "/srv/x", target: "/x", readOnly: true, isMade: true }],
    ["tmpfs", { type: "tmpfs", target: "/t" }, { type: "tmpfs", source: "", target: "/t", readOnly: false }],
    ["one that is not known", { type: "cluster", source: "c", target: "/c" },
        { type: "other", source: "c", target: "/c", readOnly: false }],
])("mounts: %s", (_title, printed, expected) => {
    expect(serviceOf({ image: "x", volumes: [printed] }).mounts).toEqual([expected]);
});

test.each([
    ["none", undefined],
    ["set", { test: ["CMD-SHELL", "true"], interval: "3s" }],
    ["disabled", { disable: true }],
    ["disabled", { test: ["NONE"] }],
    ["none", { interval: "3s" }],
])("health check: %s", (expected, printed) => {
    expect(serviceOf({ image: "x", healthcheck: printed }).healthcheck).toBe(expected);
});

test.each([
    ["", {}],
    ["unless-stopped", { restart: "unless-stopped" }],
    ["on-failure:3", { restart: "on-failure:3" }],
    ["on-failure:3", { deploy: { restart_policy: { condition: "on-failure", max_attempts: 3 } } }],
    ["on-failure", { deploy: { restart_policy: { condition: "on-failure" } } }],
    ["always", { deploy: { restart_policy: { condition: "any" } } }],
    ["no", { restart: "always", deploy: { restart_policy: { condition: "none" } } }],
    ["", { restart: "always", deploy: { restart_policy: {} } }],
    ["always", { restart: "always", deploy: { mode: "replicated", resources: {}, placement: {} } }],
])("restart policy: %p", (expected, printed) => {
    expect(serviceOf({ image: "x", ...printed }).restart).toBe(expected);
});

test.each([
    [1, {}],
    [3, { scale: 3 }],
    [2, { deploy: { replicas: 2 } }],
    [0, { deploy: { replicas: 0 } }],
    [1, { deploy: { mode: "global" } }],
])("scale: %d", (expected, printed) => {
    expect(serviceOf({ image: "x", ...printed }).scale).toBe(expected);
});

test("what a file leaves empty is what is not set, and a condition that is not known is the weakest", () => {
    const keys = [
        "build", "container_name", "deploy", "depends_on", "environment", "expose", "healthcheck", "image", "network_mode",
        "networks", "platform", "ports", "pre_start", "pull_policy", "restart", "scale", "volumes",
    ];
    expect(serviceOf(Object.fromEntries(keys.map(key => [key, null])))).toEqual(serviceOf({}));
    const dependsOn = { db: { condition: "service_ready_soon" }, cache: { condition: "service_healthy" } };
    expect(serviceOf({ image: "x", depends_on: dependsOn }).dependsOn)
        .toEqual({ db: "service_started", cache: "service_healthy" });
    expect(serviceOf({ image: "x", deploy: { restart_policy: null, replicas: null }, healthcheck: { disable: null } }))
        .toEqual(serviceOf({ image: "x" }));
});

test("dependencies, networks, volumes and a service that is built", () => {
    const config = configOf({
        web: {
            build: { context: "/srv" },
            depends_on: { db: { condition: "service_healthy", restart: true, required: true } },
            expose: ["80"],
        },
        db: { image: "x" },
    }, {
        networks: { default: { name: "shared", ipam: {}, external: true } },
        volumes: { data: { name: "app_data" } },
    });
    expect(config.services.web).toMatchObject({
        image: "", isBuilt: true, dependsOn: { db: "service_healthy" }, exposesPorts: true,
    });
    expect(config.networks).toEqual({ default: { name: "shared", external: true, subnets: [], plain: false, driver: "",
        ipv6: false } });
    expect(config.volumes).toEqual({ data: { name: "app_data", external: false, bound: "" } });
});

test("a dollar that compose doubled is one again", () => {
    const volumes = [{ type: "bind", source: "/a$$$$b", target: "/x" }];
    expect(serviceOf({ image: "x", container_name: "a$$b", volumes }))
        .toMatchObject({ containerName: "a$b", mounts: [{ source: "/a$$b" }] });
});

test("a project without services", () => {
    expect(configOf({})).toEqual({ name: "app", services: {}, networks: {}, volumes: {}, materials: [], features: [] });
});

test.each(["", "not JSON", "[]", "{\"services\":{\"web\":{\"image\":1}}}"])("no compose project: %p", output => {
    expect(() => composeConfigFrom(output)).toThrow();
});

test("what an app asks of its host", () => {
    const config = configOf({
        app: {
            image: "x", platform: "linux/arm64",
            healthcheck: { test: ["CMD", "true"], start_interval: "1s" },
        },
    });
    expect(config.services.app).toMatchObject({
        platform: "linux/arm64", features: ["start_interval"],
    });
    expect(composeConfigFrom(JSON.stringify({
        name: "app",
        networks: {
            own: { name: "app_own", ipam: { config: [{ subnet: "10.1.0.0/24" }] } },
            default: { name: "app_default", ipam: {} }, back: { name: "app_back", ipam: {}, internal: true },
        },
        configs: { a: { name: "app_a", file: "/srv/a.conf" }, b: { name: "app_b", content: "x" } },
        secrets: { s: { name: "app_s", file: "/etc/secret" }, e: { name: "app_e", environment: "TOKEN" } },
    }))).toMatchObject({
        networks: {
            own: { name: "app_own", external: false, subnets: ["10.1.0.0/24"], plain: false },
            default: { plain: true }, back: { plain: false },
        },
    });
});

test("what only newer engines can do", () => {
    const config = configOf({
        app: {
            image: "x", pre_start: [{ image: "x" }],
            networks: { a: { interface_name: "eth7", gw_priority: 1 }, b: null },
            volumes: [
                { type: "volume", source: "d", target: "/d", volume: { subpath: "x" } },
                { type: "image", source: "y", target: "/y" },
            ],
        },
    }, { jobs: { by_hand: { image: "x", triggers: { manual: true } }, nightly: { triggers: { schedule: ["0 1 * * *"] } } } });
    expect(config.services.app).toMatchObject({
        features: ["pre_start", "interface_name", "gw_priority", "volume.subpath", "type: image"],
    });
    expect(config.features).toEqual(["jobs"]);
    expect(configOf({}, { jobs: { by_hand: { image: "x" } } }).features).toEqual([]);
});

test("secrets and configs: files of the host, other sources, a swarm's", () => {
    const config = configOf({ app: { image: "x" } }, {
        secrets: { a: { name: "app_a", file: "/lib/app/a" }, b: { name: "shared", external: true }, c: { name: "c",
            environment: "C" } },
        configs: { d: { name: "app_d", content: "text" } },
    });
    expect(config.materials).toEqual([
        { kind: "config", name: "d", file: "", external: false },
        { kind: "secret", name: "a", file: "/lib/app/a", external: false },
        { kind: "secret", name: "shared", file: "", external: true },
        { kind: "secret", name: "c", file: "", external: false },
    ]);
});

test.each([
    ["a plain one", { web: { image: "nginx:1" } }, ["web"]],
    ["one that is built here", { ctl: { build: { context: "/x" }, image: "mine:1.37" }, worker: { image: "mine:1.37" } }, []],
    ["one that is built here, by its whole name", {
        ctl: { build: { context: "/x" }, image: "mine" }, worker: { image: "docker.io/library/mine:latest" },
            db: { image: "mine:2" },
    }, ["db"]],
    ["of another registry", { ctl: { build: { context: "/x" }, image: "mine" }, worker: { image: "reg.example:5000/mine" } },
        ["worker"]],
    ["never, and built, by their policy", {
        a: { image: "a", pull_policy: "never" }, b: { image: "b", pull_policy: "build" }, c: { image: "c", pull_policy: "always" },
    }, ["c"]],
    ["built without a name", { a: { build: { context: "/x" } } }, []],
])("services to pull: %s", (_title, services, expected) => {
    expect(servicesToPull(configOf(services))).toEqual(expected);
});
