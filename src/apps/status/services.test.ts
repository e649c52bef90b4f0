// SPDX-License-Identifier: LGPL-2.1-or-later
import { composeConfigFrom } from "../../docker/compose-config";
import { serviceRecords } from "./services";

function recordsOf(services: Record<string, Record<string, unknown>>) {
    const withImages = Object.fromEntries(Object.entries(services).map(([name, more]) => [name, { image: "x", ...more }]));
    return serviceRecords(composeConfigFrom(JSON.stringify({ name: "app", services: withImages })));
}

const always = { restart: "always" };
const unlessStopped = { restart: "unless-stopped" };

test("a record keeps policy, image, scale and the promise of health", () => {
    expect(recordsOf({ web: { image: "nginx:1", scale: 2, healthcheck: { test: ["CMD", "true"] } } })).toEqual({
        web: { restart: "no", oneShot: false, healthcheck: true, image: "nginx:1", scale: 2 },
    });
});

test("a record keeps whose network a service uses", () => {
    const records = recordsOf({ vpn: {}, web: { network_mode: "service:vpn" }, proxy: { network_mode: "host" } });
    expect(Object.entries(records).map(([name, { joins }]) => [name, joins]))
        .toEqual([["vpn", undefined], ["web", "vpn"], ["proxy", undefined]]);
});

const deployed = (condition: string) => ({ deploy: { restart_policy: { condition } } });
const completed = { condition: "service_completed_successfully" };
const started = { condition: "service_started" };

test.each<[string, string[], Record<string, Record<string, unknown>>]>([
    ["no policy where others restart", ["init"], { web: always, init: {} }],
    ["WordPress's init", ["init"],
        { wordpress: unlessStopped, mysql: unlessStopped, init: { restart: "on-failure" } }],
    ["\"no\" where others restart", ["init"], { web: always, init: { restart: "no" } }],
    ["limited tries", ["init"], { web: always, init: { restart: "on-failure:3" } }],
    ["on-failure where the others have no policy", ["init"], { web: {}, init: { restart: "on-failure" } }],
    ["no policy anywhere", [], { web: {}, db: {} }],
    ["only on-failure: nothing would stay", [], { web: { restart: "on-failure" } }],
    ["no policy anywhere, and one is waited for", ["init"], { web: { depends_on: { init: completed } }, init: {} }],
    ["waited for, though it restarts", ["init"],
        { web: { ...always, depends_on: { init: completed } }, init: always }],
    ["others need it only started", ["init"], { web: { ...always, depends_on: { init: started } }, init: {} }],
    ["others need it healthy", [],
        { web: { ...always, depends_on: { db: { condition: "service_healthy" } } }, db: {} }],
    ["it publishes a port", [], { web: always, admin: { ports: [{ target: 80 }] } }],
    ["it exposes a port", [], { web: always, db: { expose: ["5432"] } }],
    ["it is checked for health", [], { web: always, redis: { healthcheck: { test: ["CMD", "true"] } } }],
    ["waited for, though it is checked for health", ["init"],
        { web: { ...always, depends_on: { init: completed } }, init: { healthcheck: { test: ["CMD", "true"] } } }],
    ["by deploy's policy", ["init"], { web: deployed("any"), init: deployed("none") }],
])("one-shot: %s", (_title, expected, services) => {
    const records = recordsOf(services);
    expect(Object.keys(records).filter(name => records[name]?.oneShot)).toEqual(expected);
});
