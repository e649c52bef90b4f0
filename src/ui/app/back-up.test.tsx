// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { aBackup, answered, aPlace, backupAnswer } from "../../../test/fakes/backups";
import { aJob } from "../../../test/fakes/job";
import { anApp, failure, type Call } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import type { Answer } from "../../api/schemas";
import { causeOf } from "../../jobs/log/failure";
import type { PlaceState } from "./backup-answers";

afterEach(() => act(() => cockpit.location.go([])));

const working = aJob("blog", { kind: "backup", phase: "uploading", alive: true });

function hostWith(places: PlaceState[]) {
    return (call: Call): Answer => {
        if (call.operation === "AppBackup" && !JSON.stringify(call.body).includes("place") && places.length !== 1)
            return failure(places.length === 0 ? "Param.Place.NotExis" : "Param.Place.Blank", "Choose a place.");
        return backupAnswer({ places, schedules: [], backups: [] }, call) ?? answered({});
    };
}

async function onPage(places: PlaceState[], app = anApp("blog")) {
    const manager = showPage([app]);
    manager.answer = hostWith(places);
    act(() => cockpit.location.go(["app", "blog"]));
    return { manager, button: await screen.findByRole("button", { name: "Back up now" }) };
}

it("backs up at once to the only place", async () => {
    const { manager, button } = await onPage([aPlace("nas")]);
    await userEvent.click(button);
    expect(manager.calls.map(({ operation, body }) => [operation, body])).toEqual([["AppBackup", { app_id: "blog" }]]);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(cockpit.location.path).toEqual(["app", "blog"]);
});

it("opens the view of backups if there are no places", async () => {
    const { button } = await onPage([]);
    await userEvent.click(button);
    expect(await screen.findByRole("heading", { name: "No place for backups yet" })).toBeVisible();
    expect(cockpit.location.path).toEqual(["backups"]);
});

it("asks which of two places, and begins with one that can be reached", async () => {
    const { manager, button } = await onPage([
        aPlace("far", { problem: { code: "Backup.Unreachable", message: "The place can't be reached." } }), aPlace("nas"),
    ]);
    await userEvent.click(button);
    const dialog = within(await screen.findByRole("dialog", { name: "Back up blog" }));
    expect(dialog.getByRole("radio", { name: "nas" })).toBeChecked();
    const far = dialog.getByRole("radio", { name: "far" });
    expect(far).toHaveAccessibleDescription("The place can't be reached.");
    await userEvent.click(far);
    await userEvent.click(dialog.getByRole("button", { name: "Back up" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(manager.calls.at(-1)).toMatchObject({ operation: "AppBackup", body: { app_id: "blog", place: "far" } });
});

it("says on the app's page why it was refused", async () => {
    const { manager, button } = await onPage([aPlace("nas")]);
    manager.answer = () => failure("Backup.ResticMissing", "restic is not installed on this server.");
    await userEvent.click(button);
    expect(await screen.findByRole("alert")).toHaveTextContent("restic is not installed on this server.");
});

it("waits for what is at work, and says how far a backup is", async () => {
    const { manager, button } = await onPage([aPlace("nas")], anApp("blog", { job: working }));
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toHaveAccessibleDescription("Wait until the current operation has finished.");
    expect(screen.getByText("Backing up: uploading")).toBeVisible();
    expect(screen.queryByRole("progressbar", { name: /^Uploading/ })).toBeNull();
    const progress = { done: 256 * 1024 ** 2, total: 1024 ** 3, complete: true, layersDone: 0, layers: 0 };
    act(() => manager.show({ host: { is: "ready" }, apps: [anApp("blog", { job: working, progress })] }));
    const bar = screen.getByRole("progressbar", { name: "Uploading the backup of blog" });
    expect(bar).toHaveAttribute("aria-valuenow", "25");
    expect(bar).toHaveAttribute("aria-valuetext", "256 MiB of 1 GiB");
    await userEvent.click(button);
    expect(manager.calls).toEqual([]);
    act(() => manager.show({ host: { is: "ready" }, apps: [anApp("blog", { job: { ...working, phase: "saving" } })] }));
    expect(screen.getByText("Backing up…")).toBeVisible();
    act(() => manager.show({ host: { is: "ready" }, apps: [anApp("blog", { job: { ...working, phase: "queued" }, place: 2 })] }));
    expect(screen.getByText("Backup queued · Number 2 in line")).toBeVisible();
});

it("says that a backup is fetched to be restored into the app", async () => {
    await onPage([aPlace("nas")], anApp("blog", { job: aJob("blog", { kind: "update", phase: "restoring", alive: true }) }));
    expect(screen.getByText("Restoring: fetching the backup")).toBeVisible();
});

it("is in the menu of the app's row", async () => {
    const manager = showPage([anApp("blog")]);
    manager.answer = hostWith([aPlace("nas")]);
    await userEvent.click(screen.getByRole("button", { name: "More actions for blog" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Back up now" }));
    expect(manager.calls.map(({ operation }) => operation)).toEqual(["AppBackup"]);
});

describe("the last backup", () => {
    const shown = () => screen.getByText("Last backup").closest("div");

    it("is said with its place", async () => {
        const manager = showPage([anApp("blog")]);
        manager.answer = call => backupAnswer({
            places: [], schedules: [], backups: [
                aBackup("blog", "2026-11-20T12:00:00Z"), aBackup("blog", "2026-11-21T12:00:00Z", { place: "usb" }),
                aBackup("wiki", "2026-11-22T12:00:00Z"),
            ],
        }, call) ?? answered({});
        act(() => cockpit.location.go(["app", "blog"]));
        expect(await screen.findByRole("link", { name: /^Nov 21, 2026.* in usb$/ })).toHaveAttribute("href", "#/backups");
        expect(manager.reads.map(({ body }) => body)).toEqual([{ app_id: "blog" }]);
    });

    it("is read again when one has finished", async () => {
        const { manager } = await onPage([aPlace("nas")], anApp("blog", { job: working }));
        await waitFor(() => expect(shown()).toHaveTextContent("No backup yet"));
        manager.answer = call =>
            backupAnswer({ places: [], schedules: [], backups: [aBackup("blog", "2026-11-21T12:00:00Z")] }, call) ?? answered({});
        const done = { ...working, phase: "done" as const, alive: false };
        act(() => manager.show({ host: { is: "ready" }, apps: [anApp("blog", { job: done })] }));
        expect(await screen.findByRole("link", { name: /in nas$/ })).toBeVisible();
    });

    it("is unknown where it can't be read, and says why", async () => {
        const manager = showPage([anApp("blog")]);
        manager.answer = () => failure("Backup.Unreachable", "The place can't be reached.");
        act(() => cockpit.location.go(["app", "blog"]));
        await screen.findByText("Last backup");
        await waitFor(() => expect(shown()).toHaveTextContent("Unknown. The place can't be reached."));
        expect(screen.queryByRole("alert")).toBeNull();
    });

    it.each([
        ["failed", "upload 1", true],
        ["failed", "cancel upload", false],
        ["done", "", false],
    ] as const)("says that it %s: %s", async (phase, detail, isSaid) => {
        const cause = causeOf("Fatal: wrong password or no key found", "upload", 1);
        await onPage([aPlace("nas")], anApp("blog", { cause, job: { ...working, phase, detail, alive: false } }));
        expect(screen.queryAllByText("The last backup failed. The app is as it was before.")).toHaveLength(isSaid ? 1 : 0);
        expect(screen.queryAllByText(/^The password of the place for backups has changed\./)).toHaveLength(isSaid ? 1 : 0);
    });
});

it.each([
    [2, "2 backups of the app are kept."],
    [0, ""],
])("says when an app is uninstalled that %s backups stay", async (count, text) => {
    const manager = showPage([anApp("blog")]);
    const backups = Array.from({ length: count }, () => aBackup("blog", "2026-11-20T12:00:00Z"));
    manager.answer = call => backupAnswer({ places: [], schedules: [], backups }, call) ?? answered({});
    await userEvent.click(screen.getByRole("button", { name: "More actions for blog" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Uninstall" }));
    await waitFor(() => expect(manager.reads).toHaveLength(1));
    if (text !== "")
        expect(await screen.findByText(text)).toBeVisible();
    expect(screen.queryAllByText(/backups? of the app/)).toHaveLength(text === "" ? 0 : 1);
});
