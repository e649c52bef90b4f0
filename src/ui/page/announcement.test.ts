// SPDX-License-Identifier: LGPL-2.1-or-later
import { aJob } from "../../../test/fakes/job";
import { anApp } from "../../../test/fakes/manager";
import { announcements, justInstalled, saidOf } from "./announcement";

function pulling(done: number, complete = true) {
    const progress = { done, total: 100, complete, layersDone: 0, layers: 3 };
    return anApp("blog", { state: { status: "pulling" }, progress });
}

it("says each new status", () => {
    const before = saidOf([anApp("blog", { state: { status: "queuing" } }), anApp("files")]);
    expect(announcements(before, [pulling(0), anApp("files")])).toEqual(["blog: Pulling"]);
});

it("says a pull's progress in quarters", () => {
    expect(announcements(saidOf([pulling(10)]), [pulling(24)])).toEqual([]);
    expect(announcements(saidOf([pulling(24)]), [pulling(25)])).toEqual(["blog: Pulling, 25%"]);
});

it("says of an app that is updated how far that is, not that it runs", () => {
    const job = aJob("blog", { kind: "update", phase: "pulling", alive: true });
    const updating = (done: number) => ({ ...pulling(done), state: { status: "running" as const }, job });
    expect(announcements(saidOf([updating(24)]), [updating(25)])).toEqual(["blog: Updating…, 25%"]);
});

it("says no per cent while the size is unknown", () => {
    expect(announcements(saidOf([pulling(0, false)]), [pulling(90, false)])).toEqual([]);
});

it("is silent about apps that come and go", () => {
    expect(announcements(saidOf([]), [anApp("blog")])).toEqual([]);
    expect(announcements(saidOf([anApp("blog")]), [])).toEqual([]);
});

describe("justInstalled", () => {
    const as = (status: "queuing" | "pulling" | "creating" | "initing" | "running" | "stop" | "error") =>
        [anApp("blog", { state: { status } })];

    it("tells once of an installation that is over", () => {
        const pending = new Set<string>();
        expect((["pulling", "creating", "initing", "running", "running", "initing", "running"] as const)
                .map(status => justInstalled(pending, as(status)).length)).toEqual([0, 0, 0, 1, 0, 0, 0]);
    });

    it.each([
        ["a start", ["stop", "initing", "running"]],
        ["an installation that failed and was started by hand", ["pulling", "error", "initing", "running"]],
        ["an app that runs when the page is opened", ["running"]],
    ] as const)("is silent about %s", (_what, statuses) => {
        const pending = new Set<string>();
        expect(statuses.flatMap(status => justInstalled(pending, as(status)))).toEqual([]);
    });
});
