// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { aJob } from "../../../test/fakes/job";
import { anApp } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import type { AppRecord } from "../../apps/records/record";
import type { AppOverview } from "../../apps/status/overview";
import { causeOf } from "../../jobs/log/failure";
import { changingPart } from "../../apps/records/change";

const service = (image: string) => ({ web: { restart: "always", oneShot: false, healthcheck: false, image, scale: 1 } });

/** An app that was changed from this to what it is now. */
function changed(before: Partial<AppRecord>) {
    const { record } = anApp("blog", { record: { version: "7.1.0", services: service("wp:7.1.0") } });
    const part = changingPart({ ...record, ...before });
    return anApp("blog", { record: { ...record, former: { part, since: "2026-11-20T10:00:00Z" } } });
}

function shown(app: AppOverview) {
    act(() => cockpit.location.go(["app", "blog"]));
    return showPage([app]);
}

it.each<[string, Partial<AppRecord>, string, RegExp]>([
    ["an update", { version: "7.0.4", services: service("wp:7.0.4") },
        "Changed from version 7.0.4 to 7.1.0", /Data that the app has written since .*2026.* will be lost/],
    ["a change of settings", {}, "The settings were changed", /The data of the app stays as it is/],
    ["a change of images", { services: service("wp:nightly") }, "The settings were changed", /will be lost/],
])("offers the way back from %s, and says what it costs", async (_what, before, title, cost) => {
    const manager = shown(changed(before));
    expect(await screen.findByText(title)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Go back" }));
    const dialog = within(screen.getByRole("dialog", { name: /Go back to before the change of blog/ }));
    expect(dialog.getByText(cost)).toBeVisible();
    expect(manager.calls).toEqual([]);
    await userEvent.click(dialog.getByRole("button", { name: "Go back" }));
    expect(manager.calls).toMatchObject([{ operation: "AppRollback", body: { app_id: "blog" } }]);
});

it("says that a backup was restored, and that going back loses data", async () => {
    const app = changed({});
    const { former } = app.record;
    shown({ ...app, record: { ...app.record, ...former && { former: { ...former, backup: "2026-11-19T10:00:00Z" } } } });
    expect(await screen.findByText(/^Restored from the backup of .*2026/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Go back" }));
    expect(within(screen.getByRole("dialog")).getByText(/will be lost/)).toBeVisible();
});

it("says that images were updated, and that going back loses data", async () => {
    const app = changed({});
    const { former } = app.record;
    shown({ ...app, record: { ...app.record, ...former && { former: { ...former, images: true } } } });
    expect(await screen.findByText("The images were updated")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Go back" }));
    expect(within(screen.getByRole("dialog")).getByText(/will be lost/)).toBeVisible();
});

it("gives up the way back when the change is kept", async () => {
    const manager = shown(changed({}));
    await userEvent.click(await screen.findByRole("button", { name: "Keep the change" }));
    expect(manager.calls).toMatchObject([{ operation: "AppConfirm", body: { app_id: "blog" } }]);
});

it.each([
    ["restored", "create 1", "The last change failed and was undone. The app is as it was before."],
    ["failed", "pull 1", "The last change failed before it began. The app is as it was before."],
    ["restored", "cancel 0", null],
    ["done", "", null],
] as const)("tells how the last change went: %s %s", async (phase, detail, title) => {
    const cause = phase === "done" ? undefined : causeOf("write /x: no space left on device", "create", 1);
    shown(anApp("blog", { job: aJob("blog", { kind: "update", phase, detail }), cause }));
    await screen.findByRole("heading", { name: "blog" });
    if (title === null) {
        expect(screen.queryByText(/The last change failed/)).toBeNull();
    } else {
        expect(screen.getByText(title)).toBeVisible();
        expect(screen.getByText(/disk is full/i)).toBeVisible();
    }
});

it("offers no way back while a change is at work, and says that it is", async () => {
    shown({ ...changed({}), job: aJob("blog", { kind: "update", phase: "watching", alive: true }) });
    expect(await screen.findByText("The app is being changed, and runs meanwhile")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Go back" })).toBeNull();
});

it("has neither where nothing was changed", async () => {
    shown(anApp("blog"));
    await screen.findByRole("heading", { name: "blog" });
    expect(screen.queryByRole("button", { name: "Go back" })).toBeNull();
});
