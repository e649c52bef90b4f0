// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { anApp } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import type { AppOverview } from "../../apps/status/overview";
import { causeOf } from "../../jobs/log/failure";

function showing(app: AppOverview, logs: Record<string, string> = {}) {
    showPage([app]).logs = logs;
    act(() => cockpit.location.go(["app", "blog"]));
}

// The view comes when it is gone to: compiling it may take longer than a test waits.
beforeAll(() => import("./app-details"), 60_000);
afterEach(() => act(() => cockpit.location.go([])));

const port = "Bind for 0.0.0.0:9004 failed: port is already allocated";

it("folds the raw lines where the cause is known", async () => {
    const reason = { is: "not-started", service: "web", error: port } as const;
    showing(anApp("blog", { state: { status: "error", reason }, cause: causeOf(port, "start", 1) }));
    await screen.findByRole("heading", { level: 1, name: "blog" });
    expect(screen.getByText(/^The last start failed: Port 9004 is /)).toBeVisible();
    expect(screen.queryByText(port)).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Last lines of web" }));
    expect(screen.getByText(port)).toBeVisible();
});

it("shows them at once where they alone tell the cause", async () => {
    const reason = { is: "restarting", service: "web", code: 3 } as const;
    showing(anApp("blog", { state: { status: "error", reason } }), { "blog/web": "cannot open site.conf\n" });
    expect(await screen.findByText("cannot open site.conf")).toBeVisible();
});

it("names the cause and what else is affected", () => {
    const reason = { is: "partly-stopped" as const, services: ["db"] };
    showing(anApp("blog", { state: { status: "error", reason, affected: ["web"] } }));
    expect(screen.getByText(/db is stopped; other services are running\./)).toBeVisible();
    expect(screen.getByText("Also affected: web.")).toBeVisible();
});

it("says that an app is uninstalled, not that it is stopped", () => {
    showing(anApp("blog", { record: { wish: "uninstalled" }, state: { status: "stop" } }));
    expect(screen.getByText("Uninstalled, data kept")).toBeVisible();
    expect(screen.queryByText("Stopped")).toBeNull();
});
