// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { aBackup, answered, aPlace, aSchedule, backupAnswer, type BackupHost } from "../../../test/fakes/backups";
import { aJob } from "../../../test/fakes/job";
import { anApp, failure, type Call } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import type { Answer } from "../../api/schemas";

beforeEach(() => {
    // jsdom says that nothing is in front when nothing has the focus.
    jest.spyOn(document, "hasFocus").mockReturnValue(true);
    act(() => cockpit.location.go([]));
});

const nas = aPlace("nas", { size: 3 * 1024 ** 3, last_success: "2026-11-27T03:00:00Z" });

function shown(parts: Partial<BackupHost> = {}, answer: (call: Call) => Answer | undefined = () => undefined) {
    const manager = showPage([anApp("blog"), anApp("wiki")]);
    const host = { places: [nas], schedules: [], backups: [], ...parts };
    manager.answer = call => answer(call) ?? backupAnswer(host, call) ?? answered({});
    act(() => cockpit.location.go(["backups"]));
    return { manager, host };
}

function bodiesOf({ calls }: { calls: Call[] }, operation: string) {
    return calls.filter(call => call.operation === operation).map(({ body }) => body);
}

async function placeOf(name: string) {
    const panel = (await screen.findByRole("heading", { level: 3, name })).closest("li");
    if (panel === null)
        throw new Error(`${name} is in no list`);
    return panel;
}

const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole("button", { name }));

describe("places", () => {
    it("are explained before the first one is added", async () => {
        shown({ places: [] });
        expect(await screen.findByRole("heading", { name: "No place for backups yet" })).toBeVisible();
        expect(screen.getByText(/^A place is another disk, another server or a storage service/)).toBeVisible();
        await press("Add a place");
        expect(screen.getByRole("dialog", { name: "Add a place for backups" })).toBeVisible();
    });

    it("say how they are", async () => {
        shown({ places: [
            nas,
            aPlace("far", { kind: "sftp", problem: { code: "Backup.WrongPassword", message: "This is not their password." } }),
        ] });
        expect(await placeOf("nas")).toHaveTextContent(/Folder on this serverReachable3 GiB · Last backup: Nov 27, 2026/);
        expect(await placeOf("far")).toHaveTextContent(/SFTPThis is not their password\.Last backup: unknown/);
        expect(await screen.findByText("The backups in far can't be listed. This is not their password.")).toBeVisible();
        expect(screen.queryByText(/^No backup yet\. Back up an app/)).toBeNull();
    });

    it("are only forgotten when they are removed", async () => {
        const { manager, host } = shown();
        await userEvent.click(within(await placeOf("nas")).getByRole("button", { name: "Remove the place nas" }));
        const dialog = within(screen.getByRole("dialog", { name: "Remove the place nas?" }));
        expect(dialog.getByText(/The backups there are kept/)).toBeVisible();
        host.places = [];
        await userEvent.click(dialog.getByRole("button", { name: "Remove" }));
        expect(await screen.findByRole("heading", { name: "No place for backups yet" })).toBeVisible();
        expect(bodiesOf(manager, "BackupPlaceRemove")).toEqual([{ place: "nas" }]);
        await waitFor(() => expect(screen.getByRole("heading", { level: 1, name: "Backups" })).toHaveFocus());
    });
});

it("a place that a schedule uses can't be removed", async () => {
    const { manager } = shown({ places: [nas, aPlace("usb")], schedules: [aSchedule({ place: "usb" })] });
    await screen.findByRole("table", { name: "Schedules" });
    await press("Remove the place usb");
    const button = within(screen.getByRole("dialog", { name: "Remove the place usb?" })).getByRole("button", { name: "Remove" });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription("Remove or change the schedules that use it first.");
    await userEvent.keyboard("{Escape}");
    await press("Remove the place nas");
    expect(within(screen.getByRole("dialog")).getByRole("button", { name: "Remove" })).toBeEnabled();
    expect(manager.calls).toEqual([]);
});

it.each<[string, Partial<BackupHost>, (call: Call) => Answer | undefined]>([
    ["by the list", {}, ({ operation }) => operation === "BackupPlaceList"
        ? failure("Backup.ResticMissing", "restic is not installed on this server.") : undefined],
    ["by a place", { places: [aPlace("nas", { problem: { code: "Backup.ResticMissing", message: "x" } })] }, () => undefined],
])("says how to install restic where it is missing, said %s", async (_what, parts, answer) => {
    let isMissing = true;
    const { host } = shown(parts, call => isMissing ? answer(call) : undefined);
    expect(await screen.findByRole("heading", { name: "restic is not installed" })).toBeVisible();
    expect(screen.getByText("apt-get install restic")).toBeVisible();
    expect(screen.getByText("dnf install restic")).toBeVisible();
    expect(screen.getAllByRole("button", { name: "Copy the command" })).toHaveLength(2);
    isMissing = false;
    host.places = [nas];
    await press("Try again");
    expect(await placeOf("nas")).toBeVisible();
});

it("says why the places can't be read", async () => {
    let isDown = true;
    shown({}, ({ operation }) => isDown && operation === "BackupPlaceList"
        ? failure("SystemError", "Something went wrong.", "EIO") : undefined);
    expect(await screen.findByRole("alert")).toHaveTextContent("Something went wrong.");
    isDown = false;
    await press("Try again");
    expect(await placeOf("nas")).toBeVisible();
});

describe("the list of backups", () => {
    const backups = [
        aBackup("blog", "2026-11-20T03:00:00Z", {
            backup_id: "1".repeat(64), reason: "schedule", rehearsed: { time: "2026-11-23T03:00:00Z", ok: true },
        }),
        aBackup("wiki", "2026-11-22T03:00:00Z", { backup_id: "2".repeat(64), app_name: "mediawiki", size: null }),
        aBackup("blog", "2026-11-21T03:00:00Z", {
            backup_id: "3".repeat(64), place: "usb", reason: "update", rehearsed: { time: "2026-11-24T03:00:00Z", ok: false },
        }),
    ];

    const rows = () => within(screen.getByRole("table", { name: "Backups" })).getAllByRole("row").slice(1)
        .map(row => within(row).getAllByRole("cell").map(({ textContent }) => textContent));

    it("has those of all places, newest first, and can be searched", async () => {
        shown({ backups, places: [nas, aPlace("usb")] });
        await screen.findByRole("table", { name: "Backups" });
        expect(rows().map(([version, , size, reason, place]) => [version, size, reason, place])).toEqual([
            ["6.9.4", "Unknown", "By hand", "nas"],
            ["6.9.4", "1 MiB", "Before an update", "usb"],
            ["6.9.4", "1 MiB", "By schedule", "nas"],
        ]);
        expect(rows().map(([, time]) => time)).toEqual([
            expect.not.stringContaining("Rehears"),
            expect.stringContaining("Rehearsal failed Nov 24, 2026"),
            expect.stringContaining("Rehearsed Nov 23, 2026"),
        ]);
        await userEvent.type(screen.getByRole("textbox", { name: "Search backups by app or place" }), "blog usb");
        expect(rows()).toHaveLength(1);
        expect(screen.getByText("1 backup found")).toBeVisible();
    });

    it("says what a backup lacks, in the list and before it is restored", async () => {
        shown({ backups: [aBackup("blog", "2026-11-20T03:00:00Z", { unsaved: ["blog_share", "/srv/photos"] })] });
        const said = /^Not included: blog_share and \/srv\/photos\.$/;
        expect(await screen.findByText(said)).toBeVisible();
        await userEvent.click(screen.getByRole("button", { name: /^Restore blog/ }));
        expect(within(await screen.findByRole("dialog", { name: "Restore blog" })).getByText(said)).toBeVisible();
    });

    it("says which place fails to answer, and has those of the others", async () => {
        shown({ backups, places: [nas, aPlace("usb")] }, ({ operation, body }) =>
            operation === "BackupList" && JSON.stringify(body) === JSON.stringify({ place: "usb" })
                ? failure("Backup.Locked", "Someone else is using the repository.", "pid 7") : undefined);
        expect(await screen.findByText("The backups in usb can't be listed. Someone else is using the repository.")).toBeVisible();
        expect(rows()).toHaveLength(2);
    });

    it("is read again when a backup has finished", async () => {
        const { manager, host } = shown();
        expect(await screen.findByText(/^No backup yet\. Back up an app/)).toBeVisible();
        const job = aJob("blog", { kind: "backup", phase: "uploading", alive: true });
        act(() => manager.show({ host: { is: "ready" }, apps: [anApp("blog", { job })] }));
        host.backups = backups;
        act(() => manager.show({ host: { is: "ready" }, apps: [anApp("blog", { job: { ...job, phase: "done", alive: false } })] }));
        expect(await screen.findByRole("table", { name: "Backups" })).toBeVisible();
    });
});

describe("schedules", () => {
    it("say what they do, and how it went", async () => {
        shown({ schedules: [
            aSchedule({ last: { time: "2026-11-27T03:00:00Z", result: "success" }, next: "2026-11-28T03:00:00Z" }),
            aSchedule({
                app_id: "blog", when: "Mon..Fri 04:00", keep: { daily: 14, weekly: 0, monthly: 1 },
                last: { time: "2026-11-27T03:00:00Z", result: "exit-code" },
            }),
        ] });
        const table = within(await screen.findByRole("table", { name: "Schedules" }));
        const [, all, blog] = table.getAllByRole("row");
        expect(all).toHaveTextContent(/All appsDaily at 3:00.AMnas7 daily, 4 weekly, and 6 monthlyNov 28, 2026.*Succeeded/);
        expect(blog).toHaveTextContent(/blogMon\.\.Fri 04:00nas14 daily and 1 monthlyNot plannedFailed \(exit-code\)/);
    });

    it("are made for one app, weekly, and read again", async () => {
        const { manager, host } = shown({ places: [aPlace("usb"), nas] });
        expect(await screen.findByText("Nothing is backed up automatically yet.")).toBeVisible();
        await press("Add a schedule");
        const dialog = within(screen.getByRole("dialog", { name: "Add a schedule" }));
        await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Apps" }), "wiki");
        await userEvent.click(dialog.getByRole("radio", { name: "Weekly" }));
        await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Day" }), "Saturday");
        await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Place" }), "nas");
        const monthly = dialog.getByRole("textbox", { name: "Monthly" });
        await userEvent.clear(monthly);
        expect(dialog.getByRole("button", { name: "Add" })).toBeDisabled();
        await userEvent.type(monthly, "12");
        expect(dialog.getByText("Older scheduled backups are deleted. Those made by hand stay.")).toBeVisible();
        host.schedules = [aSchedule({ app_id: "wiki" })];
        await userEvent.click(dialog.getByRole("button", { name: "Add" }));
        expect(await screen.findByRole("rowheader", { name: "wiki" })).toBeVisible();
        expect(bodiesOf(manager, "BackupSchedule")).toEqual([
            { app_id: "wiki", place: "nas", when: "Sat *-*-* 03:00:00", keep: { daily: 7, weekly: 4, monthly: 12 } },
        ]);
    });

    it("name a wrong expression at its field, and are changed for the apps that they have", async () => {
        const parts = { places: [nas, aPlace("usb")], schedules: [aSchedule({ when: "hourly" })] };
        const { manager } = shown(parts, ({ operation }) => operation === "BackupSchedule"
            ? failure("Param.Schedule.FormatError", "The schedule is not valid.", "when: no day called Foo") : undefined);
        await press("Change the schedule for All apps");
        const dialog = within(screen.getByRole("dialog", { name: "Change the schedule" }));
        expect(dialog.getByRole("combobox", { name: "Apps" })).toBeDisabled();
        await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Place" }), "usb");
        const field = dialog.getByRole("textbox", { name: "Calendar expression" });
        expect(field).toHaveValue("hourly");
        await userEvent.clear(field);
        await userEvent.type(field, "Foo");
        await userEvent.click(dialog.getByRole("button", { name: "Change" }));
        await waitFor(() => expect(field).toHaveAccessibleDescription("when: no day called Foo"));
        expect(bodiesOf(manager, "BackupSchedule")).toEqual([
            { place: "usb", when: "Foo", keep: { daily: 7, weekly: 4, monthly: 6 } },
        ]);
        await userEvent.type(field, "1");
        expect(field).not.toHaveAccessibleDescription("when: no day called Foo");
    });

    it("are one for all apps, and one for each", async () => {
        shown({ schedules: [aSchedule(), aSchedule({ app_id: "blog" })] });
        await press("Add a schedule");
        const apps = screen.getByRole("combobox", { name: "Apps" });
        expect(within(apps).getAllByRole("option").map(({ textContent }) => textContent)).toEqual(["wiki"]);
        expect(apps).toHaveValue("wiki");
    });

    it("can't be added where all have one", async () => {
        shown({ schedules: [aSchedule(), aSchedule({ app_id: "blog" }), aSchedule({ app_id: "wiki" })] });
        await screen.findByRole("table", { name: "Schedules" });
        expect(screen.queryByRole("button", { name: "Add a schedule" })).toBeNull();
    });

    it("are removed by their apps", async () => {
        const { manager, host } = shown({ schedules: [aSchedule({ app_id: "blog" })] });
        await press("Remove the schedule for blog");
        host.schedules = [];
        await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Remove" }));
        expect(await screen.findByText("Nothing is backed up automatically yet.")).toBeVisible();
        expect(bodiesOf(manager, "BackupSchedule")).toEqual([{ app_id: "blog", when: "" }]);
    });
});
