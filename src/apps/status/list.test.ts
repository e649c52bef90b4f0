// SPDX-License-Identifier: LGPL-2.1-or-later
import { anApp } from "../../../test/fakes/manager";
import { containersFrom } from "../../docker/container";
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
    }]).map(container => ({ ...container, inspection: { restarts, outOfMemory: false, error: "" } }));
    return statusIn({
        records: { blog: record }, gone: [], broken: [], jobs: new Map(), young: false, resuming: false, containers,
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
