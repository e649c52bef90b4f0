// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, render, screen } from "@testing-library/react";
import cockpit from "cockpit";
import { aSchedule } from "../../../test/fakes/backups";
import { anApp, FakeManager } from "../../../test/fakes/manager";
import { admin } from "../../../test/fakes/superuser";
import type { Schedule } from "../../apps/backup/place";
import { App } from "../app";

beforeEach(() => act(() => cockpit.location.go([])));

const ended = (result: string) => ({ time: "2026-11-27T03:00:00Z", result });

function showWith(...schedules: Schedule[]) {
    const manager = new FakeManager({ host: { is: "ready" }, apps: [anApp("blog")] });
    manager.answer = ({ operation }) =>
        ({ status: 200, body: { ResponseData: operation === "BackupScheduleList" ? schedules : [] } });
    render(<App manager={manager} superuser={admin} />);
}

it("names schedules whose last run failed, and no other", async () => {
    showWith(
        aSchedule({ last: ended("exit-code") }), aSchedule({ app_id: "blog", last: ended("timeout") }),
        aSchedule({ app_id: "wiki", last: ended("success") }), aSchedule({ app_id: "shop" }));
    expect(await screen.findByText("A scheduled backup failed", {}, { timeout: 5000 })).toBeVisible();
    expect(screen.getByText("The scheduled backup of blog failed")).toBeVisible();
    expect(screen.queryByText(/wiki|shop/)).toBeNull();
    expect(screen.getAllByRole("link", { name: "Show backups" })[0]).toHaveAttribute("href", "#/backups");
});
