// SPDX-License-Identifier: LGPL-2.1-or-later
import { act } from "@testing-library/react";
import cockpit from "cockpit";
import { aJob } from "../../../test/fakes/job";
import { anApp } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import { pageStatusOf } from "./page-status";

const failed = { state: { status: "error" } } as const;

it("names the one app that does not work, and counts several", () => {
    expect(pageStatusOf([anApp("blog"), anApp("wiki", failed)])).toEqual({ type: "warning", title: "wiki is not working" });
    expect(pageStatusOf([anApp("blog", failed), anApp("wiki", failed)])?.title).toBe("2 apps are not working");
});

it("says nothing of apps that run, or are being repaired", () => {
    const job = aJob("wiki", { kind: "restart", phase: "starting", alive: true });
    expect(pageStatusOf([anApp("blog"), anApp("wiki", { ...failed, job })])).toBeNull();
});

it("tells Cockpit when that changes, and not at each look", () => {
    const control = jest.spyOn(cockpit.transport, "control");
    const gone = anApp("shop", { ...failed, record: { wish: "uninstalled" } });
    const manager = showPage([anApp("blog", failed), gone]);
    expect(control).toHaveBeenLastCalledWith("notify", { page_status: { type: "warning", title: "blog is not working" } });
    const before = control.mock.calls.length;
    act(() => manager.show({ ...manager.view, apps: [anApp("blog", failed), anApp("wiki")] }));
    expect(control.mock.calls.length).toBe(before);
    act(() => manager.show({ ...manager.view, host: { is: "docker-stopped" }, apps: [] }));
    expect(control.mock.calls.length).toBe(before);
    act(() => manager.show({ ...manager.view, host: { is: "ready" }, apps: [anApp("blog")] }));
    expect(control).toHaveBeenLastCalledWith("notify", { page_status: null });
});
