// SPDX-License-Identifier: LGPL-2.1-or-later
import { containersFrom, type Container, type Inspection } from "../docker/container";
import type { Job, Phase } from "../jobs/job";
import type { AppRecord, ServiceRecord } from "./record";
import type { ServiceFailure } from "./service-health";
import { statusCodes, statusOf, worthInspecting, type AppStatus } from "./status";

function service(restart: string, more: Partial<ServiceRecord> = {}): ServiceRecord {
    return { restart, oneShot: false, healthcheck: false, image: "x", scale: 1, ...more };
}

/** One of each kind; every container below is named for the service that it belongs to. */
const always = service("always");
const unlessStopped = service("unless-stopped");
const onFailure = service("on-failure");
const thrice = service("on-failure:3");
const no = service("no");
const init = service("on-failure", { oneShot: true });
const initOnce = service("no", { oneShot: true });
const initThrice = service("on-failure:3", { oneShot: true });

/** Service, the engine's state and status text, and what an inspection adds. */
type Told = [service: string, state: string, text: string, inspection?: Partial<Inspection>];

function containersOf(told: readonly Told[]): Container[] {
    return told.map(([name, State, Status, inspection], index) => {
        const [container] = containersFrom([{
            Id: `id-${index}`, Names: [`/shop-${name}-${index}`], Image: "x", State, Status, Created: 1700000000,
            Labels: { "com.docker.compose.project": "shop", "com.docker.compose.service": name }, Ports: [],
        }]);
        if (!container)
            throw new Error("The container is missing.");
        return inspection
            ? { ...container, inspection: { outOfMemory: false, restarts: 0, startedAt: 0, finishedAt: 0, exitCode: 0, error: "", ...inspection } }
            : container;
    });
}

const running: AppStatus = { status: "running" };
const initing: AppStatus = { status: "initing" };
const stop: AppStatus = { status: "stop" };
const failed = (reason: ServiceFailure): AppStatus => ({ status: "error", reason });
const exited = (name: string, code: number | null) => failed({ is: "exited", service: name, code });
const oneShotFailed = (code: number) => failed({ is: "one-shot-failed", service: "init", code });
const partly = (...services: string[]): AppStatus => ({ status: "error", reason: { is: "partly-stopped", services } });

const up = "Up 5 minutes";
const upNow = "Up Less than a second";
const taken = "Bind for 0.0.0.0:80 failed: port is already allocated";

interface Situation {
    services: Record<string, ServiceRecord>;
    wish?: AppRecord["wish"];
    containers: Told[];
    expected: AppStatus;
}

const situations: Record<string, Situation> = {
    // One service that stays
    "up": { services: { web: always }, containers: [["web", "running", up]], expected: running },
    "up since a moment": { services: { web: always }, containers: [["web", "running", upNow, { restarts: 0 }]], expected: running },
    "up since a moment, not inspected": { services: { web: always }, containers: [["web", "running", upNow]], expected: running },
    "health starting": { services: { web: always }, containers: [["web", "running", "Up 3 seconds (health: starting)"]], expected: initing },
    "healthy": { services: { web: always }, containers: [["web", "running", "Up 3 minutes (healthy)"]], expected: running },
    "unhealthy": { services: { web: always }, containers: [["web", "running", "Up 3 minutes (unhealthy)"]], expected: failed({ is: "unhealthy", service: "web" }) },
    "crash loop": {
        services: { web: always }, containers: [["web", "restarting", "Restarting (3) 1 second ago"]], expected: failed({ is: "restarting", service: "web", code: 3 }),
    },
    "crash loop, exit code 0": {
        services: { web: always }, containers: [["web", "restarting", "Restarting (0) 1 second ago"]], expected: failed({ is: "restarting", service: "web", code: 0 }),
    },
    "crash loop between its crashes": {
        services: { web: always }, containers: [["web", "running", upNow, { restarts: 5 }]], expected: failed({ is: "restarting", service: "web", code: null }),
    },
    "crash loop between its crashes, with a health check": {
        services: { web: always }, containers: [["web", "running", "Up 2 seconds (health: starting)", { restarts: 1 }]],
        expected: failed({ is: "restarting", service: "web", code: null }),
    },
    "restarted once, and stays": { services: { web: always }, containers: [["web", "running", "Up 11 seconds", { restarts: 1 }]], expected: running },
    "crash loop for want of memory": {
        services: { web: always }, containers: [["web", "restarting", "Restarting (137) 1 second ago", { outOfMemory: true, restarts: 3 }]],
        expected: failed({ is: "out-of-memory", service: "web" }),
    },
    "killed again and again, not for memory": {
        services: { web: always }, containers: [["web", "restarting", "Restarting (137) 1 second ago", { restarts: 3 }]],
        expected: failed({ is: "restarting", service: "web", code: 137 }),
    },
    "always, exited 0": { services: { web: always }, containers: [["web", "exited", "Exited (0) 1 minute ago"]], expected: stop },
    "always, exited 1: somebody stopped it": { services: { web: always }, containers: [["web", "exited", "Exited (1) 1 minute ago"]], expected: stop },
    "always, exited 137": { services: { web: always }, containers: [["web", "exited", "Exited (137) 1 minute ago"]], expected: stop },
    "always, stopped while it looped for want of memory": {
        services: { web: always }, containers: [["web", "exited", "Exited (137) 1 minute ago", { outOfMemory: true }]], expected: stop,
    },
    "unless-stopped, exited 143": { services: { web: unlessStopped }, containers: [["web", "exited", "Exited (143) 1 minute ago"]], expected: stop },
    "on-failure, exited 5: somebody stopped it": { services: { web: onFailure }, containers: [["web", "exited", "Exited (5) 1 minute ago"]], expected: stop },
    "on-failure, exited 0": { services: { web: onFailure }, containers: [["web", "exited", "Exited (0) 1 minute ago"]], expected: stop },
    "on-failure:3, tries used up": { services: { web: thrice }, containers: [["web", "exited", "Exited (4) 1 minute ago"]], expected: exited("web", 4) },
    "on-failure:3, exited 143": { services: { web: thrice }, containers: [["web", "exited", "Exited (143) 1 minute ago"]], expected: stop },
    "no, exited 0": { services: { web: no }, containers: [["web", "exited", "Exited (0) 1 minute ago"]], expected: stop },
    "no, exited 1": { services: { web: no }, containers: [["web", "exited", "Exited (1) 1 minute ago"]], expected: exited("web", 1) },
    "no, exited 255: the machine lost its power": { services: { web: no }, containers: [["web", "exited", "Exited (255) 1 minute ago"]], expected: exited("web", 255) },
    "no, exited 130": { services: { web: no }, containers: [["web", "exited", "Exited (130) 1 minute ago"]], expected: stop },
    "no, exited 143": { services: { web: no }, containers: [["web", "exited", "Exited (143) 1 minute ago"]], expected: stop },
    "no, exited 137 by docker stop": { services: { web: no }, containers: [["web", "exited", "Exited (137) 1 minute ago", { outOfMemory: false }]], expected: stop },
    "no, killed for memory": {
        services: { web: no }, containers: [["web", "exited", "Exited (137) 1 minute ago", { outOfMemory: true }]], expected: failed({ is: "out-of-memory", service: "web" }),
    },
    "no, one of its processes was killed for memory, and it ended well": {
        services: { web: no }, containers: [["web", "exited", "Exited (0) 1 minute ago", { outOfMemory: true }]], expected: stop,
    },
    "no, exited, and docker does not say how": { services: { web: no }, containers: [["web", "exited", ""]], expected: exited("web", null) },
    "always, and its port was taken when it restarted": {
        services: { web: always }, containers: [["web", "exited", "Exited (9) 1 minute ago", { error: taken, exitCode: 9 }]],
        expected: failed({ is: "not-started", service: "web", error: taken }),
    },
    "never started, its port is taken": {
        services: { web: always }, containers: [["web", "created", "Created", { error: taken, exitCode: 128 }]],
        expected: failed({ is: "not-started", service: "web", error: taken }),
    },
    "never started, no cause": {
        services: { web: always }, containers: [["web", "created", "Created", {}]], expected: failed({ is: "not-started", service: "web", error: "" }),
    },
    "never started, not inspected": {
        services: { web: always }, containers: [["web", "created", "Created"]], expected: failed({ is: "not-started", service: "web", error: "" }),
    },
    "paused": { services: { web: always }, containers: [["web", "paused", "Up 1 hour (Paused)"]], expected: stop },
    "dead": { services: { web: always }, containers: [["web", "dead", "Dead"]], expected: failed({ is: "dead", service: "web" }) },
    "being removed": { services: { web: always }, containers: [["web", "removing", "Removal In Progress"]], expected: stop },
    "removed by hand": { services: { web: always }, containers: [], expected: stop },
    "no service at all": { services: {}, containers: [], expected: stop },

    // As the admin wished
    "stopped, exited 1": { services: { web: no }, wish: "stopped", containers: [["web", "exited", "Exited (1) 1 minute ago"]], expected: stop },
    "stopped, never started": { services: { web: no }, wish: "stopped", containers: [["web", "created", "Created"]], expected: stop },
    "stopped, and its init failed before": {
        services: { web: always, init: initOnce }, wish: "stopped", containers: [["web", "exited", "Exited (0) 1 minute ago"], ["init", "exited", "Exited (1) 1 hour ago"]],
        expected: stop,
    },
    "stopped, but started on the command line": { services: { web: always }, wish: "stopped", containers: [["web", "running", up]], expected: running },
    "stopped, but one still runs": {
        services: { web: always, db: always }, wish: "stopped", containers: [["web", "exited", "Exited (0) 1 minute ago"], ["db", "running", up]], expected: partly("web"),
    },
    "stopped, but it loops": {
        services: { web: always }, wish: "stopped", containers: [["web", "restarting", "Restarting (1) 1 second ago"]],
        expected: failed({ is: "restarting", service: "web", code: 1 }),
    },
    "stopped, and dead": { services: { web: always }, wish: "stopped", containers: [["web", "dead", "Dead"]], expected: failed({ is: "dead", service: "web" }) },
    "uninstalled": { services: { web: always }, wish: "uninstalled", containers: [], expected: stop },

    // Several services
    "all up": { services: { web: always, db: always }, containers: [["web", "running", up], ["db", "running", up]], expected: running },
    "one stopped": { services: { web: always, db: always }, containers: [["web", "running", up], ["db", "exited", "Exited (0) 1 minute ago"]], expected: partly("db") },
    "one paused": { services: { web: always, db: always }, containers: [["web", "paused", "Up 1 hour (Paused)"], ["db", "running", up]], expected: partly("web") },
    "one removed by hand": { services: { web: always, db: always }, containers: [["web", "running", up]], expected: partly("db") },
    "two of three down": {
        services: { web: always, db: always, cache: always }, containers: [["db", "exited", "Exited (0) 1 minute ago"], ["web", "running", up]], expected: partly("db", "cache"),
    },
    "all stopped, each in its way": {
        services: { web: always, db: always, cache: always }, containers: [["web", "paused", "Up 1 hour (Paused)"], ["db", "exited", "Exited (0) 1 minute ago"]], expected: stop,
    },
    "one starts, one is up": {
        services: { web: always, db: always }, containers: [["web", "running", up], ["db", "running", "Up 2 seconds (health: starting)"]], expected: initing,
    },
    "one starts, one is stopped": {
        services: { web: always, db: always }, containers: [["web", "exited", "Exited (0) 1 minute ago"], ["db", "running", "Up 2 seconds (health: starting)"]],
        expected: partly("web"),
    },
    "one waits for another's health": {
        services: { web: always, db: always }, containers: [["web", "created", "Created", {}], ["db", "running", "Up 2 seconds (health: starting)"]], expected: initing,
    },
    "one was never started, nothing is on its way": {
        services: { web: always, db: always }, containers: [["web", "created", "Created", {}], ["db", "running", "Up 2 minutes (healthy)"]],
        expected: failed({ is: "not-started", service: "web", error: "" }),
    },
    "the database was killed for memory, and the rest crashes for it": {
        services: { web: always, db: no }, containers: [["web", "restarting", "Restarting (1) 1 second ago"], ["db", "exited", "Exited (137) 1 minute ago", { outOfMemory: true }]],
        expected: failed({ is: "out-of-memory", service: "db" }),
    },
    "the database loops, and the rest is unhealthy for it": {
        services: { web: always, db: always }, containers: [["web", "running", "Up 3 minutes (unhealthy)"], ["db", "restarting", "Restarting (1) 1 second ago"]],
        expected: failed({ is: "restarting", service: "db", code: 1 }),
    },
    "one failed, the others stopped": {
        services: { web: no, db: always }, containers: [["web", "exited", "Exited (1) 1 minute ago"], ["db", "exited", "Exited (0) 1 minute ago"]], expected: exited("web", 1),
    },
    "a container of a service that the record does not know": {
        services: { web: always }, containers: [["web", "running", up], ["old", "exited", "Exited (1) 1 minute ago"]], expected: running,
    },

    // Scale
    "three of three": {
        services: { web: service("always", { scale: 3 }) }, containers: [["web", "running", up], ["web", "running", up], ["web", "running", up]], expected: running,
    },
    "two of three, one stopped": {
        services: { web: service("always", { scale: 3 }) }, containers: [["web", "running", up], ["web", "exited", "Exited (0) 1 minute ago"], ["web", "running", up]],
        expected: partly("web"),
    },
    "two of three, one removed": { services: { web: service("always", { scale: 3 }) }, containers: [["web", "running", up], ["web", "running", up]], expected: partly("web") },
    "three of three, one loops": {
        services: { web: service("always", { scale: 3 }) },
        containers: [["web", "running", up], ["web", "restarting", "Restarting (1) 1 second ago"], ["web", "running", up]],
        expected: failed({ is: "restarting", service: "web", code: 1 }),
    },
    "scaled up by hand": { services: { web: always }, containers: [["web", "running", up], ["web", "running", up]], expected: running },
    "none of three": { services: { web: service("always", { scale: 3 }) }, containers: [["web", "exited", "Exited (0) 1 minute ago"]], expected: stop },
    "one of two starts": {
        services: { web: service("always", { scale: 2 }) }, containers: [["web", "running", "Up 2 seconds (health: starting)"], ["web", "running", "Up 2 minutes (healthy)"]],
        expected: initing,
    },
    "a service of scale 0": { services: { web: always, extra: service("always", { scale: 0 }) }, containers: [["web", "running", up]], expected: running },

    // One-shots
    "one-shot done": { services: { web: always, init }, containers: [["web", "running", up], ["init", "exited", "Exited (0) 1 hour ago"]], expected: running },
    "one-shot at work": { services: { web: always, init }, containers: [["web", "running", up], ["init", "running", upNow, { restarts: 7 }]], expected: running },
    "one-shot retrying": { services: { web: always, init }, containers: [["web", "running", up], ["init", "restarting", "Restarting (1) 10 seconds ago"]], expected: running },
    "one-shot removed by hand": { services: { web: always, init }, containers: [["web", "running", up]], expected: running },
    "one-shot failed, no policy": {
        services: { web: always, init: initOnce }, containers: [["web", "running", up], ["init", "exited", "Exited (2) 1 hour ago"]], expected: oneShotFailed(2),
    },
    "one-shot failed, tries used up": {
        services: { web: always, init: initThrice }, containers: [["web", "running", up], ["init", "exited", "Exited (2) 1 hour ago"]], expected: oneShotFailed(2),
    },
    "one-shot stopped between two tries": { services: { web: always, init }, containers: [["web", "running", up], ["init", "exited", "Exited (1) 1 hour ago"]], expected: running },
    "one-shot stopped at work": {
        services: { web: always, init: initOnce }, containers: [["web", "running", up], ["init", "exited", "Exited (137) 1 hour ago", { outOfMemory: false }]], expected: running,
    },
    "one-shot killed for memory": {
        services: { web: always, init: initOnce }, containers: [["web", "running", up], ["init", "exited", "Exited (137) 1 hour ago", { outOfMemory: true }]],
        expected: failed({ is: "out-of-memory", service: "init" }),
    },
    "one-shot could not be started": {
        services: { web: always, init }, containers: [["web", "running", up], ["init", "created", "Created", { error: "no such file", exitCode: 127 }]],
        expected: failed({ is: "not-started", service: "init", error: "no such file" }),
    },
    "one-shot done, the rest stopped": {
        services: { web: always, init }, containers: [["web", "exited", "Exited (0) 1 minute ago"], ["init", "exited", "Exited (0) 1 hour ago"]], expected: stop,
    },
    "one-shot retries, the rest is stopped": {
        services: { web: always, init }, containers: [["web", "exited", "Exited (0) 1 minute ago"], ["init", "restarting", "Restarting (1) 1 second ago"]], expected: stop,
    },
    "the rest waits for a one-shot": {
        services: { web: always, init: initOnce }, containers: [["web", "created", "Created", {}], ["init", "running", "Up 20 seconds"]], expected: initing,
    },
    "the rest never started, for the one-shot failed": {
        services: { web: always, init: initOnce }, containers: [["web", "created", "Created", {}], ["init", "exited", "Exited (1) 1 minute ago"]], expected: oneShotFailed(1),
    },
    "a one-shot waits for the rest to be healthy": {
        services: { web: always, init }, containers: [["web", "running", "Up 2 seconds (health: starting)"], ["init", "created", "Created", {}]], expected: initing,
    },
};

test.each(Object.entries(situations))("%s", (_title, { services, wish = "running", containers, expected }) => {
    expect(statusOf({ services, wish }, undefined, containersOf(containers))).toEqual(expected);
});

test("containers made by docker compose run are no part of the app", () => {
    const containers = containersOf([["web", "running", up], ["web", "exited", "Exited (1) 1 minute ago"]]);
    const oneOff = containers.map((container, index) => index === 1 ? { ...container, oneOff: true } : container);
    expect(statusOf({ services: { web: no }, wish: "running" }, undefined, oneOff)).toEqual(running);
});

describe("jobs", () => {
    const job = (phase: Phase, alive: boolean, detail = ""): Job => ({ id: "shop", phase, alive, detail, ticket: 1 });
    const interrupted: AppStatus = { status: "error", reason: { is: "interrupted" } };

    test.each<[Phase, boolean, AppStatus]>([
        ["queued", true, { status: "queuing" }],
        ["pulling", true, { status: "pulling" }],
        ["creating", true, { status: "creating" }],
        ["starting", true, initing],
        ["queued", false, interrupted],
        ["pulling", false, interrupted],
        ["creating", false, interrupted],
        ["starting", false, interrupted],
        ["done", true, running],
        ["done", false, running],
        ["cancelled", false, running],
    ])("%s, alive %p, beside containers that run", (phase, alive, expected) => {
        expect(statusOf({ services: { web: always }, wish: "running" }, job(phase, alive), containersOf([["web", "running", up]]))).toEqual(expected);
    });

    test.each([true, false])("failed, alive %p", alive => {
        expect(statusOf({ services: { web: always }, wish: "running" }, job("failed", alive, "pull 18"), []))
            .toEqual({ status: "error", reason: { is: "job-failed", detail: "pull 18" } });
    });

    test("done, and since then the containers tell", () => {
        expect(statusOf({ services: { web: always }, wish: "running" }, job("done", false), [])).toEqual(stop);
    });

    test("nothing is inspected while a job decides", () => {
        const containers = containersOf([["web", "created", "Created"]]);
        expect(worthInspecting({ services: { web: always }, wish: "running" }, job("starting", true), containers)).toEqual([]);
        expect(worthInspecting({ services: { web: always }, wish: "running" }, job("done", false), containers)).toEqual(containers);
    });
});

describe("worth inspecting", () => {
    test.each<[boolean, string, ServiceRecord, AppRecord["wish"], string, string]>([
        [false, "up", always, "running", "running", up],
        [false, "up and healthy", always, "running", "running", "Up 5 minutes (healthy)"],
        [true, "just started", always, "running", "running", upNow],
        [true, "just started against the wish", always, "stopped", "running", "Up 9 seconds (health: starting)"],
        [false, "a one-shot just started", init, "running", "running", upNow],
        [false, "paused", always, "running", "paused", "Up 2 seconds (Paused)"],
        [false, "a crash loop with a code that tells", always, "running", "restarting", "Restarting (1) 1 second ago"],
        [true, "a crash loop of kills", always, "running", "restarting", "Restarting (137) 1 second ago"],
        [false, "a one-shot that retries after a kill", init, "running", "restarting", "Restarting (137) 1 second ago"],
        [true, "exited against the wish", always, "running", "exited", "Exited (0) 1 hour ago"],
        [false, "exited as wished", always, "stopped", "exited", "Exited (137) 1 hour ago"],
        [false, "a one-shot done", init, "running", "exited", "Exited (0) 1 hour ago"],
        [true, "a one-shot that failed", init, "running", "exited", "Exited (1) 1 hour ago"],
        [true, "never started", always, "running", "created", "Created"],
        [false, "never started, stopped", always, "stopped", "created", "Created"],
        [false, "dead", always, "running", "dead", "Dead"],
    ])("%p: %s", (expected, _title, web, wish, state, text) => {
        const containers = containersOf([["web", state, text]]);
        expect(worthInspecting({ services: { web }, wish }, undefined, containers)).toEqual(expected ? containers : []);
    });

    test("not what the record does not know", () => {
        expect(worthInspecting({ services: { web: always }, wish: "running" }, undefined, containersOf([["old", "created", "Created"]]))).toEqual([]);
    });
});

test("every status has its code", () => {
    expect(statusCodes).toEqual({ queuing: "00", pulling: "10", creating: "11", initing: "12", running: "30", stop: "40", error: "50" });
});
