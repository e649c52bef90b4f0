// SPDX-License-Identifier: LGPL-2.1-or-later
/** The checks of a resolved compose file, but for its ports. */
import { composeConfigFrom } from "../../../docker/compose-config";
import { stockPools } from "../../host/address-pool";
import { architectureChecks } from "./architecture";
import { containerChecks } from "./containers";
import { complaintCheck } from "./complaint";
import { foreignPaths, missingChecks } from "./folder";
import { composedNetwork, missingNetworks, networkChecks } from "./networks";
import { manyPortsChecks, replicaChecks } from "./replicas";
import { requirementChecks } from "./requirements";
import { rangeUses, subnetChecks, type RangeUse } from "./subnets";
import { ipv6Checks, isAtLeast, versionChecks } from "./versions";
import { volumeChecks } from "./volumes";

function configOf(services: Record<string, object>, more: Record<string, unknown> = {}) {
    const complete = Object.entries(services)
        .map(([name, service]): [string, object] => [name, { image: "x", ...service }]);
    return composeConfigFrom(JSON.stringify({ name: "blog", services: Object.fromEntries(complete), ...more }));
}

const network = (name: string, subnets: string[] = []) => ({ name, subnets, labels: {} });
const external = (name: string) => ({ networks: { default: { name, external: true } } });
const around = (networks: ReturnType<typeof network>[] = [], taken: string[] = [], configured?: string) =>
    ({ networks, taken, pools: stockPools, configured });
const own = { name: "appmanage-blog", isOwn: true, subnet: "10.213.0.0/26" };

const gibibyte = 1024 ** 3;
const space = (path: string, free: number, mount: string) => ({ path, free, mount });
const large = {
    cpu: 2, memory: 23.5 * gibibyte, freeMemory: 8 * gibibyte,
    space: { images: space("/data", 10, "/"), docker: space("/data", 10, "/"), apps: space("/ours", 10, "/") },
};

test.each([
    [24, "warn"], [23, "warn"], [25.8, "warn"], [8, "ok"], [8.5, "warn"], [26, "stop"], [64, "stop"],
])("a host sold with 24 GB, of which 8 are free, for an app that requires %d GiB: %s", (need, level) => {
    expect(requirementChecks({ cpu: 1, memory: need * gibibyte, disk: 1 }, large)[1]).toEqual({
        is: "memory", level, need: need * gibibyte, have: 23.5 * gibibyte, free: 8 * gibibyte,
    });
});

test.each([[2, "ok"], [2.2, "ok"], [2.5, "stop"], [4, "stop"], [0, "ok"]])("two cores for an app that requires %d: %s", (cpu,
    level) => {
    expect(requirementChecks({ cpu, memory: 0, disk: 0 }, large)[0]).toEqual({ is: "cpu", level, need: cpu, have: 2 });
});

/** What is said of the disk, as "level path need". */
function diskOf(disk: number, folder: number, places: typeof large.space): string[] {
    return requirementChecks({ cpu: 0, memory: 0, disk }, { ...large, space: places }, folder)
        .flatMap(check => check.is === "disk" ? `${check.level} ${check.path} ${check.need}` : []);
}

test("space is looked for where images, volumes and the app's folder go", () => {
    expect(diskOf(10, 5, large.space)).toEqual(["ok /data 10"]);
    expect(diskOf(5, 11, large.space)).toEqual(["stop /data 11"]);
    const elsewhere = { ...large.space, images: space("/var/lib/containerd", 3, "/images") };
    expect(diskOf(4, 1, elsewhere)).toEqual(["stop /var/lib/containerd 4"]);
    expect(diskOf(3, 1, elsewhere)).toEqual(["ok /var/lib/containerd 3"]);
    const apart = {
        images: space("/var/lib/containerd", 30, "/images"), docker: space("/data", 1, "/data"), apps: space("/ours", 1, "/ours"),
    };
    expect(diskOf(4, 2, apart)).toEqual(["ok /var/lib/containerd 4", "warn /data 4", "stop /ours 2"]);
});

test.each([
    ["26.1.5+dfsg1", "25.0.0", true], ["24.0.9", "25.0.0", false], ["25", "25.0.0", true], ["2.9.0", "2.22.0", false],
    ["2.22.0-desktop.1", "2.22.0", true], ["v2.30", "2.22.0", true], ["dev", "2.22.0", true], ["", "2.22.0", false],
])("%j is at least %j: %j", (have, need, expected) => {
    expect(isAtLeast(have, need)).toBe(expected);
});

test("versions: what every app needs, and what this one does", () => {
    const plain = configOf({ app: {} });
    const quick = configOf({ app: { healthcheck: { test: ["CMD", "x"], start_interval: "1s" } } });
    expect(versionChecks(plain, { engineVersion: "24.0.0", composeVersion: "2.26.1" })).toEqual([]);
    expect(versionChecks(quick, { engineVersion: "24.0.0", composeVersion: "2.26.1" })).toEqual([
        { is: "docker-version", level: "stop", what: "engine", need: "25.0.0", have: "24.0.0", feature: "start_interval" },
    ]);
    const host = { engineVersion: "28.2.2", composeVersion: "5.9.0" };
    const named = configOf({ app: { networks: { default: { interface_name: "eth7" } } } });
    expect(versionChecks(named, host)).toEqual([]);
    expect(versionChecks(named, { ...host, engineVersion: "28.0.4" })).toMatchObject([{ need: "28.1.0",
        feature: "interface_name" }]);
    const scheduled = configOf({ app: {} }, { jobs: { nightly: { triggers: { schedule: ["0 1 * * *"] } } } });
    expect(versionChecks(scheduled, host)).toMatchObject([{ need: "29.10.0", feature: "jobs" }]);
    expect(versionChecks(scheduled, { ...host, engineVersion: "29.10.1" })).toEqual([]);
    expect(versionChecks(undefined, { engineVersion: "19.3.1", composeVersion: "" }))
        .toMatchObject([{ what: "engine" }, { what: "compose" }]);
});

test.each([
    [{ platform: "linux/arm64" }, "stop", "arm64"], [{ platform: "linux/arm64/v8" }, "stop", "arm64"],
    [{ platform: "linux/amd64" }, undefined, ""], [{ image: "arm64v8/nginx:1" }, "stop", "arm64"],
    [{ image: "reg.example:5000/app:1.2-arm64" }, "stop", "arm64"], [{ image: "app:1.2-amd64" }, undefined, ""],
    [{ image: "arm/app:1" }, undefined, ""], [{ image: "i386/nginx" }, "warn", "386"],
    [{ image: "s390x/app@sha256:0" }, "warn", "s390x"],
])("the processor for %j", (service, level, need) => {
    const checks = architectureChecks(configOf({ app: service }), { architecture: "amd64", emulated: ["s390x"] });
    const found = { is: "architecture", level, need, have: "amd64", service: "app" };
    expect(checks).toEqual(level === undefined ? [] : [found]);
});

test("names of containers that are taken", () => {
    const config = configOf({ app: { container_name: "blog" }, db: { container_name: "the-db" }, cache: {} });
    expect(containerChecks(config, [{ name: "the-db", project: "old" }, { name: "cache", project: "" }]))
        .toEqual([{ is: "container-name", level: "stop", name: "the-db", holder: "old" }]);
});

test("a network of its own has room; one of a fixed name is shared; one from elsewhere has to be there", () => {
    expect(networkChecks(configOf({ app: {} }, external(own.name)), around(), own)).toEqual([]);
    expect(networkChecks(configOf({ app: {} }, external(own.name)), around(), { ...own, subnet: undefined }))
        .toEqual([{ is: "network", level: "stop", need: 1, have: 0 }]);
    const fixed = configOf({ app: {} }, external("websoft9"));
    expect(missingNetworks(fixed, [])).toEqual(["websoft9"]);
    expect(networkChecks(fixed, around(), { ...own, name: "websoft9", isOwn: false }))
        .toEqual([{ is: "shared-network", level: "warn", name: "websoft9" }]);
    expect(networkChecks(fixed, around([network("websoft9")], [], "websoft9"), undefined)).toEqual([]);
    expect(networkChecks(fixed, around([], [], "websoft9"), undefined))
        .toEqual([{ is: "missing", level: "stop", what: "network", name: "websoft9" }]);
});

test("networks that compose makes take their addresses from docker's pools", () => {
    const networks = { default: { name: "blog_default" }, back: { name: "blog_back" } };
    const inner = configOf({ app: {} }, { networks });
    const pools = [
        ...Array.from({ length: 15 }, (_, at) => `172.${17 + at}.0.0/16`),
        ...Array.from({ length: 15 }, (_, at) => `192.168.${at * 16}.0/20`),
    ];
    expect(networkChecks(inner, around([], pools.slice(0, 29)), undefined)).toEqual([]);
    expect(networkChecks(inner, around([], pools), undefined))
        .toEqual([{ is: "network", level: "stop", need: 2, have: 1 }]);
    // One of the two is made with few addresses, so that one of the pools' is enough.
    expect(composedNetwork(inner)).toBe("blog_default");
    expect(networkChecks(inner, around([], pools), { ...own, name: "blog_default" })).toEqual([]);
    const ipam = { config: [{ subnet: "10.9.0.0/24" }] };
    const chosen = configOf({ app: {} }, { networks: { default: { name: "blog_default", ipam } } });
    expect(networkChecks(chosen, around([], [...pools, "192.168.240.0/20"]), undefined)).toEqual([]);
    const hostOnly = configOf({ app: { network_mode: "host" } }, { networks: { default: { name: "blog_default" } } });
    expect(networkChecks(hostOnly, around([], [...pools, "192.168.240.0/20"]), undefined)).toEqual([]);
});

test("volumes that are there, and that should be", () => {
    const outer = (name: string) => ({ name, external: true });
    const volumes = { a: { name: "blog_a" }, b: outer("shared"), c: outer("gone") };
    const config = configOf({ app: {} }, { volumes });
    expect(volumeChecks(config, [{ name: "shared", labels: {} }, { name: "blog_a", labels: {} }])).toEqual([
        { is: "volume", level: "warn", name: "blog_a" }, { is: "volume", level: "warn", name: "shared" },
        { is: "missing", level: "stop", what: "volume", name: "gone" },
    ]);
});

/** What is missing in /lib/app, which has `entries`, and of `missing` paths of the host, as "level what service path". */
function missingOf(config: ReturnType<typeof configOf>, entries: string[], missing: string[] = [], compose = "2.26.1"): string[] {
    return missingChecks(config, "/lib/app", { entries: new Set(entries) }, missing, compose).map(check =>
        check.is === "missing-file" ? `${check.level} ${check.what} ${check.service} ${check.path}`
            : check.is === "swarm-only" ? `${check.level} ${check.is} ${check.what} ${check.name}` : check.is);
}

const bind = (source: string, made: boolean | "unsaid" = true) =>
    ({ type: "bind", source, target: source, bind: made === "unsaid" ? {} : { create_host_path: made } });

test("files that are mounted and not there; folders are made, unless the file forbids it", () => {
    const config = configOf({ app: { volumes: [
        bind("/lib/app/src/a.ini"), bind("/lib/app/src/b.ini"), bind("/lib/app/data"), bind("/lib/app/must", false),
        bind("/lib/app/long", "unsaid"), bind("/srv/c.ini"), bind("/srv/data"), bind("/srv/must", false), bind("/lib/app"),
        { type: "volume", source: "x.ini", target: "/x" },
    ] } });
    expect(foreignPaths(config, "/lib/app", "2.26.1")).toEqual(["/srv/c.ini", "/srv/must"]);
    expect(missingOf(config, ["src", "src/a.ini"], ["/srv/c.ini", "/srv/must"])).toEqual([
        "warn mount app src/b.ini", "stop mount app must", "stop mount app long", "warn mount app /srv/c.ini",
            "stop mount app /srv/must",
    ]);
    // Newer Composes make what the long form does not forbid.
    expect(missingOf(config, ["src", "src/a.ini", "src/b.ini", "must"], [], "2.40.3")).toEqual([]);
});

test("secrets, configs and builds of files that are not there, or of a swarm", () => {
    const config = configOf({ app: { build: { context: "/lib/app/ctx", additional_contexts: { x: "/srv/x" } } } }, {
        secrets: { pw: { file: "/lib/app/secrets/dbpw" }, there: { file: "/lib/app/there" }, swarm: { name: "s", external: true } },
        configs: { ca: { file: "/etc/ca.pem" }, inline: { content: "x" }, swarm: { name: "c", external: true } },
    });
    expect(foreignPaths(config, "/lib/app", "2.26.1")).toEqual(["/srv/x", "/etc/ca.pem"]);
    expect(missingOf(config, ["there"], ["/srv/x", "/etc/ca.pem"])).toEqual([
        "stop build app ctx", "stop build app /srv/x", "stop config ca /etc/ca.pem", "stop secret pw secrets/dbpw",
        "stop swarm-only config c", "stop swarm-only secret s",
    ]);
    expect(missingOf(config, ["there", "ctx", "ctx/Dockerfile", "secrets/dbpw"]))
        .toEqual(["stop swarm-only config c", "stop swarm-only secret s"]);
});

test("Dockerfiles, devices, and folders that volumes stand for", () => {
    const config = configOf({
        app: { build: { context: "/lib/app", dockerfile: "docker/Dockerfile" } },
        own: { build: { context: "/lib/app/own" } },
        gone: { build: { context: "/lib/app/gone", dockerfile: "Dockerfile" } },
        inline: { build: { context: "/lib/app", dockerfile_inline: "FROM scratch", dockerfile: "Dockerfile" } },
        remote: { build: { context: "https://example.org/x.git", dockerfile: "Dockerfile" } },
        cam: { devices: [
            { source: "/dev/video0", target: "/dev/video0" }, "/dev/kvm:/dev/kvm:rw", { source: "nvidia.com/gpu=all" },
        ] },
    }, {
        volumes: {
            disk: { name: "x_disk", driver_opts: { type: "none", o: "bind,ro", device: "/mnt/disk" } },
            nfs: { name: "x_nfs", driver_opts: { type: "nfs", o: "addr=10.0.0.1", device: ":/srv" } },
            plain: { name: "x_plain" },
        },
    });
    expect(foreignPaths(config, "/lib/app", "2.26.1")).toEqual(["/dev/video0", "/dev/kvm", "/mnt/disk"]);
    expect(missingOf(config, ["own"], ["/dev/kvm", "/mnt/disk"])).toEqual([
        "stop dockerfile app docker/Dockerfile", "stop dockerfile own own/Dockerfile", "stop build gone gone",
        "stop device cam /dev/kvm", "stop mount x_disk /mnt/disk",
    ]);
    expect(missingOf(config, ["own", "own/Dockerfile", "docker/Dockerfile", "gone", "gone/Dockerfile"])).toEqual([]);
});

test.each<[string, object]>([
    ["validating /lib/app/docker-compose.yml: services.web Additional property post_start is not allowed",
        { is: "docker-version", what: "compose", need: "2.30.0", have: "2.26.1", feature: "post_start" }],
    ["services.web additional properties 'provider' not allowed", { is: "docker-version", need: "2.36.0", feature: "provider" }],
    ["(root) Additional property jobs is not allowed", { is: "docker-version", need: "5.8.0", feature: "jobs" }],
    ["services.web Additional property prots is not allowed", { is: "compose-file" }],
    ["env file /lib/app/nope.env not found: stat /lib/app/nope.env: no such file or directory",
        { is: "missing-file", what: "file", path: "nope.env" }],
    ["open /srv/base.yml: no such file or directory", { is: "missing-file", what: "file", path: "/srv/base.yml" }],
    ["services.deploy.replicas: can't set container_name and web as container name must be unique: invalid compose project",
        { is: "replicas", service: "web" }],
    ["yaml: line 3: did not find expected key", { is: "compose-file", message: "yaml: line 3: did not find expected key" }],
])("what compose says: %s", (message, expected) => {
    expect(complaintCheck(message, "/lib/app", "2.26.1")).toMatchObject({ level: "stop", ...expected });
});

test("a word of the file that the host's compose should know is a mistake in the file", () => {
    expect(complaintCheck("services.web Additional property gpus is not allowed", "/lib/app", "2.40.3").is).toBe("compose-file");
});

test("several containers of a service: a fixed port, a range, a name", () => {
    const port = (published: string) => ({ target: 80, published });
    const config = configOf({
        one: { ports: [port("9000")] }, two: { deploy: { replicas: 2 }, ports: [port("9200"), port("9201")] },
        range: { scale: 3, ports: [port("8000-8002")] }, small: { scale: 3, ports: [port("8100-8101")] },
        any: { scale: 3, ports: [{ target: 80 }] }, named: { scale: 2, container_name: "n" }, none: { scale: 0,
            ports: [port("9300")] },
    });
    expect(replicaChecks(config)).toEqual([
        { is: "replicas", level: "stop", service: "two", count: 2, port: 9200 },
        { is: "replicas", level: "stop", service: "small", count: 3, port: 8100 },
        { is: "replicas", level: "stop", service: "named", count: 2 },
    ]);
});

test.each([[100, 1, 0], [101, 1, 1], [1001, 1, 1], [34, 3, 1], [33, 3, 0]])("%d ports of %d containers", (count, scale, found) => {
    const ports = Array.from({ length: count }, (_, at) => ({ target: 1000 + at, published: String(20000 + at), protocol: "udp" }));
    expect(manyPortsChecks(configOf({ app: { scale, ports } }))).toHaveLength(found);
});

/** What is said of a file that fixes these ranges, as "level range by holder". */
function subnetsOf(subnets: string[], uses: RangeUse[], more: object = {}): string[] {
    const networks = Object.fromEntries(subnets.map((subnet, at) =>
        [`n${at}`, { name: `blog_n${at}`, ipam: { config: [{ subnet }] }, ...more }]));
    return subnetChecks(configOf({ app: {} }, { networks }), uses).map(check =>
        check.is === "subnet" ? `${check.level} ${check.subnet} ${check.by} ${check.holder}` : "");
}

test.each<[string, string[], string[], object?]>([
    ["a network of docker's", ["172.30.5.0/24"], ["stop 172.30.5.0/24 network lab"]],
    ["one around it", ["172.16.0.0/12"], ["stop 172.16.0.0/12 network lab"]],
    ["an app that waits", ["10.113.0.0/24"], ["stop 10.113.0.0/24 app shop"]],
    ["the network of an app", ["10.213.0.0/25"], ["stop 10.213.0.0/25 app shop"]],
    ["a VPN of the host", ["10.8.0.0/24"], ["warn 10.8.0.0/24 host "]],
    ["the host's own network", ["192.0.2.0/24"], ["warn 192.0.2.0/24 host "]],
    ["the host's own network for macvlan", ["192.0.2.0/24"], [], { driver: "macvlan" }],
    ["IPv6", ["2001:db8:1:2::/80"], ["stop 2001:db8:1:2::/80 network lab"]],
    ["nothing", ["10.99.0.0/24", "fd00:1::/64"], []],
    ["each other", ["10.99.0.0/24", "10.99.0.128/25"], ["stop 10.99.0.128/25 itself blog_n0"]],
    ["what it does not make", ["172.30.5.0/24"], [], { external: true }],
])("a file's own range and %s", (_title, subnets, expected, more = {}) => {
    const networks = [{ name: "lab", subnets: ["172.30.0.0/16", "2001:db8:1:2::/64"], labels: {} }];
    const records = JSON.parse(JSON.stringify({ shop: {
        app_id: "shop", network: { name: "appmanage-shop", subnet: "10.213.0.0/26" }, subnets: ["10.113.0.0/24"],
    } })) as Parameters<typeof rangeUses>[2];
    const uses = rangeUses(["172.30.0.0/16", "10.8.0.0/16", "192.0.2.0/24"], networks, records);
    expect(subnetsOf(subnets, uses, more)).toEqual(expected);
});

test("a network that is the app's already is no other's, nor is the host's route to it", () => {
    const uses = rangeUses(["10.99.0.0/24"], [{ name: "blog_n0", subnets: ["10.99.0.0/24"], labels: {} }], {});
    expect(subnetsOf(["10.99.0.0/24"], uses)).toEqual([]);
});

test.each([
    ["26.1.5", [], {}, 1], ["27.0.1", [], {}, 0], ["26.1.5", [{ base: "fd00::/8", size: 64 }], {}, 0],
    ["26.1.5", [], { ipam: { config: [{ subnet: "fd00:1::/64" }] } }, 0], ["26.1.5", [], { external: true }, 0],
    ["26.1.5", [], { ipam: { config: [{ subnet: "10.1.0.0/24" }] } }, 1], ["26.1.5", [], { enable_ipv6: false }, 0],
])("IPv6 on engine %s with the pools %j for %j", (engineVersion, pools, more, found) => {
    const config = configOf({ app: {} }, { networks: { default: { name: "blog_default", enable_ipv6: true, ...more } } });
    expect(ipv6Checks(config, { engineVersion, pools })).toHaveLength(found);
});

test.each([
    ["constructor/foo:1", undefined], ["__proto__/x", undefined], ["toString", undefined], ["arm64v8/x", "arm64"],
])("the processor for the image %s: %s", (image, need) => {
    const checks = architectureChecks(configOf({ app: { image } }), { architecture: "constructor", emulated: [] });
    expect(checks.map(check => check.is === "architecture" ? check.need : "")).toEqual(need === undefined ? [] : [need]);
});
