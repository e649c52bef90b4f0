// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { aBackup, answered, aPlace, backupAnswer } from "../../../test/fakes/backups";
import { aJob } from "../../../test/fakes/job";
import { anApp, failure, type Call } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import type { Answer } from "../../api/schemas";

beforeEach(() => act(() => cockpit.location.go([])));

const backup = aBackup("blog", "2026-11-20T03:00:00Z");

async function opened(apps = [anApp("blog")], answer: (call: Call) => Answer | undefined = () => undefined) {
    const manager = showPage(apps);
    manager.answer = call => answer(call)
        ?? backupAnswer({ places: [aPlace("nas")], schedules: [], backups: [backup] }, call) ?? answered({});
    act(() => cockpit.location.go(["backups"]));
    await userEvent.click(await screen.findByRole("button", { name: /^Restore blog of Nov 20, 2026/ }));
    const dialog = within(screen.getByRole("dialog", { name: "Restore blog" }));
    const restores = () => manager.calls.filter(({ operation }) => operation === "BackupRestore").map(({ body }) => body);
    return { manager, dialog, restores };
}

const what = { place: "nas", backup_id: backup.backup_id };

it("restores into the app that it is of, and goes to its page", async () => {
    const { dialog, restores } = await opened();
    const into = dialog.getByRole("radio", { name: "Into the app blog" });
    expect(into).toBeChecked();
    expect(into).toHaveAccessibleDescription(/stopped meanwhile.*seven days/);
    expect(dialog.queryByRole("textbox", { name: "Name" })).toBeNull();
    await userEvent.click(dialog.getByRole("button", { name: "Restore" }));
    await waitFor(() => expect(cockpit.location.path).toEqual(["app", "blog"]));
    expect(restores()).toEqual([{ ...what, customer_app_name: "blog" }]);
    expect(screen.queryByRole("dialog")).toBeNull();
});

it("restores as a new app of another name, and goes to the list", async () => {
    const { dialog, restores } = await opened();
    await userEvent.click(dialog.getByRole("radio", { name: "As a new app" }));
    const name = dialog.getByRole("textbox", { name: "Name" });
    expect(name).toHaveValue("blog2");
    await userEvent.clear(name);
    await userEvent.type(name, "My");
    expect(name).toHaveAccessibleDescription("Use lowercase letters.");
    expect(dialog.getByRole("button", { name: "Restore" })).toBeDisabled();
    await userEvent.clear(name);
    await userEvent.type(name, "mine");
    await userEvent.click(dialog.getByRole("button", { name: "Restore" }));
    await waitFor(() => expect(cockpit.location.path).toEqual([]));
    expect(restores()).toEqual([{ ...what, customer_app_name: "mine" }]);
});

it("rehearses, and says what that needs", async () => {
    const { dialog, restores } = await opened();
    const rehearse = dialog.getByRole("radio", { name: "Rehearse" });
    expect(rehearse).toHaveAccessibleDescription(/deletes that once it is ready.*space and ports/);
    await userEvent.click(rehearse);
    await userEvent.click(dialog.getByRole("button", { name: "Rehearse" }));
    await waitFor(() => expect(restores()).toEqual([{ ...what, customer_app_name: "blog2", rehearse: true }]));
});

it.each([
    ["is gone", [anApp("shop")], "blog"],
    ["was uninstalled, and keeps its name", [anApp("blog", { record: { wish: "uninstalled" } })], "blog2"],
])("offers only a new app where the app %s", async (_what, apps, free) => {
    const { dialog } = await opened(apps);
    expect(dialog.getByRole("radio", { name: "As a new app" })).toBeChecked();
    expect(dialog.queryByRole("radio", { name: /^Into/ })).toBeNull();
    expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue(free);
});

it("waits for what is done with the app", async () => {
    const { dialog } = await opened([anApp("blog", { job: aJob("blog", { kind: "backup", phase: "uploading", alive: true }) })]);
    const button = dialog.getByRole("button", { name: "Restore" });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription("Wait until the current operation has finished.");
    await userEvent.click(dialog.getByRole("radio", { name: "As a new app" }));
    expect(button).toBeEnabled();
});

it("says at the name that it is taken", async () => {
    const { dialog } = await opened([], ({ operation }) => operation === "BackupRestore"
        ? failure("Param.CustomerAppName.Repeat", "This name is taken.") : undefined);
    await userEvent.click(dialog.getByRole("button", { name: "Restore" }));
    const name = dialog.getByRole("textbox", { name: "Name" });
    await waitFor(() => expect(name).toHaveAccessibleDescription("This name is taken."));
    await waitFor(() => expect(name).toHaveFocus());
    expect(name).toHaveValue("blog");
});

it("asks to allow rights that the app does not have, and restores with that", async () => {
    const digest = "b".repeat(64);
    const { dialog, restores } = await opened(undefined, ({ operation, body }) =>
        operation === "BackupRestore" && !JSON.stringify(body).includes("allow_changes")
            ? failure("APP.DefinitionChanged", "The files have changed.", `--- a\n+++ ${digest}\n+ main: privileged`)
            : undefined);
    await userEvent.click(dialog.getByRole("button", { name: "Restore" }));
    expect(await dialog.findByText("+ main: privileged")).toBeVisible();
    expect(dialog.getByText(/^Allow this only if you trust the app and everyone who can write to the place/)).toBeVisible();
    const button = dialog.getByRole("button", { name: "Restore" });
    expect(button).toBeDisabled();
    await userEvent.click(dialog.getByRole("checkbox", { name: "I allow these changes" }));
    await userEvent.click(button);
    await waitFor(() => expect(restores().at(-1)).toEqual({ ...what, customer_app_name: "blog", allow_changes: digest }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});
