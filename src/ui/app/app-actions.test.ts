// SPDX-License-Identifier: LGPL-2.1-or-later
import { aContainer } from "../../../test/fakes/container";
import { aJob } from "../../../test/fakes/job";
import { anApp } from "../../../test/fakes/manager";
import { actionsOf, operationOf, type Action } from "./app-actions";

type Parts = Parameters<typeof anApp>[1];

const working = aJob("blog", { phase: "starting", alive: true });

it.each<[string, Parts, Action | undefined, Action[]]>([
    ["running", {}, undefined, ["restart", "stop", "uninstall"]],
    ["stopped", { state: { status: "stop" } }, "start", ["uninstall"]],
    ["queued", { state: { status: "queuing" } }, "cancel", []],
    ["pulling", { state: { status: "pulling" } }, "cancel", []],
    ["creating", { state: { status: "creating" } }, "cancel", []],
    ["starting, installed", { state: { status: "initing" } }, undefined, ["restart", "stop", "uninstall"]],
    ["starting, its job at work", { state: { status: "initing" }, job: working }, "cancel", []],
    ["interrupted", { state: { status: "error", reason: { is: "interrupted" } } }, "retry", ["revise", "uninstall"]],
    [
        "failed", { state: { status: "error", reason: { is: "job-failed", detail: "pull 18" } } },
        "retry", ["revise", "uninstall"],
    ],
    [
        "a start that failed", { state: { status: "error", reason: { is: "job-failed", detail: "start 1", kind: "start" } } },
        "retry", ["uninstall"],
    ],
    [
        "crashed", { state: { status: "error", reason: { is: "exited", service: "web", code: 1 } } },
        "restart", ["stop", "uninstall"],
    ],
    [
        "partly stopped", { state: { status: "error", reason: { is: "partly-stopped", services: ["db"] } } },
        "start", ["restart", "stop", "uninstall"],
    ],
    ["stopping", { job: aJob("blog", { kind: "stop", wish: "stopped", phase: "stopping", alive: true }) }, undefined, []],
    ["restarting", { job: aJob("blog", { kind: "restart", phase: "stopping", alive: true }) }, "cancel", []],
    [
        "being uninstalled",
        { job: aJob("blog", { kind: "uninstall", wish: "uninstalled", phase: "removing", alive: true }) }, undefined, [],
    ],
    ["being canceled", { job: aJob("blog", { phase: "cancelled", alive: true }) }, undefined, []],
    [
        "half deleted",
        {
            job: aJob("blog", { kind: "uninstall", wish: "gone", phase: "failed" }),
            state: { status: "error", reason: { is: "job-failed", detail: "mounted 1" } },
        },
        "retry", ["uninstall"],
    ],
    [
        "failed with containers that run",
        {
            state: { status: "error", reason: { is: "job-failed", detail: "create 1" } },
            containers: [aContainer("blog", "web")],
        },
        "retry", ["revise", "restart", "stop", "uninstall"],
    ],
    ["uninstalled, being restored", {
        record: { wish: "uninstalled" }, job: aJob("blog", { phase: "pulling", alive: true }),
    }, "cancel", []],
    [
        "stopped in part while the rest failed", { state: { status: "error", reason: { is: "stopped", services: ["db"] } } },
        "start", ["restart", "stop", "uninstall"],
    ],
    ["without its folder", { state: { status: "error", reason: { is: "folder-gone" } } }, "uninstall", []],
    [
        "cut off from its network",
        { state: { status: "error", reason: { is: "network-gone", service: "web", owner: "vpn" } } },
        "restart", ["stop", "uninstall"],
    ],
    [
        "uninstalled", { record: { wish: "uninstalled" }, state: { status: "stop" }, containers: [] },
        "restore", ["delete-data"],
    ],
    ["uninstalled, and brought up by hand", {
        record: { wish: "uninstalled" }, state: { status: "running" }, containers: [aContainer("blog", "web")],
    }, undefined, ["restart", "stop", "uninstall"]],
])("offers what makes sense for an app that is %s", (_what, parts, primary, others) => {
    expect(actionsOf(anApp("blog", parts))).toEqual({ primary, others });
});

it("asks first where data are at stake", () => {
    expect(operationOf("uninstall")).toBeUndefined();
    expect(operationOf("delete-data")).toBeUndefined();
    expect(operationOf("cancel")).toBe("AppCancel");
});
