// SPDX-License-Identifier: LGPL-2.1-or-later
import {
    belongsTo, containersFrom, inspectionFrom, isAmbiguousStart, justStarted, withoutFutureStart, type Container,
    type Inspection,
} from "./container";

/** As the engine lists one; `more` replaces. */
function listed(more: Record<string, unknown> = {}): Container {
    const [container] = containersFrom([{
        Id: "c0ffee", Names: ["/shop-web-1"], Image: "nginx:1", ImageID: "sha256:0", Command: "nginx",
        Created: 1700000000, State: "running", Status: "Up 5 minutes", Ports: [], Labels: {}, Mounts: [], ...more,
    }]);
    if (!container)
        throw new Error("The container is missing.");
    return container;
}

test("a container of a compose project", () => {
    const labels = {
        "com.docker.compose.project": "shop", "com.docker.compose.service": "web", "com.docker.compose.oneoff": "False",
        "com.docker.compose.project.working_dir": "/srv/shop", "com.docker.compose.version": "2.26.1",
    };
    expect(listed({
        Labels: labels,
        Ports: [
            { IP: "0.0.0.0", PrivatePort: 80, PublicPort: 8080, Type: "tcp" },
            { IP: "::", PrivatePort: 80, PublicPort: 8080, Type: "tcp" },
            { PrivatePort: 443, Type: "tcp" },
        ],
    })).toEqual({
        id: "c0ffee", name: "shop-web-1", project: "shop", service: "web", oneOff: false, image: "nginx:1",
        state: "running", health: "none", exitCode: null, statusText: "Up 5 minutes", created: 1700000000,
        folder: "/srv/shop", dependsOn: [], joined: "",
        ports: [
            { address: "0.0.0.0", host: 8080, container: 80, protocol: "tcp" },
            { address: "::", host: 8080, container: 80, protocol: "tcp" },
        ],
    });
});

test("a container of no project, and engines that say null for nothing", () => {
    expect(listed({ Names: null, Labels: null, Ports: null }))
        .toMatchObject({ name: "", project: "", service: "", folder: "", ports: [] });
});

test("one made by docker compose run", () => {
    expect(listed({ Labels: { "com.docker.compose.oneoff": "True" } }).oneOff).toBe(true);
});

test("its own name among those that links give it", () => {
    expect(listed({ Names: ["/other/alias", "/own"] }).name).toBe("own");
});

test.each([
    ["running", "Up 5 minutes", "running", "none", null],
    ["running", "Up Less than a second (health: starting)", "running", "starting", null],
    ["running", "Up 2 hours (healthy)", "running", "healthy", null],
    ["running", "Up About a minute (unhealthy)", "running", "unhealthy", null],
    ["paused", "Up 10 seconds (Paused)", "paused", "none", null],
    ["restarting", "Restarting (3) Less than a second ago", "restarting", "none", 3],
    ["restarting", "Restarting (137) 1 second ago", "restarting", "none", 137],
    ["exited", "Exited (0) 3 weeks ago", "exited", "none", 0],
    ["exited", "Exited (143) 2 minutes ago", "exited", "none", 143],
    ["exited", "", "exited", "none", null],
    ["created", "Created", "created", "none", null],
    ["removing", "Removal In Progress", "removing", "none", null],
    ["dead", "Dead", "dead", "none", null],
    ["stopping", "Up 5 minutes", "running", "none", null],
    ["initialized", "Created", "created", "none", null],
    ["", "", "exited", "none", null],
])("%s, %p: state %s, health %s, exit code %p", (State, Status, state, health, exitCode) => {
    expect(listed({ State, Status })).toMatchObject({ state, health, exitCode });
});

test.each([
    ["Up Less than a second", true],
    ["Up 1 second (health: starting)", true],
    ["Up 9 seconds", true],
    ["Up 10 seconds", false],
    ["Up About a minute", false],
    ["Up 5 minutes", false],
])("just started, %p: %p", (Status, expected) => {
    expect(justStarted(listed({ Status }))).toBe(expected);
});

test("a paused one did not just start", () => {
    expect(justStarted(listed({ State: "paused", Status: "Up 3 seconds (Paused)" }))).toBe(false);
});

test.each([
    ["/var/lib/x/apps/shop", "/var/lib/x/apps/shop", true],
    ["/var/lib/x/apps/shop", "/var/lib/x/apps/shop/", true],
    ["/home/me/shop", "/var/lib/x/apps/shop", false],
    [undefined, "/var/lib/x/apps/shop", false],
    ["/", "/", true],
])("label %p belongs to %p: %p", (folder, expected, belongs) => {
    const labels = folder === undefined ? {} : { "com.docker.compose.project.working_dir": folder };
    expect(belongsTo(listed({ Labels: labels }), expected)).toBe(belongs);
});

test.each([
    ["db:service_healthy:false,init:service_completed_successfully:true", ["db", "init"]],
    ["vpn", ["vpn"]], ["", []], [undefined, []], [",,:", []],
])("services that compose starts first, by the label %j: %j", (label, expected) => {
    const Labels = label === undefined ? {} : { "com.docker.compose.depends_on": label };
    expect(listed({ Labels }).dependsOn).toEqual(expected);
});

test.each([
    [{ NetworkMode: "container:c0ffee" }, "c0ffee"], [{ NetworkMode: "shop_default" }, ""], [{ NetworkMode: "host" }, ""],
    [{ NetworkMode: null }, ""], [{}, ""], [null, ""], [undefined, ""],
])("the container whose network it uses, by %j: %j", (HostConfig, expected) => {
    expect(listed({ HostConfig }).joined).toBe(expected);
});

test("ports of engines that say null for nothing", () => {
    expect(listed({ Ports: [
        { IP: null, PrivatePort: 80, PublicPort: 8080, Type: "tcp" }, { PrivatePort: 443, PublicPort: null, Type: "tcp" },
    ] }).ports).toEqual([{ address: "", host: 8080, container: 80, protocol: "tcp" }]);
});

const started = Date.UTC(2026, 10, 27, 5, 58, 49, 740);

test.each<[string, object, Partial<Inspection>]>([
    ["of one that failed", {
        RestartCount: 5, State: {
            Status: "exited", OOMKilled: true, ExitCode: 7, Error: "port is already allocated",
            StartedAt: "2026-11-27T05:58:49.740592797Z", Pid: 4711,
        },
    }, { pid: 4711, outOfMemory: true, restarts: 5, error: "port is already allocated", started }],
    ["of one that never started", { State: { StartedAt: "0001-01-01T00:00:00Z" } }, {}],
    ["of an engine that leaves out what is false", { State: {} }, {}],
    ["of an engine that says null for nothing",
        { RestartCount: null, State: { OOMKilled: null, Error: null, StartedAt: null, Pid: null } }, {}],
    ["with a time that is not one", { State: { StartedAt: "soon" } }, {}],
])("an inspection %s", (_what, reply, expected) => {
    expect(inspectionFrom(reply)).toEqual({ outOfMemory: false, restarts: 0, error: "", started: null, pid: 0, ...expected });
});

test.each([
    ["Up Less than a second", 3, started, true],
    ["Up Less than a second", 3, started - 3_600_000, false],
    ["Up 3 seconds", 1, started, true],
])("%s after %i restarts, by an engine's clock at %i: just started is %p", (Status, restarts, now, expected) => {
    const inspection = withoutFutureStart({ outOfMemory: false, restarts, error: "", started, pid: 7 }, now);
    expect(justStarted({ ...listed({ Status }), inspection })).toBe(expected);
});

test.each([
    ["Up Less than a second", 1, true], ["Up Less than a second (health: starting)", 1, true],
    ["Up Less than a second", 0, false], ["Up 2 seconds", 1, false], ["Restarting (1) Less than a second ago", 1, false],
])("%s after %i restarts needs the engine's clock: %p", (Status, restarts, expected) => {
    const inspection = { outOfMemory: false, restarts, error: "", started, pid: 7 };
    expect(isAmbiguousStart({ ...listed({ Status }), inspection })).toBe(expected);
});

test.each([null, {}, "[]", [{ Id: 1 }]])("no list of containers: %p", reply => {
    expect(() => containersFrom(reply)).toThrow();
});
