// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { answered, aPlace, backupAnswer } from "../../../test/fakes/backups";
import { failure } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import type { Answer } from "../../api/schemas";

beforeEach(() => act(() => cockpit.location.go([])));

async function opened(added: (body: unknown) => Answer) {
    const manager = showPage();
    manager.answer = call => call.operation === "BackupPlaceAdd"
        ? added(call.body)
        : backupAnswer({ places: [aPlace("backup")], schedules: [], backups: [] }, call) ?? answered({});
    act(() => cockpit.location.go(["backups"]));
    await userEvent.click(await screen.findByRole("button", { name: "Add a place" }));
    const dialog = within(screen.getByRole("dialog", { name: "Add a place for backups" }));
    const sent = () => manager.calls.filter(({ operation }) => operation === "BackupPlaceAdd").map(({ body }) => body);
    const location = dialog.getByRole("textbox", { name: "Location" });
    const add = () => userEvent.click(dialog.getByRole("button", { name: "Add" }));
    return { manager, dialog, sent, location, add };
}

it("shows a password that was made once, and stays until it is saved", async () => {
    const { manager, dialog, sent, location, add } = await opened(() => answered({ place: "usb", password: "made-for-you" }));
    const name = dialog.getByRole("textbox", { name: "Name" });
    expect(name).toHaveValue("backup2");
    expect(location).toHaveFocus();
    expect(dialog.getByText(/A disk that fails takes the backups/)).toBeVisible();
    await userEvent.clear(name);
    await userEvent.type(name, "usb");
    await userEvent.type(location, " /mnt/usb ");
    await add();
    const saving = within(await screen.findByRole("dialog", { name: "Save the password of usb" }));
    expect(sent()).toEqual([{ place: "usb", kind: "local", location: "/mnt/usb" }]);
    expect(saving.getByText("made-for-you")).toBeVisible();
    expect(saving.getByText("Write this down. It is not shown again.")).toBeVisible();
    expect(saving.getByRole("button", { name: "Copy the password" })).toBeVisible();
    expect(manager.reads.filter(({ operation }) => operation === "BackupPlaceList")).toHaveLength(2);

    await userEvent.keyboard("{Escape}");
    const close = saving.getByRole("button", { name: "Close" });
    expect(close).toBeDisabled();
    await userEvent.click(saving.getByRole("checkbox", { name: "I have saved the password" }));
    await userEvent.click(close);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(document.body.innerHTML).not.toContain("made-for-you");
    expect(JSON.stringify({ ...window.localStorage, ...window.sessionStorage })).not.toContain("made-for-you");
});

it("makes a recovery sheet in the browser", async () => {
    const blobs: Blob[] = [];
    const names: string[] = [];
    URL.createObjectURL = jest.fn((blob: Blob) => {
        blobs.push(blob);
        return "blob:sheet";
    });
    URL.revokeObjectURL = jest.fn();
    jest.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
        names.push(this.download);
    });
    const { location, add } = await opened(() => answered({ place: "backup2", password: "made-for-you" }));
    await userEvent.type(location, "/mnt/usb");
    await add();
    await userEvent.click(await screen.findByRole("button", { name: "Download recovery sheet" }));
    expect(names).toEqual(["backup2-recovery.txt"]);
    const [blob] = blobs;
    if (blob === undefined)
        throw new Error("no sheet");
    const text = await new Promise(resolve => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result);
        reader.readAsText(blob);
    });
    expect(text).toMatch(/Password: made-for-you\n[^]*restic -r '\/mnt\/usb' snapshots/);
});

it("asks for the password of existing backups, with the error and the cursor at it", async () => {
    const { dialog, sent, location, add } = await opened(body => JSON.stringify(body).includes("right")
        ? answered({ place: "backup2" })
        : failure("Backup.WrongPassword", "This is not their password."));
    await userEvent.type(location, "/mnt/usb");
    // Nothing was entered: the place turns out to have backups.
    await add();
    const password = await dialog.findByLabelText("Password");
    await waitFor(() => expect(password).toHaveAccessibleDescription("This is not their password."));
    expect(password).toHaveFocus();
    expect(dialog.getByRole("radio", { name: "Enter the password of existing backups" })).toBeChecked();
    expect(location).toHaveValue("/mnt/usb");

    await userEvent.type(password, "wrong");
    expect(password).not.toHaveAccessibleDescription("This is not their password.");
    await add();
    await waitFor(() => expect(password).toHaveAccessibleDescription("This is not their password."));
    await waitFor(() => expect(password).toHaveFocus());

    await userEvent.clear(password);
    await userEvent.type(password, "right");
    await add();
    expect(await screen.findByText("The place backup2 was added.")).toBeVisible();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(sent().at(-1)).toEqual({ place: "backup2", kind: "local", location: "/mnt/usb", password: "right" });
});

it.each([
    ["user: must not have a colon", "User name", "must not have a colon"],
    ["user, secret: both are needed, or neither", "User name", "both are needed, or neither"],
    ["secret: has a control character", "Password of the user", "has a control character"],
    ["place: too long", "Name", "too long"],
    ["something else: x", "Location", "something else: x"],
])("says at its field: %s", async (detail, label, said) => {
    const { dialog, location, add } = await opened(() => failure("Param.Place.FormatError", "The place is not valid.", detail));
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Kind" }), "REST server");
    await userEvent.type(location, "https://nas.example/b");
    await add();
    const field = dialog.getByLabelText(label);
    await waitFor(() => expect(field).toHaveAccessibleDescription(said));
    await waitFor(() => expect(field).toHaveFocus());
});

it("shows the key to allow where an SFTP server refuses it", async () => {
    const { dialog, location, add } = await opened(() => failure(
        "Backup.Unreachable", "The place can't be reached.",
        "Permission denied\nAdd this line:\nssh-ed25519 AAAA appmanage@server"));
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Kind" }), "SFTP");
    await userEvent.type(location, "sftp://b@nas/srv");
    await add();
    expect(await dialog.findByRole("alert")).toHaveTextContent("The place can't be reached.");
    expect(dialog.getByText(/ssh-ed25519 AAAA appmanage@server/)).toBeVisible();
    expect(dialog.getByRole("button", { name: "Copy the key" })).toBeVisible();
});

it("says what is wrong with the location at it, and keeps the form", async () => {
    const { dialog, location, add } = await opened(() =>
        failure("Param.Place.FormatError", "The place is not valid.", "location: not an absolute path"));
    await userEvent.type(location, "usb");
    await add();
    await waitFor(() => expect(location).toHaveAccessibleDescription("not an absolute path"));
    await waitFor(() => expect(location).toHaveFocus());
    expect(location).toHaveValue("usb");
    expect(dialog.queryByRole("alert")).toBeNull();
});

it("sends only the credentials that the kind has", async () => {
    const { dialog, sent, location, add } = await opened(() => answered({ place: "backup2" }));
    const kind = dialog.getByRole("combobox", { name: "Kind" });
    await userEvent.type(location, "https://s3.example/bucket");
    await userEvent.selectOptions(kind, "S3");
    expect(location).toHaveAccessibleDescription(/begins with the bucket/);
    expect(dialog.queryByText(/A disk that fails/)).toBeNull();
    expect(dialog.getByRole("button", { name: "Add" })).toBeDisabled();
    await userEvent.type(dialog.getByLabelText("Access key"), "AK");
    await userEvent.type(dialog.getByLabelText("Secret key"), "SK");
    expect(dialog.getByLabelText("Secret key")).toHaveAttribute("type", "password");
    await userEvent.selectOptions(kind, "SFTP");
    expect(dialog.queryByLabelText("Access key")).toBeNull();
    await userEvent.selectOptions(kind, "S3");
    await add();
    await waitFor(() => expect(sent()).toEqual([
        { place: "backup2", kind: "s3", location: "https://s3.example/bucket", user: "AK", secret: "SK" },
    ]));
});

it("sends no credentials of another kind", async () => {
    const { dialog, sent, location, add } = await opened(() => answered({ place: "backup2" }));
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Kind" }), "REST server");
    await userEvent.type(dialog.getByLabelText("User name"), "me");
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Kind" }), "SFTP");
    await userEvent.type(location, "sftp://b@nas/srv");
    await add();
    await waitFor(() => expect(sent()).toEqual([{ place: "backup2", kind: "sftp", location: "sftp://b@nas/srv" }]));
});

it("says how to install restic where it is missing", async () => {
    const { dialog, location, add } = await opened(() => failure("Backup.ResticMissing", "restic is not installed."));
    await userEvent.type(location, "/mnt/usb");
    await add();
    expect(await dialog.findByText("apt-get install restic")).toBeVisible();
    expect(location).toHaveValue("/mnt/usb");
});

it("checks the name while it is typed", async () => {
    const { dialog, location } = await opened(() => answered({}));
    await userEvent.type(location, "/mnt/usb");
    const name = dialog.getByRole("textbox", { name: "Name" });
    await userEvent.type(name, "_");
    expect(name).toHaveAccessibleDescription("Use only lowercase letters, digits and hyphens.");
    expect(dialog.getByRole("button", { name: "Add" })).toBeDisabled();
});
