// SPDX-License-Identifier: LGPL-2.1-or-later
import type { AppOverview } from "../../apps/status/overview";
import type { AppsView } from "../../api/appmanager";
import { failureText, outcomeOf, progressLine } from "./wait";

function app(more: object): AppOverview {
    return { record: { app_id: "blog", wish: "running" }, state: { status: "running" }, ...more } as AppOverview;
}

const view = (...apps: AppOverview[]): AppsView => ({ host: { is: "ready" }, apps });
const job = (phase: string, alive: boolean) => ({ job: { phase, alive } });

test.each([
    ["running, its job is over", app(job("done", false)), "running"],
    ["running, while its job is at work", app(job("starting", true)), undefined],
    ["pulling", app({ state: { status: "pulling" }, ...job("pulling", true) }), undefined],
    ["initing", app({ state: { status: "initing" }, ...job("done", false) }), undefined],
    ["in error, its job failed", app({ state: { status: "error" }, ...job("failed", false) }), "failed"],
    ["in error, and tried again", app({ state: { status: "error" }, ...job("creating", true) }), undefined],
    ["stopped", app({ state: { status: "stop" }, ...job("done", false) }), "failed"],
    ["running, its change is pulling", app({ job: { kind: "update", phase: "pulling", alive: true } }), undefined],
    ["running, its change is done", app({ job: { kind: "update", phase: "done", alive: false } }), "running"],
    ["running, its change was undone", app({ job: { kind: "update", phase: "restored", alive: false } }), "failed"],
    ["stopped, its backup is at work", app({ state: { status: "stop" }, job: { kind: "backup", phase: "saving", alive: true } }),
        undefined],
    ["stopped, its backup is done", app({ state: { status: "stop" }, job: { kind: "backup", phase: "done", alive: false } }),
        "running"],
    ["running, its backup failed", app({ job: { kind: "backup", phase: "failed", alive: false } }), "failed"],
    ["uninstalled", app({ record: { app_id: "blog", wish: "uninstalled" }, ...job("done", false) }), "gone"],
])("an app that is %s: %#", (_title, one, outcome) => {
    expect(outcomeOf(view(one), "blog")?.is).toBe(outcome);
});

test("an app that is not there is gone, unless the host can't be read", () => {
    expect(outcomeOf(view(), "blog")).toEqual({ is: "gone" });
    expect(outcomeOf({ host: { is: "not-answering" }, apps: [] }, "blog")).toBeUndefined();
});

test("the progress of a pull is a bar once all sizes are known, and fits the terminal", () => {
    const pulling = (complete: boolean) => app({
        state: { status: "pulling" }, progress: { done: 21_000_000, total: 42_000_000, complete, layersDone: 1, layers: 2 },
    });
    expect(progressLine(pulling(false), 80)).toBe("pulling 21.0 MB of 42.0 MB");
    expect(progressLine(pulling(true), 80)).toBe(`pulling [${"#".repeat(20)}${".".repeat(20)}]  50 % 21.0 MB of 42.0 MB`);
    for (const width of [10, 35, 40, 45, 60])
        expect(progressLine(pulling(true), width).length).toBeLessThanOrEqual(Math.max(width, 34));
    expect(progressLine(app({ state: { status: "queuing" }, place: 2 }), 80)).toBe("queuing, number 2 in line");
});

test("a failure says its cause in the language, else its reason, without control sequences", () => {
    const failed = app({
        state: { status: "error", reason: { is: "exited", service: "web\u001b[2J", code: 3 } },
    });
    expect(failureText(failed, "en")).toEqual(["exited web 3"]);
    const undone = app({ job: { kind: "update", phase: "restored", detail: "ready 1", alive: false } });
    expect(failureText(undone, "en")).toEqual(["restored ready 1"]);
    const cause = { id: "volume-missing", args: ["data"], raw: ["no such volume"] };
    expect(failureText(app({ ...failed, cause }), "en")).toEqual([
        "The volume data does not exist. Create it with \"docker volume create\", or restore it from a backup. Then try again.",
        "no such volume",
    ]);
    expect(failureText(app({ ...failed, cause }), "zh_CN")[0]).toMatch(/\p{Script=Han}.*data|data.*\p{Script=Han}/u);
});
