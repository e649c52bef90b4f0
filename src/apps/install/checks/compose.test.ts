// SPDX-License-Identifier: LGPL-2.1-or-later
/** The checks of a resolved compose file, but for its ports. */
import { composeConfigFrom } from "../../../docker/compose-config";
import { stockPools } from "../../host/address-pool";
import { architectureChecks } from "./architecture";
import { containerChecks } from "./containers";
import { mountChecks } from "./folder";
import { composedNetwork, missingNetworks, networkChecks } from "./networks";
import { requirementChecks } from "./requirements";
import { isAtLeast, versionChecks } from "./versions";
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

test("resources: what is needed and what there is, each for itself", () => {
    const host = { cpu: 2, memory: 4, disk: 10, dockerRoot: "/data" };
    expect(requirementChecks({ cpu: 2, memory: 4, disk: 10 }, host).map(({ level }) => level))
        .toEqual(["ok", "ok", "ok"]);
    expect(requirementChecks({ cpu: 2.5, memory: 5, disk: 1 }, host, 11)).toEqual([
        { is: "cpu", level: "stop", need: 2.5, have: 2 }, { is: "memory", level: "stop", need: 5, have: 4 },
        { is: "disk", level: "stop", need: 11, have: 10, path: "/data" },
    ]);
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
        { is: "docker-version", level: "stop", what: "engine", need: "25.0.0", have: "24.0.0" },
    ]);
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

test("files that the compose file mounts and that the folder has not", () => {
    const bind = (source: string) => ({ type: "bind", source, target: source });
    const config = configOf({ app: { volumes: [
        bind("/lib/app/src/a.ini"), bind("/lib/app/src/b.ini"), bind("/lib/app/data"), bind("/lib/other/c.ini"),
        { type: "volume", source: "x.ini", target: "/x" },
    ] } });
    expect(mountChecks(config, "/lib/app", { entries: new Set(["src", "src/a.ini"]) }))
        .toEqual([{ is: "missing-file", level: "warn", service: "app", path: "src/b.ini" }]);
});
