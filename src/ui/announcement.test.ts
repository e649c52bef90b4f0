// SPDX-License-Identifier: LGPL-2.1-or-later
import { anApp } from "../../test/fakes/manager";
import { announcements, saidOf } from "./announcement";

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

it("says no per cent while the size is unknown", () => {
    expect(announcements(saidOf([pulling(0, false)]), [pulling(90, false)])).toEqual([]);
});

it("is silent about apps that come and go", () => {
    expect(announcements(saidOf([]), [anApp("blog")])).toEqual([]);
    expect(announcements(saidOf([anApp("blog")]), [])).toEqual([]);
});
