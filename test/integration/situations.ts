// SPDX-License-Identifier: LGPL-2.1-or-later
/** What can become of an app on a real host: how to bring it about, and what its status is then. */
import type { AppRecord } from "../../src/apps/records/record";
import type { ServiceFailure } from "../../src/apps/status/service-health";
import type { AppStatus } from "../../src/apps/status/status";
import type { Container } from "../../src/docker/container";
import type { Phase } from "../../src/jobs/job";

export interface Situation {
    /** Compose services; all have the test's image, and no network where nothing else is said. */
    services: Record<string, Record<string, unknown>>;
    /** Shell; its words stand in status.test.ts. */
    bring: string;
    /** It has come about: told from what docker says of the app's containers, and of those that were inspected. */
    when: (containers: readonly Container[]) => boolean;
    expected: AppStatus;
    wish?: AppRecord["wish"];
    job?: { phase: Phase, alive: boolean, detail?: string };
    /** Services that the app's record lacks. */
    unknown?: readonly string[];
}

const running: AppStatus = { status: "running" };
const initing: AppStatus = { status: "initing" };
const stop: AppStatus = { status: "stop" };
const failed = (reason: ServiceFailure): AppStatus => ({ status: "error", reason });
const exited = (service: string, code: number) => failed({ is: "exited", service, code });
const loops = (code: number | null) => failed({ is: "restarting", service: "web", code });
const oneShotFailed = (code: number) => failed({ is: "one-shot-failed", service: "init", code });
const partly = (...services: string[]): AppStatus => ({ status: "error", reason: { is: "partly-stopped", services } });
const notStarted = (service: string, error: string) => failed({ is: "not-started", service, error });
const interrupted: AppStatus = { status: "error", reason: { is: "interrupted" } };

const up = "compose up -d";

const allUp = (containers: readonly Container[]) =>
    containers.length > 0 && containers.every(one => one.state === "running");
const gone = (containers: readonly Container[]) => containers.length === 0;
/** What docker's status text says of a service's first container. */
const says = (service: string, text: RegExp) => (containers: readonly Container[]) =>
    containers.some(one => one.service === service && text.test(one.statusText));

/** Stays until it is told to end, and ends with `code` then. "ready" says that it listens. */
const serving = (code: number) => `trap 'exit ${code}' TERM; echo ready; sleep 1000 & wait`;
const serve = (code: number) => ["sh", "-c", serving(code)];
/** Does not listen, so that docker has to kill it. */
const deaf = ["sleep", "1000"];
const end = (code: number, seconds = 0) => ["sh", "-c", `sleep ${seconds}; exit ${code}`];
const greedy = ["tail", "/dev/zero"];
const littleMemory = { mem_limit: "16m" };

const always = { command: serve(143), restart: "always" };
const web = (restart: string, command = serve(143), more = {}) => ({ web: { command, restart, ...more } });
const check = (test: string, more = {}) =>
    ({ healthcheck: { test: ["CMD-SHELL", test], interval: "3s", timeout: "5s", retries: 1, ...more } });
const neverHealthy = { ...always, ...check("false", { start_period: "1h" }) };
const on = (service: string, condition: string) => ({ depends_on: { [service]: { condition } } });
const published = (port: number) => ({ network_mode: "bridge", ports: [`127.0.0.1:${port}:80`] });

const inNetwork = { web: { ...always, network_mode: "service:vpn" }, vpn: always };

/** Whatever a container that would be restarted exits with: it is down because it was stopped. */
function stoppedByHand(restart: string, code: number): [string, Situation] {
    return [`${restart}, stopped by hand, exits ${code}`, {
        services: web(restart, code === 137 ? deaf : serve(code)),
        bring: code === 137 ? `${up}; docker stop -t 0 $(of web)` : `${up}; ready web; docker stop $(of web)`,
        when: says("web", new RegExp(`^Exited \\(${code}\\)`)),
        expected: stop,
    }];
}

function ended(restart: string, code: number, expected: AppStatus): [string, Situation] {
    return [`${restart}, ends with ${code}`, {
        services: web(restart, end(code)), bring: up, when: says("web", new RegExp(`^Exited \\(${code}\\)`)), expected,
    }];
}

/** Before there are containers. */
function job(phase: Phase, alive: boolean, expected: AppStatus): [string, Situation] {
    return [`job ${phase}, ${alive ? "alive" : "dead"}`, {
        services: web("always"), bring: "", job: { phase, alive }, when: gone, expected,
    }];
}

export const situations: Record<string, Situation> = {
    "up": { services: web("always"), bring: up, when: allUp, expected: running },
    "health starting": {
        services: { web: neverHealthy }, bring: up, when: says("web", /health: starting/), expected: initing,
    },
    "healthy": {
        services: web("always", serve(0), check("true")), bring: up, when: says("web", /\(healthy\)/),
        expected: running,
    },
    "unhealthy": {
        services: web("always", serve(0), check("false")), bring: up, when: says("web", /\(unhealthy\)/),
        expected: failed({ is: "unhealthy", service: "web" }),
    },
    "health check switched off": {
        services: web("always", serve(0), { healthcheck: { disable: true } }), bring: up, when: allUp,
        expected: running,
    },

    "crash loop": {
        services: web("always", end(3)), bring: up, when: says("web", /^Restarting \(3\)/), expected: loops(3),
    },
    "crash loop that ends with 0": {
        services: web("unless-stopped", end(0)), bring: up, when: says("web", /^Restarting \(0\)/), expected: loops(0),
    },
    "crash loop on failure": {
        services: web("on-failure", end(7)), bring: up, when: says("web", /^Restarting \(7\)/), expected: loops(7),
    },
    "crash loop between its crashes": {
        services: web("always", end(3, 2)), bring: up,
        when: containers => containers.some(one => one.state === "running" && (one.inspection?.restarts ?? 0) > 0),
        expected: loops(null),
    },
    "crash loop between its crashes, with a health check": {
        services: web("always", end(3, 2), check("false", { start_period: "1h" })), bring: up,
        when: containers => containers.some(one => one.health === "starting" && (one.inspection?.restarts ?? 0) > 0),
        expected: loops(null),
    },
    "killed once on the host, and stays up again": {
        services: web("always"), bring: `${up}; kill -9 $(docker inspect --format '{{.State.Pid}}' $(of web))`,
        when: says("web", /^Up 1\d seconds/), expected: running,
    },
    "killed for memory": {
        services: web("no", greedy, littleMemory), bring: up, when: says("web", /^Exited/),
        expected: failed({ is: "out-of-memory", service: "web" }),
    },
    "killed for memory again and again": {
        services: web("always", greedy, littleMemory), bring: up,
        // The next try may begin between the list and the inspection, which then knows nothing of the last one's end.
        when: containers => containers.some(one => one.state === "restarting" && one.inspection?.outOfMemory === true),
        expected: failed({ is: "out-of-memory", service: "web" }),
    },
    "only a child was killed for memory, and then it was stopped": {
        services: web("no", ["sh", "-c", `tail /dev/zero; ${serving(143)}`], littleMemory),
        bring: `${up}; ready web; docker stop $(of web)`, when: says("web", /^Exited/), expected: stop,
    },

    ...Object.fromEntries([
        ended("no", 0, stop),
        ended("no", 1, exited("web", 1)),
        ended("no", 137, stop),
        ended("no", 143, stop),
        ended("on-failure", 0, stop),
        ended("on-failure:1", 4, exited("web", 4)),
        ...["no", "on-failure:2", "on-failure", "always", "unless-stopped"].flatMap(restart =>
            [143, 137, 0].map(code => stoppedByHand(restart, code))),
        ...["on-failure", "always", "unless-stopped"].map(restart => stoppedByHand(restart, 1)),
    ]),
    "stopped in the middle of a crash loop": {
        services: web("always", end(3)), bring: `${up}; docker stop $(of web)`,
        when: says("web", /^Exited \(3\)/), expected: stop,
    },
    "deploy's restart policy without a condition does not count": {
        services: { web: { command: end(1), deploy: { restart_policy: {} } } }, bring: up, when: says("web", /^Exited/),
        expected: exited("web", 1),
    },
    "deploy's restart policy beats the service's": {
        services: web("no", end(1), { deploy: { restart_policy: { condition: "any" } } }), bring: up,
        when: says("web", /^Restarting/), expected: loops(1),
    },

    "paused": {
        services: web("always"), bring: `${up}; pause web`, when: says("web", /Paused/), expected: stop,
    },
    "one paused": {
        services: { web: always, db: always }, bring: `${up}; pause db`, when: says("db", /Paused/),
        expected: partly("db"),
    },
    "removed by hand": { services: web("always"), bring: `${up}; docker rm -f $(of web)`, when: gone, expected: stop },
    "one removed by hand": {
        services: { web: always, db: always }, bring: `${up}; docker rm -f $(of web)`, when: allUp,
        expected: partly("web"),
    },
    "its removal got stuck": {
        services: web("always"), bring: `${up}; stick web; fails docker rm -f $(of web)`,
        when: says("web", /^Removal|^Dead/),
        expected: stop,
    },
    "partly stopped": {
        services: { web: always, db: always, cache: always },
        bring: `${up}; ready db; ready cache; compose stop db cache`,
        when: containers => containers.filter(one => one.state === "exited").length === 2,
        expected: partly("cache", "db"),
    },
    "all stopped, each in its way": {
        services: { web: always, db: always, cache: always },
        bring: `${up}; ready db; pause web; compose stop db; docker rm -f $(of cache)`,
        when: says("db", /^Exited/), expected: stop,
    },

    "three of three": { services: web("always", serve(0), { scale: 3 }), bring: up, when: allUp, expected: running },
    "two of three": {
        services: web("always", serve(0), { deploy: { replicas: 3 } }),
        bring: `${up}; docker stop -t 0 $(of web | head -n 1)`, when: says("web", /^Exited/), expected: partly("web"),
    },
    "scaled up by hand": {
        services: web("always"), bring: `${up} --scale web=2`,
        when: containers => containers.length === 2 && allUp(containers),
        expected: running,
    },
    "scaled down by hand": {
        services: web("always", deaf, { scale: 2, stop_grace_period: "0s" }), bring: `${up}; ${up} --scale web=1`,
        when: containers => containers.length === 1, expected: partly("web"),
    },
    "a service of scale 0": {
        services: { web: always, extra: { ...always, scale: 0 } }, bring: up, when: allUp, expected: running,
    },

    "one-shot done": {
        services: { web: always, init: { command: end(0) } }, bring: up, when: says("init", /^Exited/),
        expected: running,
    },
    "one-shot failed": {
        services: { web: always, init: { command: end(2) } }, bring: up, when: says("init", /^Exited/),
        expected: oneShotFailed(2),
    },
    "one-shot failed as often as it may": {
        services: { web: always, init: { command: end(2), restart: "on-failure:1" } }, bring: up,
        when: says("init", /^Exited/), expected: oneShotFailed(2),
    },
    "one-shot killed for memory": {
        services: { web: always, init: { command: greedy, ...littleMemory } }, bring: up, when: says("init", /^Exited/),
        expected: failed({ is: "out-of-memory", service: "init" }),
    },
    "one-shot retrying": {
        services: { web: always, init: { command: end(1), restart: "on-failure" } }, bring: up,
        when: says("init", /^Restarting/), expected: running,
    },
    "one-shot at work": {
        services: { web: always, init: { command: end(1, 3), restart: "on-failure" } }, bring: up,
        when: allUp, expected: running,
    },
    "one-shot stopped between two tries": {
        services: { web: always, init: { command: end(1), restart: "on-failure" } },
        bring: `${up}; docker stop $(of init)`, when: says("init", /^Exited/), expected: running,
    },
    "one-shot done, the rest stopped": {
        services: { web: always, init: { command: end(0) } }, bring: `${up}; ready web; docker stop $(of web)`,
        when: says("web", /^Exited/), expected: stop,
    },

    "waits for another's health": {
        services: { web: { ...always, ...on("db", "service_healthy") }, db: neverHealthy },
        bring: "compose create; docker start $(of db)", when: says("db", /health: starting/), expected: initing,
    },
    "waits for a one-shot": {
        services: { web: { ...always, ...on("init", "service_completed_successfully") }, init: { command: deaf } },
        bring: "compose create; docker start $(of init)", when: says("init", /^Up/), expected: initing,
    },
    "never started, for its one-shot failed": {
        services: { web: { ...always, ...on("init", "service_completed_successfully") }, init: { command: end(1) } },
        bring: `fails ${up}`, when: says("init", /^Exited/), expected: { ...oneShotFailed(1), affected: ["web"] },
    },
    "never started, for another is unhealthy": {
        services: { web: { ...always, ...on("db", "service_healthy") }, db: { ...always, ...check("false") } },
        bring: `fails ${up}`, when: says("db", /\(unhealthy\)/),
        expected: { ...failed({ is: "unhealthy", service: "db" }), affected: ["web"] },
    },
    "unhealthy, for what it needs is stopped": {
        services: {
            web: { ...always, ...on("db", "service_started"), ...check("false") }, db: always, cache: always,
        },
        bring: `${up}; ready db; docker stop $(of db)`, when: says("web", /\(unhealthy\)/),
        expected: { ...partly("db"), affected: ["web"] },
    },
    "in the network of another": { services: inNetwork, bring: up, when: allUp, expected: running },
    "in the network of another that was replaced": {
        services: inNetwork, bring: `${up}; docker rm -f $(of vpn); compose up -d vpn`, when: allUp,
        expected: failed({ is: "network-gone", service: "web", owner: "vpn" }),
    },
    "in the network of another that was restarted": {
        services: inNetwork, bring: `${up}; docker restart -t 0 $(of vpn)`, when: allUp,
        expected: failed({ is: "network-gone", service: "web", owner: "vpn" }),
    },
    "in the network of another that was removed": {
        services: inNetwork, bring: `${up}; docker rm -f $(of vpn)`, when: allUp,
        expected: { ...partly("vpn"), affected: ["web"] },
    },
    "created and never started": {
        services: web("always"), bring: "compose create", when: says("web", /^Created/),
        expected: notStarted("web", ""),
    },
    "its port is taken": {
        services: web("always", serve(0), published(18731)),
        bring: `hold 18731; fails ${up}`, when: says("web", /^Created/),
        expected: notStarted("web", "port is already allocated"),
    },
    "its port was taken while it was down": {
        services: web("always", end(9), published(18732)),
        bring: `${up}; until hold 18732; do sleep 0.2; done`,
        when: says("web", /^Exited \(9\)/), expected: notStarted("web", "port is already allocated"),
    },
    "its program is missing": {
        services: web("always", ["/no/such/program"]), bring: `fails ${up}`, when: says("web", /^Created/),
        expected: notStarted("web", "no such file"),
    },

    "made by docker compose run, and failed": {
        services: { web: always }, bring: `${up}; fails compose run -T web sh -c 'exit 1'`, when: allUp,
        expected: running,
    },
    "a service that the record does not know": {
        services: { web: always, extra: { command: end(1) } }, unknown: ["extra"], bring: up,
        when: says("extra", /^Exited/),
        expected: running,
    },
    "another project of the same name": {
        services: web("no"), bring: "foreign sleep 1000", when: gone, expected: stop,
    },
    "another project of the same name beside it": {
        services: web("always"), bring: `${up}; foreign sh -c 'exit 1'`, when: allUp, expected: running,
    },

    "stopped as wished": {
        services: web("no", serve(1)), wish: "stopped", bring: `${up}; ready web; compose stop`,
        when: says("web", /^Exited/),
        expected: stop,
    },
    "stopped as wished, never started": {
        services: web("always"), wish: "stopped", bring: "compose create", when: says("web", /^Created/),
        expected: stop,
    },
    "stopped as wished, but started on the command line": {
        services: web("always"), wish: "stopped", bring: up, when: allUp, expected: running,
    },
    "stopped as wished, but one was started on the command line": {
        services: { web: always, db: always }, wish: "stopped", bring: "compose create; docker start $(of db)",
        when: says("db", /^Up/), expected: partly("web"),
    },

    ...Object.fromEntries([
        job("queued", true, { status: "queuing" }),
        job("pulling", true, { status: "pulling" }),
        job("creating", true, { status: "creating" }),
        job("queued", false, interrupted),
        job("pulling", false, interrupted),
        job("creating", false, interrupted),
        job("cancelled", false, interrupted),
    ]),
    "job starting, its containers crash": {
        services: web("always", end(1)), bring: up, job: { phase: "starting", alive: true },
        when: says("web", /^Restarting/),
        expected: initing,
    },
    "job failed, its containers run by now": {
        services: web("always"), bring: up, job: { phase: "failed", alive: false, detail: "unanswered 9001" }, when: allUp,
        expected: running,
    },
    "job failed, its containers crash": {
        services: web("always", end(1)), bring: up, job: { phase: "failed", alive: false, detail: "unanswered 9001" },
        when: says("web", /^Restarting/), expected: { status: "error", reason: { is: "job-failed", detail: "unanswered 9001" } },
    },
    "job starting, its containers run": {
        services: web("always"), bring: up, job: { phase: "starting", alive: true }, when: allUp, expected: initing,
    },
    "job died while starting, its containers run": {
        services: web("always"), bring: up, job: { phase: "starting", alive: false }, when: allUp,
        expected: interrupted,
    },
    "job failed, its containers were made": {
        services: web("always"), bring: "compose create", job: { phase: "failed", alive: false, detail: "start 1" },
        when: says("web", /^Created/), expected: { status: "error", reason: { is: "job-failed", detail: "start 1" } },
    },
    "job done, its containers run": {
        services: web("always"), bring: up, job: { phase: "done", alive: false }, when: allUp, expected: running,
    },
    "job done, and then it failed": {
        services: web("no", end(1)), bring: up, job: { phase: "done", alive: false }, when: says("web", /^Exited/),
        expected: exited("web", 1),
    },
};
