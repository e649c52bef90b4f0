// SPDX-License-Identifier: LGPL-2.1-or-later
import { anApp } from "../../../test/fakes/manager";
import { aJob } from "../../../test/fakes/job";
import { containersFrom } from "../../docker/container";
import { isOver, type Phase } from "../../jobs/job";
import { statusIn } from "./list";
import type { State } from "./state";

const record = {
    ...anApp("blog").record,
    services: { web: { restart: "always", oneShot: false, healthcheck: false, image: "x", scale: 1 } },
};

/** Of the app's only service, after so many restarts by docker. */
function statusOf(state: string, text: string, restarts: number, docker: Partial<State>) {
    const containers = containersFrom([{
        Id: "c", Names: ["/blog-web-1"], Image: "x", State: state, Status: text, Created: 1700000000, Ports: [],
        Labels: { "com.docker.compose.project": "blog", "com.docker.compose.service": "web" },
    }]).map(container => ({ ...container, inspection: { restarts, outOfMemory: false, error: "", started: 0, pid: 1 } }));
    return statusIn({
        records: { blog: record }, gone: [], broken: [], jobs: new Map(), folders: new Set(["blog"]), young: false,
        resuming: false, containers,
        containersOf: new Map([["blog", containers]]), ...docker,
    }, record).status;
}

const young = { young: true };
const resuming = { young: true, resuming: true };

it.each([
    ["running", "Up 2 seconds", 1, young, "initing"],
    ["running", "Up 2 seconds", 1, {}, "error"],
    ["running", "Up 2 seconds", 3, young, "error"],
    ["running", "Up 2 seconds", 5, resuming, "initing"],
    ["restarting", "Restarting (137) 1 second ago", 5, resuming, "initing"],
    ["restarting", "Restarting (1) 1 second ago", 1, resuming, "error"],
    ["running", "Up 2 seconds", 0, young, "running"],
    ["restarting", "Restarting (137) 1 second ago", 1, young, "initing"],
    ["restarting", "Restarting (137) 1 second ago", 1, {}, "error"],
    ["restarting", "Restarting (1) 1 second ago", 1, young, "error"],
    ["exited", "Exited (137) 1 second ago", 0, resuming, "initing"],
    ["exited", "Exited (137) 1 second ago", 0, young, "stop"],
] as const)("%s, %s, %i restarts with docker %j is %s", (state, text, restarts, docker, status) => {
    expect(statusOf(state, text, restarts, docker)).toBe(status);
});

it("an app whose folder and containers someone deleted is not just stopped, but its job may be at work", () => {
    const gone = { folders: new Set<string>(), containers: [], containersOf: new Map() };
    const ofJob = (phase: Phase) => ({ ...gone, jobs: new Map([["blog", aJob("blog", { phase, alive: !isOver(phase) })]]) });
    expect(statusOf("exited", "", 0, gone)).toBe("error");
    expect(statusOf("exited", "", 0, ofJob("done"))).toBe("error");
    expect(statusOf("exited", "", 0, ofJob("pulling"))).toBe("pulling");
    expect(statusOf("exited", "", 0, { ...gone, folders: new Set(["blog"]) })).toBe("stop");
});

const taken = "Bind for 0.0.0.0:6379 failed: port is already allocated";

it.each([
    ["another container publishes the port", 6379, { is: "not-started", service: "web", error: taken }],
    ["none publishes it any more", 6380, undefined],
])("a port that was taken at the last start is the reason only while it is: %s", (_what, host, reason) => {
    const [own, other] = containersFrom(["blog", "other"].map((project, at) => ({
        Id: project, Names: [`/${project}-web-1`], Image: "x", Created: 1700000000,
        State: at === 0 ? "exited" : "running", Status: at === 0 ? "Exited (128) 1 hour ago" : "Up 1 hour",
        Ports: at === 0 ? [] : [{ IP: "0.0.0.0", PrivatePort: 6379, PublicPort: host, Type: "tcp" }],
        Labels: { "com.docker.compose.project": project, "com.docker.compose.service": "web" },
    })));
    if (!own || !other)
        throw new Error("A container is missing.");
    own.inspection = { restarts: 0, outOfMemory: false, error: taken, started: 0, pid: 0 };
    const state = statusIn({
        records: { blog: record }, gone: [], broken: [], jobs: new Map(), folders: new Set(["blog"]), young: false, resuming: false,
        containers: [own, other],
        containersOf: new Map([["blog", [own]]]),
    }, record);
    expect(state.reason).toEqual(reason);
    expect(state.status).toBe(reason ? "error" : "stop");
});
