// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { anApp, failure } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";

// The view comes when it is gone to: compiling it may take longer than a test waits.
beforeAll(() => import("./app-details"), 60_000);
beforeEach(() => act(() => cockpit.location.go([])));

const access = { port: 9001, url: "http://server:9001", admin_url: "", user_name: "admin", password: "s3cret" };

it("hides the password until it is asked for", async () => {
    showPage([anApp("blog", { record: { access } })]);
    act(() => cockpit.location.go(["app", "blog"]));
    const show = await screen.findByRole("button", { name: "Show the password" });
    expect(screen.queryByText("s3cret")).toBeNull();
    await userEvent.click(show);
    expect(screen.getByText("s3cret")).toBeVisible();
});

it("shows the ports that are published, and which of them only this server reaches", () => {
    const published = [
        { service: "web", address: "server:9001", protocol: "tcp", localOnly: false },
        { service: "web", address: "server:53", protocol: "udp", localOnly: false },
        { service: "db", address: "127.0.0.1:5432", protocol: "tcp", localOnly: true },
    ];
    showPage([anApp("blog", { record: { access }, published })]);
    act(() => cockpit.location.go(["app", "blog"]));
    const ports = screen.getByText("Other ports").closest(".pf-v6-c-description-list__group");
    expect([...ports?.querySelectorAll("li") ?? []].map(item => item.textContent))
        .toEqual(["server:53/udp", "127.0.0.1:5432 (this server only)"]);
});

it("does not offer to open what only this server reaches", () => {
    showPage([anApp("blog", { record: { access: { ...access, url: "http://127.0.0.1:9001" } }, localOnly: true })]);
    act(() => cockpit.location.go(["app", "blog"]));
    expect(screen.getByText("http://127.0.0.1:9001")).toBeVisible();
    expect(screen.queryByRole("link", { name: /127\.0\.0\.1|Open/ })).toBeNull();
});

it("says when there is no such app", () => {
    showPage();
    act(() => cockpit.location.go(["app", "nothing"]));
    expect(screen.getByRole("heading", { name: "There is no such app" })).toBeVisible();
});

it("uninstalls, and keeps the data unless told otherwise", async () => {
    const manager = showPage();
    act(() => cockpit.location.go(["app", "blog"]));
    await userEvent.click(screen.getByRole("button", { name: "More actions for blog" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Uninstall" }));
    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Uninstall" }));
    expect(manager.calls[0]).toMatchObject({ operation: "AppUninstall", body: { app_id: "blog", purge: false } });
    expect(cockpit.location.path).toEqual([]);
});

it("says what went wrong even when the app has left the list meanwhile", async () => {
    const manager = showPage();
    await userEvent.click(screen.getByRole("button", { name: "More actions for blog" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Uninstall" }));
    act(() => manager.show({ host: { is: "ready" }, apps: [] }));
    manager.answer = () => failure("Container.CommandError", "A docker command failed.");
    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Uninstall" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("A docker command failed.");

    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Cancel" }));
    expect(screen.queryByRole("dialog")).toBeNull();
});

it("deletes data only when the name is typed", async () => {
    const manager = showPage();
    act(() => cockpit.location.go(["app", "blog"]));
    await userEvent.click(screen.getByRole("button", { name: "More actions for blog" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Uninstall" }));
    const dialog = within(screen.getByRole("dialog"));
    await userEvent.click(dialog.getByRole("radio", { name: "Delete the data" }));

    const button = dialog.getByRole("button", { name: "Delete app and data" });
    expect(button).toBeDisabled();
    await userEvent.type(dialog.getByRole("textbox", { name: "Type blog to confirm" }), "blog");
    await userEvent.click(button);
    expect(manager.calls[0]).toMatchObject({ operation: "AppUninstall", body: { app_id: "blog", purge: true } });
});

it("deletes data only when all that will be deleted is shown", async () => {
    const manager = showPage();
    let tell: (owned: typeof manager.owned) => void = () => undefined;
    manager.belongings = () => new Promise(resolve => { tell = resolve; });
    act(() => cockpit.location.go(["app", "blog"]));
    await userEvent.click(screen.getByRole("button", { name: "More actions for blog" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Uninstall" }));
    const dialog = within(screen.getByRole("dialog"));
    await userEvent.click(dialog.getByRole("radio", { name: "Delete the data" }));
    await userEvent.type(dialog.getByRole("textbox", { name: "Type blog to confirm" }), "blog");
    expect(dialog.getByRole("button", { name: "Delete app and data" })).toBeDisabled();
    await act(async () => { tell([{ kind: "volume", name: "blog_data", size: 1000 }]); await Promise.resolve(); });
    expect(dialog.getByText(/blog_data/)).toBeVisible();
    expect(dialog.getByRole("button", { name: "Delete app and data" })).toBeEnabled();
});
