// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { anApp, type FakeManager } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import type { AppOverview } from "../../apps/status/overview";

type Parts = Parameters<typeof anApp>[1];

const stopped: Parts = { state: { status: "stop" } };
const failed: Parts = { state: { status: "error", reason: { is: "job-failed", detail: "pull 18" } } };
const queued: Parts = { state: { status: "queuing" }, place: 1 };

function showing(apps: AppOverview[], path: string[] = []) {
    act(() => cockpit.location.go(path));
    return showPage(apps);
}

/** What the host makes of it. */
function become(manager: FakeManager, ...apps: AppOverview[]) {
    act(() => manager.show({ host: { is: "ready" }, apps }));
}

const press = async (name: string) => {
    act(() => screen.getByRole("button", { name }).focus());
    await userEvent.keyboard("{Enter}");
};

beforeEach(() => {
    // jsdom says that nothing is in front when nothing has the focus.
    jest.spyOn(document, "hasFocus").mockReturnValue(true);
});
afterEach(() => act(() => cockpit.location.go([])));

it.each([
    ["Start blog", stopped, {}, "More actions for blog"],
    ["Retry blog", failed, queued, "Cancel blog"],
    ["Cancel blog", queued, failed, "Retry blog"],
])("after “%s” it is on what can be done next", async (pressed, before, after, next) => {
    const manager = showing([anApp("blog", before), anApp("wiki")]);
    await press(pressed);
    become(manager, anApp("blog", after), anApp("wiki"));
    await waitFor(() => expect(screen.getByRole("button", { name: next })).toHaveFocus());
});

it("stays on the button while it works, and when that failed", async () => {
    const manager = showing([anApp("blog", stopped)]);
    let answer = (): void => undefined;
    manager.call = () => new Promise(resolve => {
        answer = () => resolve({ status: 404, body: { ResponseData: {}, Error: { Code: "APP.Busy", Message: "Busy." } } });
    });
    await press("Start blog");
    const button = screen.getByRole("button", { name: /Start blog/ });
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toHaveFocus();
    act(() => answer());
    expect(await screen.findByText("Busy.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Start blog" })).toHaveFocus();
});

it("asks once for what is pressed twice", async () => {
    const manager = showing([anApp("blog", stopped)]);
    let asked = 0;
    manager.call = () => {
        asked += 1;
        return new Promise(() => undefined);
    };
    await press("Start blog");
    await userEvent.keyboard("{Enter}");
    expect(asked).toBe(1);
});

it("goes to the neighbor of a row that is gone, and to the heading if no row is left", async () => {
    const manager = showing([anApp("blog", queued), anApp("wiki"), anApp("zoo", queued)]);
    await press("Cancel blog");
    become(manager, anApp("wiki"), anApp("zoo", queued));
    await waitFor(() => expect(screen.getByRole("link", { name: "wiki" })).toHaveFocus());

    await press("Cancel zoo");
    become(manager, anApp("wiki"));
    await waitFor(() => expect(screen.getByRole("link", { name: "wiki" })).toHaveFocus());

    become(manager);
    await waitFor(() => expect(screen.getByRole("heading", { level: 1, name: "My apps" })).toHaveFocus());
});

it("goes to the heading of what comes when docker runs", async () => {
    const manager = showPage([], { is: "docker-stopped" });
    await press("Start Docker");
    become(manager, anApp("blog"));
    await waitFor(() => expect(screen.getByRole("heading", { level: 1, name: "My apps" })).toHaveFocus());
});

it("follows an app that is restored into the list of those that are installed", async () => {
    const manager = showing([anApp("old", { record: { wish: "uninstalled" } })]);
    await press("Restore old");
    become(manager, anApp("old", queued));
    await waitFor(() => expect(screen.getByRole("button", { name: "Cancel old" })).toHaveFocus());
});

it("is on the neighbour when the dialog that took a row away closes", async () => {
    const manager = showing([anApp("blog"), anApp("wiki")]);
    await press("More actions for blog");
    await userEvent.click(screen.getByRole("menuitem", { name: "Uninstall" }));
    const dialog = within(screen.getByRole("dialog"));
    become(manager, anApp("wiki"));
    await userEvent.click(dialog.getByRole("button", { name: "Uninstall" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(screen.getByRole("link", { name: "wiki" })).toHaveFocus());
});

it("leaves the page of an app whose installation was canceled", async () => {
    // The view is loaded when it is gone to.
    await import("../details/app-details");
    const manager = showing([anApp("blog", queued), anApp("wiki")], ["app", "blog"]);
    await screen.findByRole("button", { name: "Cancel blog" });
    await press("Cancel blog");
    become(manager, anApp("wiki"));
    await waitFor(() => expect(cockpit.location.path).toEqual([]));
    await waitFor(() => expect(screen.getByRole("heading", { level: 1, name: "My apps" })).toHaveFocus());
});

it("takes no focus that was meant to be nowhere", async () => {
    const manager = showing([anApp("blog", stopped), anApp("wiki")]);
    act(() => screen.getByRole("button", { name: "Start blog" }).focus());
    await userEvent.click(document.body);
    become(manager, anApp("wiki"));
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(document.body).toHaveFocus();
});
