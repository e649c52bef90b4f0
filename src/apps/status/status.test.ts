// SPDX-License-Identifier: LGPL-2.1-or-later
import { aJob } from "../../../test/fakes/job";
import { containersFrom, type Container, type Inspection } from "../../docker/container";
import type { Job, JobKind, Phase } from "../../jobs/job";
import type { AppRecord, ServiceRecord } from "../records/record";
import type { ServiceFailure } from "./service-health";
import { statusCodes, statusOf, worthInspecting, type AppStatus } from "./status";

type Wish = AppRecord["wish"];

/** A container in the engine's own words, and what an inspection adds. */
interface Told {
    state: string;
    text: string;
    inspection?: Partial<Inspection>;
    /** Services that compose starts first. */
    needs?: string[];
    /** Container whose network it uses. */
    joined?: string;
}

function told(state: string, text: string, inspection?: Partial<Inspection>): Told {
    return inspection ? { state, text, inspection } : { state, text };
}

const needing = (container: Told, ...needs: string[]): Told => ({ ...container, needs });
const joining = (container: Told, joined: string, ...needs: string[]): Told => ({ ...container, joined, needs });

const up = told("running", "Up 5 minutes");
const healthy = told("running", "Up 5 minutes (healthy)");
const unhealthy = told("running", "Up 5 minutes (unhealthy)");
const starting = told("running", "Up 2 seconds (health: starting)");
const upNow = (inspection?: Partial<Inspection>) => told("running", "Up Less than a second", inspection);
const paused = told("paused", "Up 1 hour (Paused)");
const restarting = (code: number, inspection?: Partial<Inspection>) =>
    told("restarting", `Restarting (${code}) 1 second ago`, inspection);
const ended = (code: number, inspection?: Partial<Inspection>) =>
    told("exited", `Exited (${code}) 1 hour ago`, inspection);
const created = (inspection?: Partial<Inspection>) => told("created", "Created", inspection);
const dead = told("dead", "Dead");
const removing = told("removing", "Removal In Progress");
const taken = "Bind for 0.0.0.0:80 failed: port is already allocated";

function service(restart: string, more: Partial<ServiceRecord> = {}): ServiceRecord {
    return { restart, oneShot: false, healthcheck: false, image: "x", scale: 1, ...more };
}

const always = service("always");
const unlessStopped = service("unless-stopped");
const onFailure = service("on-failure");
const thrice = service("on-failure:3");
const no = service("no");
const two = service("always", { scale: 2 });
const three = service("always", { scale: 3 });
const init = service("on-failure", { oneShot: true });
const initOnce = service("no", { oneShot: true });
const initThrice = service("on-failure:3", { oneShot: true });

function containerOf(name: string, number: number, { state, text, inspection, needs = [], joined }: Told): Container {
    const [container] = containersFrom([{
        Id: `${name}-${number}`, Names: [`/shop-${name}-${number}`], Image: "x", State: state, Status: text,
        Created: 1700000000, Ports: [],
        HostConfig: { NetworkMode: joined === undefined ? "shop_default" : `container:${joined}` },
        Labels: {
            "com.docker.compose.project": "shop", "com.docker.compose.service": name,
            "com.docker.compose.depends_on": needs.map(service => `${service}:service_started:false`).join(","),
        },
    }]);
    if (!container)
        throw new Error("The container is missing.");
    const nothing = { outOfMemory: false, restarts: 0, error: "", started: 0, pid: 1 };
    return inspection ? { ...container, inspection: { ...nothing, ...inspection } } : container;
}

/** By service: what its record says, and its containers. */
type Project = Record<string, [ServiceRecord, ...Told[]]>;

function recordOf(project: Project, wish: Wish = "running") {
    return { wish, services: Object.fromEntries(Object.entries(project).map(([name, [record]]) => [name, record])) };
}

function containersOf(project: Project): Container[] {
    return Object.entries(project).flatMap(([name, [, ...containers]]) =>
        containers.map((container, index) => containerOf(name, index + 1, container)));
}

const running: AppStatus = { status: "running" };
const initing: AppStatus = { status: "initing" };
const stop: AppStatus = { status: "stop" };
const failed = (reason: ServiceFailure): AppStatus => ({ status: "error", reason });
const exited = (name: string, code: number | null) => failed({ is: "exited", service: name, code });
const loops = (name: string, code: number | null) => failed({ is: "restarting", service: name, code });
const noMemory = (name: string) => failed({ is: "out-of-memory", service: name });
const notStarted = (name: string, error: string) => failed({ is: "not-started", service: name, error });
const oneShotFailed = (code: number) => failed({ is: "one-shot-failed", service: "init", code });
const partly = (...services: string[]): AppStatus => ({ status: "error", reason: { is: "partly-stopped", services } });
const stopped = (...services: string[]): AppStatus => ({ status: "error", reason: { is: "stopped", services } });
const unhealthyOne = (name: string) => failed({ is: "unhealthy", service: name });
const networkGone = (owner: string) => failed({ is: "network-gone", service: "web", owner });
const and = (status: AppStatus, ...affected: string[]): AppStatus => ({ ...status, affected });

const situations: [title: string, expected: AppStatus, project: Project, wish?: Wish][] = [
    // One service that stays
    ["up", running, { web: [always, up] }],
    ["up since a moment", running, { web: [always, upNow({ restarts: 0 })] }],
    ["up since a moment, not inspected", running, { web: [always, upNow()] }],
    ["health starting", initing, { web: [always, starting] }],
    ["healthy", running, { web: [always, healthy] }],
    ["unhealthy", failed({ is: "unhealthy", service: "web" }), { web: [always, unhealthy] }],
    ["crash loop", loops("web", 3), { web: [always, restarting(3)] }],
    ["crash loop, exit code 0", loops("web", 0), { web: [always, restarting(0)] }],
    ["crash loop between its crashes", loops("web", null), { web: [always, upNow({ restarts: 5 })] }],
    ["crash loop between its crashes, with a health check", loops("web", null),
        { web: [always, { ...starting, inspection: { restarts: 1 } }] }],
    ["restarted once, and stays", running, { web: [always, told("running", "Up 11 seconds", { restarts: 1 })] }],
    ["crash loop for want of memory", noMemory("web"),
        { web: [always, restarting(137, { outOfMemory: true, restarts: 3 })] }],
    ["killed again and again, not for memory", loops("web", 137), { web: [always, restarting(137, { restarts: 3 })] }],
    ["always, exited 0", stop, { web: [always, ended(0)] }],
    ["always, exited 1: stopped by hand", stop, { web: [always, ended(1)] }],
    ["always, exited 137", stop, { web: [always, ended(137)] }],
    ["always, stopped while it looped for want of memory", stop, { web: [always, ended(137, { outOfMemory: true })] }],
    ["unless-stopped, exited 143", stop, { web: [unlessStopped, ended(143)] }],
    ["on-failure, exited 5: stopped by hand", stop, { web: [onFailure, ended(5)] }],
    ["on-failure, exited 0", stop, { web: [onFailure, ended(0)] }],
    ["on-failure:3, tries used up", exited("web", 4), { web: [thrice, ended(4)] }],
    ["on-failure:3, exited 143", stop, { web: [thrice, ended(143)] }],
    ["no, exited 0", stop, { web: [no, ended(0)] }],
    ["no, exited 1", exited("web", 1), { web: [no, ended(1)] }],
    ["no, exited 255: the machine lost its power", exited("web", 255), { web: [no, ended(255)] }],
    ["no, exited 130", stop, { web: [no, ended(130)] }],
    ["no, exited 143", stop, { web: [no, ended(143)] }],
    ["no, exited 137 by docker stop", stop, { web: [no, ended(137, { outOfMemory: false })] }],
    ["no, killed for memory", noMemory("web"), { web: [no, ended(137, { outOfMemory: true })] }],
    ["no, one of its processes was killed for memory, and it ended well", stop,
        { web: [no, ended(0, { outOfMemory: true })] }],
    ["no, exited, and docker does not say how", exited("web", null), { web: [no, told("exited", "")] }],
    ["always, and its port was taken when it restarted", notStarted("web", taken),
        { web: [always, ended(9, { error: taken })] }],
    ["never started, its port is taken", notStarted("web", taken),
        { web: [always, created({ error: taken })] }],
    ["never started, no cause", notStarted("web", ""), { web: [always, created({})] }],
    ["never started, not inspected", notStarted("web", ""), { web: [always, created()] }],
    ["paused", stop, { web: [always, paused] }],
    ["dead", failed({ is: "dead", service: "web" }), { web: [always, dead] }],
    ["being removed", stop, { web: [always, removing] }],
    ["removed by hand", stop, { web: [always] }],
    ["no service at all", stop, {}],

    // As the admin wished
    ["stopped, exited 1", stop, { web: [no, ended(1)] }, "stopped"],
    ["stopped, never started", stop, { web: [no, created()] }, "stopped"],
    ["stopped, and its init failed before", stop, { web: [always, ended(0)], init: [initOnce, ended(1)] }, "stopped"],
    ["stopped, but started on the command line", running, { web: [always, up] }, "stopped"],
    ["stopped, but one still runs", partly("web"), { web: [always, ended(0)], db: [always, up] }, "stopped"],
    ["stopped, but it loops", loops("web", 1), { web: [always, restarting(1)] }, "stopped"],
    ["stopped, and dead", failed({ is: "dead", service: "web" }), { web: [always, dead] }, "stopped"],
    ["uninstalled", stop, { web: [always] }, "uninstalled"],

    // Several services
    ["all up", running, { web: [always, up], db: [always, up] }],
    ["one stopped", partly("db"), { web: [always, up], db: [always, ended(0)] }],
    ["one paused", partly("web"), { web: [always, paused], db: [always, up] }],
    ["one removed by hand", partly("db"), { web: [always, up], db: [always] }],
    ["two of three down", partly("db", "cache"), { web: [always, up], db: [always, ended(0)], cache: [always] }],
    ["all stopped, each in its way", stop, { web: [always, paused], db: [always, ended(0)], cache: [always] }],
    ["one starts, one is up", initing, { web: [always, up], db: [always, starting] }],
    ["one starts, one is stopped", partly("web"), { web: [always, ended(0)], db: [always, starting] }],
    ["one waits for another's health", initing, { web: [always, created({})], db: [always, starting] }],
    ["one was never started, nothing is on its way", notStarted("web", ""),
        { web: [always, created({})], db: [always, healthy] }],
    ["the database was killed for memory, the rest crashes for it", and(noMemory("db"), "web"),
        { web: [always, restarting(1)], db: [no, ended(137, { outOfMemory: true })] }],
    ["the database loops, the rest is unhealthy for it", and(loops("db", 1), "web"),
        { web: [always, unhealthy], db: [always, restarting(1)] }],
    ["one failed, the others stopped", and(exited("web", 1), "db"), { web: [no, ended(1)], db: [always, ended(0)] }],

    // The cause before its symptoms
    ["the database is stopped", partly("db"), { web: [always, needing(healthy, "db")], db: [always, ended(0)] }],
    ["the database is stopped, and its dependent is unhealthy for it", and(partly("db"), "web"),
        { web: [always, needing(unhealthy, "db")], db: [always, ended(0)] }],
    ["the database is removed, and its dependent is unhealthy for it", and(partly("db"), "web"),
        { web: [always, needing(unhealthy, "db")], db: [always] }],
    ["the database is paused, and its dependent is unhealthy for it", and(partly("db"), "web"),
        { web: [always, needing(unhealthy, "db")], db: [always, paused] }],
    ["one of two databases is stopped, and their dependent is unhealthy for it", and(partly("db"), "web"),
        { web: [always, needing(unhealthy, "db")], db: [two, up, ended(0)] }],
    ["the database is stopped, and nothing says who needs it", and(partly("db"), "web"),
        { web: [always, unhealthy], db: [always, ended(0)] }],
    ["the database is stopped, and a dependent loops for it", and(stopped("db"), "web"),
        { web: [always, needing(restarting(1), "db")], db: [always, ended(0)] }],
    ["the database is stopped, one dependent loops for it, another runs", and(partly("db"), "web"),
        { web: [always, needing(restarting(1), "db")], db: [always, ended(0)], cache: [always, up] }],
    ["the database is stopped, and a dependent exited for it", and(stopped("db"), "web"),
        { web: [no, needing(ended(1), "db")], db: [always, ended(0)] }],
    ["the database is stopped, and a dependent was never started for it", and(stopped("db"), "web"),
        { web: [always, needing(created({}), "db")], db: [always, ended(0)] }],
    ["the database is stopped, and a dependent of a dependent is unhealthy", and(partly("db"), "web"),
        { web: [always, needing(unhealthy, "api")], api: [always, needing(up, "db")], db: [always, ended(0)] }],
    ["everything in a chain is unhealthy", and(unhealthyOne("db"), "web", "api"),
        { web: [always, needing(unhealthy, "api")], api: [always, needing(unhealthy, "db")], db: [always, unhealthy] }],
    ["the database is unhealthy, a dependent loops", and(unhealthyOne("db"), "web"),
        { web: [always, needing(restarting(1), "db")], db: [always, unhealthy] }],
    ["a dependent exited, and what it needs loops", and(loops("db", 1), "web"),
        { web: [no, needing(ended(1), "db")], db: [always, restarting(1)] }],
    ["what an unhealthy one needs works", and(unhealthyOne("web"), "cache"),
        { web: [always, needing(unhealthy, "db")], db: [always, up], cache: [always, needing(unhealthy, "web")] }],
    ["two are stopped, a third is unhealthy for it", and(partly("db", "cache"), "web"),
        { web: [always, needing(unhealthy, "db", "cache")], db: [always, ended(0)], cache: [always] }],
    ["a failed task is the cause, not what waits for it", and(oneShotFailed(1), "web", "api"), {
        web: [always, needing(created({}), "api")], api: [always, needing(created({}), "init")],
        init: [initOnce, ended(1)],
    }],
    ["a task that is done causes nothing", unhealthyOne("web"),
        { web: [always, needing(unhealthy, "init")], init: [initOnce, ended(0)] }],
    ["services that need each other", and(loops("db", 1), "web"),
        { web: [always, needing(unhealthy, "db")], db: [always, needing(restarting(1), "web")] }],
    ["a service that needs itself", unhealthyOne("web"), { web: [always, needing(unhealthy, "web")] }],
    ["a service that needs one that the record does not know", unhealthyOne("web"),
        { web: [always, needing(unhealthy, "other")] }],
    ["stopped as wished, and one that still runs is unhealthy", unhealthyOne("web"),
        { web: [always, needing(unhealthy, "db")], db: [always, ended(0)] }, "stopped"],

    // One service in the network of another
    ["in the network of one that runs", running, { web: [always, joining(up, "vpn-1", "vpn")], vpn: [always, up] }],
    ["in the network of one that is named, not numbered", running,
        { web: [always, joining(up, "shop-vpn-1", "vpn")], vpn: [always, up] }],
    ["in the network of one that was replaced", networkGone("vpn"),
        { web: [always, joining(up, "gone", "vpn")], vpn: [always, up] }],
    ["in the network of one that was replaced, while healthy", networkGone("vpn"),
        { web: [always, joining(healthy, "gone", "vpn")], vpn: [always, up] }],
    ["in the network of one that was replaced, while crashing for it", networkGone("vpn"),
        { web: [always, joining(restarting(1), "gone", "vpn")], vpn: [always, up] }],
    ["in the network of one that was replaced, and needs others as well", networkGone(""),
        { web: [always, joining(up, "gone", "vpn", "db")], vpn: [always, up], db: [always, up] }],
    ["in the network of one that was replaced, as the record names it", networkGone("vpn"), {
        web: [service("always", { joins: "vpn" }), joining(up, "gone", "vpn", "db")], vpn: [always, up],
        db: [always, up],
    }],
    ["in the network of one that is removed", and(partly("vpn"), "web"),
        { web: [always, joining(up, "gone", "vpn")], vpn: [always] }],
    ["can't be started, for the one whose network it uses was replaced", networkGone("vpn"),
        { web: [always, joining(ended(137, { error: "No such container: gone" }), "gone", "vpn")], vpn: [always, up] }],
    ["was never started, for the one whose network it uses was replaced", networkGone("vpn"),
        { web: [always, joining(created({ error: "No such container: gone" }), "gone", "vpn")], vpn: [always, up] }],
    ["stopped as wished, and the one whose network it used was replaced", stop,
        { web: [always, joining(ended(0), "gone", "vpn")], vpn: [always, ended(0)] }, "stopped"],
    ["a finished task in the network of one that was replaced", running,
        { init: [init, joining(ended(0), "gone", "vpn")], vpn: [always, up] }],
    ["in the network of one that was started again since", networkGone("vpn"), {
        web: [always, joining(told("running", "Up 5 minutes", { networkNamespace: "401" }), "vpn-1", "vpn")],
        vpn: [always, told("running", "Up 2 minutes", { networkNamespace: "402" })],
    }],
    ["in the network of the one that runs, whoever was started first by the clock", running, {
        web: [always, joining(told("running", "Up 2 minutes", { started: 1000, networkNamespace: "401" }), "vpn-1", "vpn")],
        vpn: [always, told("running", "Up 5 minutes", { started: 2000, networkNamespace: "401" })],
    }],
    ["in a network of which nothing is known, for it has just gone", running, {
        web: [always, joining(told("running", "Up 5 minutes", { networkNamespace: "401" }), "vpn-1", "vpn")],
        vpn: [always, upNow({ restarts: 0 })],
    }],
    ["its network's owner keeps crashing", and(loops("vpn", 1), "web"), {
        web: [always, joining(unhealthy, "vpn-1", "vpn")], vpn: [always, restarting(1)],
    }],

    // Clocks
    ["restarted, and its start is in the future after a clock was set back", running,
        { web: [always, upNow({ restarts: 1, started: null })] }],
    ["restarted often, its start is in the future, its health starts", initing,
        { web: [always, { ...upNow({ restarts: 9, started: null }), text: "Up Less than a second (health: starting)" }] }],

    // Scale
    ["three of three", running, { web: [three, up, up, up] }],
    ["two of three, one stopped", partly("web"), { web: [three, up, ended(0), up] }],
    ["two of three, one removed", partly("web"), { web: [three, up, up] }],
    ["three of three, one loops", loops("web", 1), { web: [three, up, restarting(1), up] }],
    ["scaled up by hand", running, { web: [always, up, up] }],
    ["none of three", stop, { web: [three, ended(0)] }],
    ["one of two starts", initing, { web: [two, starting, healthy] }],
    ["a service of scale 0", running, { web: [always, up], extra: [service("always", { scale: 0 })] }],

    // One-shots
    ["one-shot done", running, { web: [always, up], init: [init, ended(0)] }],
    ["one-shot at work", running, { web: [always, up], init: [init, upNow({ restarts: 7 })] }],
    ["one-shot retrying", running, { web: [always, up], init: [init, restarting(1)] }],
    ["one-shot removed by hand", running, { web: [always, up], init: [init] }],
    ["one-shot failed, no policy", oneShotFailed(2), { web: [always, up], init: [initOnce, ended(2)] }],
    ["one-shot failed, tries used up", oneShotFailed(2), { web: [always, up], init: [initThrice, ended(2)] }],
    ["one-shot stopped between two tries", running, { web: [always, up], init: [init, ended(1)] }],
    ["one-shot stopped at work", running, { web: [always, up], init: [initOnce, ended(137, { outOfMemory: false })] }],
    ["one-shot killed for memory", noMemory("init"),
        { web: [always, up], init: [initOnce, ended(137, { outOfMemory: true })] }],
    ["one-shot could not be started", notStarted("init", "no such file"),
        { web: [always, up], init: [init, created({ error: "no such file" })] }],
    ["one-shot done, the rest stopped", stop, { web: [always, ended(0)], init: [init, ended(0)] }],
    ["one-shot retries, the rest is stopped", stop, { web: [always, ended(0)], init: [init, restarting(1)] }],
    ["the rest waits for a one-shot", initing, { web: [always, created({})], init: [initOnce, up] }],
    ["the rest never started, for the one-shot failed", and(oneShotFailed(1), "web"),
        { web: [always, created({})], init: [initOnce, ended(1)] }],
    ["a one-shot waits for the rest to be healthy", initing, { web: [always, starting], init: [init, created({})] }],
];

// A rest parameter, as jest takes a fourth one for its callback.
test.each(situations)("%s", (...[, expected, project, wish]) => {
    expect(statusOf(recordOf(project, wish), undefined, containersOf(project))).toEqual(expected);
});

test("a network may be that of a container of another project", () => {
    const project: Project = { web: [always, joining(up, "proxy")] };
    const containers = containersOf(project);
    const proxy = { ...containerOf("proxy", 1, up), id: "proxy", project: "other" };
    expect(statusOf(recordOf(project), undefined, containers, [...containers, proxy])).toEqual(running);
    expect(statusOf(recordOf(project), undefined, containers, containers)).toEqual(networkGone(""));
});

test("a container of a service that the record does not know", () => {
    const project: Project = { web: [always, up] };
    expect(statusOf(recordOf(project), undefined, containersOf({ ...project, old: [no, ended(1)] }))).toEqual(running);
});

test("containers made by docker compose run are no part of the app", () => {
    const project: Project = { web: [no, up] };
    const oneOff = { ...containerOf("web", 2, ended(1)), oneOff: true };
    expect(statusOf(recordOf(project), undefined, [...containersOf(project), oneOff])).toEqual(running);
});

describe("jobs", () => {
    const job = (phase: Phase, alive: boolean, detail = "", kind: JobKind = "install"): Job =>
        aJob("shop", { phase, alive, detail, kind });
    const interrupted: AppStatus = { status: "error", reason: { is: "interrupted" } };
    const project: Project = { web: [always, up] };

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
        ["cancelled", true, initing],
        ["cancelled", false, interrupted],
    ])("%s, alive %p, with running containers", (phase, alive, expected) => {
        expect(statusOf(recordOf(project), job(phase, alive), containersOf(project))).toEqual(expected);
    });

    const jobFailed: AppStatus = { status: "error", reason: { is: "job-failed", detail: "pull 18" } };
    const web = (...containers: Told[]): Project => ({ web: [always, ...containers] });

    test.each<[string, AppStatus, Project]>([
        ["without containers", jobFailed, web()],
        ["whose containers all run by now", running, project],
        ["whose containers are healthy by now", running, web(healthy)],
        ["whose containers' health starts", initing, web(starting)],
        ["whose only service is a task that is done", jobFailed, { init: [init, ended(0)] }],
        ["whose services run and whose task is done", running, { ...project, init: [init, ended(0)] }],
        ["whose task failed", jobFailed, { ...project, init: [initOnce, ended(1)] }],
        ["of which one service is missing", jobFailed, { ...project, db: [always] }],
        ["whose containers are stopped", jobFailed, web(ended(0))],
        ["whose containers were never started", jobFailed, web(created({ error: taken }))],
        ["whose containers are unhealthy", jobFailed, web(unhealthy)],
        ["whose containers crash", jobFailed, web(restarting(1))],
        ["whose containers crash and run at this moment", jobFailed, web(upNow({ restarts: 4 }))],
    ])("a failed one %s", (_what, expected, project) => {
        for (const alive of [true, false]) {
            expect(statusOf(recordOf(project), job("failed", alive, "pull 18"), containersOf(project)))
                .toEqual(expected);
        }
    });

    test.each<[string, Told, boolean]>([
        ["just started", upNow(), true], ["down", ended(1), false], ["never started", created(), false],
    ])("of a failed one, a container that is %s", (_what, container, expected) => {
        const containers = containersOf(web(container));
        expect(worthInspecting(recordOf(web(container)), job("failed", false), containers))
            .toEqual(expected ? containers : []);
    });

    const partly: Project = { web: [always, up], db: [always, ended(1)] };

    it.each<[JobKind, Phase, boolean, Project, AppStatus]>([
        ["start", "queued", true, {}, initing],
        ["start", "starting", true, { web: [always, ended(0)] }, initing],
        ["start", "pulling", true, {}, { status: "pulling" }],
        ["restart", "stopping", true, partly, initing],
        ["restart", "starting", true, { web: [always, restarting(1)] }, initing],
        ["stop", "queued", true, project, running],
        ["stop", "stopping", true, partly, running],
        ["stop", "stopping", true, { web: [always, ended(137)] }, stop],
        ["uninstall", "removing", true, partly, running],
        ["uninstall", "removing", true, {}, stop],
        ["stop", "stopping", false, partly, { status: "error", reason: { is: "interrupted", kind: "stop" } }],
        ["uninstall", "removing", false, {}, { status: "error", reason: { is: "interrupted", kind: "uninstall" } }],
        ["stop", "failed", false, project, running],
        ["start", "failed", false, project, running],
        [
            "start", "failed", false, { web: [always, ended(0)] },
            { status: "error", reason: { is: "job-failed", detail: "x 1", kind: "start" } },
        ],
        [
            "start", "failed", false, { web: [always, restarting(1)] },
            { status: "error", reason: { is: "restarting", service: "web", code: 1 } },
        ],
        [
            "uninstall", "failed", false, { web: [always, ended(0)] },
            { status: "error", reason: { is: "job-failed", detail: "x 1", kind: "uninstall" } },
        ],
        ["install", "failed", false, project, running],
        ["update", "queued", true, project, running],
        ["update", "pulling", true, project, running],
        ["update", "pulling", false, project, running],
        ["update", "stopping", true, project, { status: "initing" }],
        ["update", "saving", true, {}, { status: "initing" }],
        ["update", "undoing", true, {}, { status: "initing" }],
        ["update", "watching", true, project, running],
        ["update", "switching", false, {}, { status: "error", reason: { is: "interrupted", kind: "update" } }],
        ["update", "failed", false, project, running],
        ["update", "restored", false, project, running],
        ["update", "restored", false, { web: [always, ended(0)] }, stop],
        [
            "update", "undo-failed", false, { web: [always, ended(0)] },
            { status: "error", reason: { is: "job-failed", detail: "x 1", kind: "update" } },
        ],
        ["rollback", "undoing", true, {}, { status: "initing" }],
    ])("is told while a job works: %s, %s, alive %j", (kind, phase, alive, containers, expected) => {
        const state = job(phase, alive, phase.endsWith("failed") ? "x 1" : "", kind);
        expect(statusOf(recordOf(containers), state, containersOf(containers))).toEqual(expected);
    });

    test("done, and since then the containers tell", () => {
        expect(statusOf(recordOf(project), job("done", false), [])).toEqual(stop);
    });

    test("nothing is inspected while a job decides", () => {
        const containers = containersOf({ web: [always, created()] });
        expect(worthInspecting(recordOf(project), job("starting", true), containers)).toEqual([]);
        expect(worthInspecting(recordOf(project), job("done", false), containers)).toEqual(containers);
    });
});

describe("worth inspecting", () => {
    test.each<[boolean, string, ServiceRecord, Told, Wish?]>([
        [false, "up", always, up],
        [false, "up and healthy", always, healthy],
        [true, "just started", always, upNow()],
        [true, "just started against the wish", always, starting, "stopped"],
        [false, "a one-shot just started", init, upNow()],
        [false, "paused", always, told("paused", "Up 2 seconds (Paused)")],
        [false, "a crash loop with a code that tells", always, restarting(1)],
        [true, "a crash loop of kills", always, restarting(137)],
        [false, "a one-shot that retries after a kill", init, restarting(137)],
        [true, "exited against the wish", always, ended(0)],
        [false, "exited as wished", always, ended(137), "stopped"],
        [false, "a one-shot done", init, ended(0)],
        [true, "a one-shot that failed", init, ended(1)],
        [true, "never started", always, created()],
        [false, "never started, as wished", always, created(), "stopped"],
        [false, "dead", always, dead],
    ])("%p: %s", (...[expected, , record, container, wish]) => {
        const project: Project = { web: [record, container] };
        const containers = containersOf(project);
        expect(worthInspecting(recordOf(project, wish), undefined, containers)).toEqual(expected ? containers : []);
    });

    test("both containers that share a network, whose starts tell whether it is still theirs", () => {
        const project: Project = { web: [always, joining(up, "vpn-1", "vpn")], vpn: [always, up], db: [always, up] };
        const containers = containersOf(project);
        expect(worthInspecting(recordOf(project), undefined, containers).map(({ service }) => service))
            .toEqual(["web", "vpn"]);
    });

    test("not what the record does not know", () => {
        const old = containersOf({ old: [always, created()] });
        expect(worthInspecting(recordOf({ web: [always, up] }), undefined, old)).toEqual([]);
    });
});

test("every status has its code", () => {
    expect(statusCodes).toEqual({
        queuing: "00", pulling: "10", creating: "11", initing: "12", running: "30", stop: "40", error: "50",
    });
});
