// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { aJob } from "../../../test/fakes/job";
import { aDefinition, aLibrary, anApp, failure } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import type { AppOverview } from "../../apps/status/overview";

const editions = [{ version: "7.1.0", dist: "" }, { version: "7.0.4", dist: "" }];
const old = { version: "7.0.4" };

function shown(apps: AppOverview[], offer: object = {}, fails?: Error) {
    act(() => cockpit.location.go(["updates"]));
    const manager = showPage(apps);
    manager.library = { apps: [aDefinition("wordpress", { editions })], broken: [], ...offer };
    manager.libraryFails = fails;
    return manager;
}

function rowOf(name: string) {
    const row = screen.getByRole("link", { name }).closest("li");
    if (row === null)
        throw new Error(`${name} is in no list`);
    return within(row);
}

it("lists what can be updated, and opens the change with its version chosen", async () => {
    const manager = shown([anApp("blog", { record: old }), anApp("shop", { record: { version: "7.1.0" } })]);
    manager.drafts.wordpress = { name: "wordpress2", versions: ["7.1.0", "7.0.4"], settings: [] };
    manager.answer = () => failure("APP.Busy", "The app is being changed.");
    const button = await screen.findByRole("button", { name: "Update blog to 7.1.0" });
    expect(rowOf("blog").getByText("7.0.4 → 7.1.0")).toBeVisible();
    expect(screen.queryByRole("link", { name: "shop" })).toBeNull();

    await userEvent.click(button);
    const dialog = within(await screen.findByRole("dialog", { name: "Change blog" }));
    expect(await dialog.findByRole("combobox", { name: "Version" })).toHaveValue("7.1.0");
    await userEvent.click(dialog.getByRole("button", { name: "Continue" }));
    expect(manager.calls).toMatchObject([
        { operation: "AppUpdate", body: { app_id: "blog", app_version: "7.1.0", dry_run: true } },
    ]);
});

it("updates all one after the other, and says in its row why one is refused", async () => {
    const manager = shown(["blog", "shop", "wiki"].map(id => anApp(id, { record: old })));
    manager.answer = ({ body }) => JSON.stringify(body).includes("shop")
        ? failure("Update.Conflict", "Files were changed.", "docker-compose.yml")
        : { status: 200, body: { ResponseData: {} } };
    await userEvent.click(await screen.findByRole("button", { name: "Update all" }));
    const dialog = within(screen.getByRole("dialog", { name: "Update 3 apps?" }));
    expect(dialog.getAllByRole("listitem").map(({ textContent }) => textContent))
            .toEqual(["blog", "shop", "wiki"].map(id => `${id}: 7.0.4 → 7.1.0`));
    expect(dialog.getByText(/each app is stopped while its data is saved/)).toBeVisible();
    expect(dialog.getByText(/go back/)).toBeVisible();
    expect(manager.calls).toEqual([]);

    await userEvent.click(dialog.getByRole("button", { name: "Update all" }));
    expect(await screen.findByText("Files were changed.")).toBeVisible();
    expect(rowOf("shop").getByRole("alert")).toHaveTextContent("Files were changed.");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.getAllByRole("alert")).toHaveLength(1);
    expect(manager.calls.map(({ operation, body }) => [operation, body])).toEqual(
        ["blog", "shop", "wiki"].map(id => ["AppUpdate", { app_id: id, app_version: "7.1.0" }]));
});

it("waits for one answer before it asks for the next app", async () => {
    const manager = shown(["blog", "shop"].map(id => anApp(id, { record: old })));
    let answer: () => void = () => undefined;
    const call = manager.call.bind(manager);
    manager.call = (...request) => new Promise(resolve => { answer = () => { void call(...request).then(resolve); }; });
    await userEvent.click(await screen.findByRole("button", { name: "Update all" }));
    const dialog = within(screen.getByRole("dialog"));
    await userEvent.click(dialog.getByRole("button", { name: "Update all" }));
    expect(dialog.getByText("Requesting updates: 1 of 2")).toBeVisible();
    expect(manager.calls).toEqual([]);
    act(() => answer());
    expect(await dialog.findByText("Requesting updates: 2 of 2")).toBeVisible();
    expect(manager.calls).toHaveLength(1);
    act(() => answer());
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(manager.calls).toHaveLength(2);
});

it.each<[string, Partial<AppOverview>, string]>([
    ["it is updated", { job: aJob("blog", { kind: "update", phase: "pulling", alive: true }) },
        "Updating: downloading images"],
    ["another job is at work", { job: aJob("blog", { kind: "stop", phase: "stopping", alive: true }) },
        "Wait until the current operation has finished."],
    ["its installation failed", { state: { status: "error", reason: { is: "job-failed", detail: "pull 18" } } },
        "Fix the app's error first."],
])("says why an app can't be updated while %s", async (_what, parts, reason) => {
    const manager = shown([anApp("blog", { record: old, ...parts })]);
    const button = await screen.findByRole("button", { name: "Update blog to 7.1.0" });
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toHaveAccessibleDescription(reason);
    const all = screen.getByRole("button", { name: "Update all" });
    expect(all).toHaveAttribute("aria-disabled", "true");
    expect(all).toHaveAccessibleDescription("None of these apps can be updated now.");
    await userEvent.click(all);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(manager.calls).toEqual([]);
});

it("says that there is nothing newer", async () => {
    shown([anApp("blog", { record: { version: "7.1.0" } })]);
    expect(await screen.findByText("All apps are up to date with their libraries.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Update all" })).toBeNull();
});

it("names apps that no library has anymore", async () => {
    shown([anApp("notes", { record: { name: "memos" } }), anApp("wiki", { record: { name: "mediawiki" } })]);
    expect(await screen.findByText("No library has these apps anymore: notes and wiki.")).toBeVisible();
});

it("never says that all is up to date while the libraries can't be read", async () => {
    const manager = shown([anApp("blog", { record: old })], {}, new Error("EIO"));
    expect(await screen.findByRole("heading", { name: "The library can't be read" })).toBeVisible();
    expect(screen.getByText("EIO")).toBeVisible();
    expect(screen.queryByText(/up to date/)).toBeNull();

    manager.libraryFails = undefined;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("button", { name: "Update blog to 7.1.0" })).toBeVisible();
});

it("says that updates may be missing where one of the libraries is not there", async () => {
    shown([anApp("blog", { record: { version: "7.1.0" } })], { libraries: [aLibrary("/mnt/gone", { exists: false })] });
    expect(await screen.findByText(/^Some updates may be missing/)).toBeVisible();
    expect(screen.getByRole("link", { name: "Show the libraries" })).toHaveAttribute("href", "#/libraries");
    expect(screen.queryByText(/up to date/)).toBeNull();
});
