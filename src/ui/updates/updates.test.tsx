// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { aJob } from "../../../test/fakes/job";
import { aDefinition, aLibrary, anApp, failure } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import type { ChangePreview } from "../../api/change-preview";
import type { ImageReport } from "../../api/image-schemas";
import type { Answer } from "../../api/schemas";
import type { ImageState } from "../../apps/images/image-state";
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

describe("new images", () => {
    const [a, b] = ["a", "b"].map(letter => `sha256:${letter.repeat(64)}`);
    const time = "2026-11-28T12:00:00Z";
    const newest = { version: "7.1.0" };
    const image = (app: string, parts: Partial<ImageState>): ImageState => ({
        app_id: app, service: "db", image: "mysql:8.0", outcome: "current", reason: null, old: a ?? "", new: a ?? "", time,
        ...parts,
    });
    const moved = image("blog", { outcome: "moved", new: b ?? "" });
    const unknown = image("shop", { image: "redis:8", outcome: "unknown", reason: "no-answer", new: null });
    const report = (images: ImageState[], parts: Partial<ImageReport> = {}): Answer =>
        ({ status: 200, body: { ResponseData: { checked: time, daily: false, images, ...parts } } });
    const section = async () => within(await screen.findByRole("region", { name: "New images" }));

    function withImages(answer: Answer, apps = [anApp("blog", { record: newest }), anApp("shop", { record: newest })]) {
        const manager = shown(apps);
        manager.images = answer;
        return manager;
    }

    it("are told for each app, and what is not known is not up to date", async () => {
        withImages(report([moved, unknown, image("shop", {})]));
        const { findByText, getByText, getByRole, queryByText, queryByRole } = await section();
        expect(await findByText("New image for mysql:8.0")).toBeVisible();
        expect(getByText("Not known for redis:8: the registry did not answer")).toBeVisible();
        expect(getByText(/^Last check: .*2026/)).toBeVisible();
        expect(queryByText(/No new images/)).toBeNull();
        expect(getByRole("button", { name: "Update the images of blog" })).toBeEnabled();
        expect(queryByRole("button", { name: "Update the images of shop" })).toBeNull();
    });

    it("are ruled out only if every registry said so", async () => {
        const manager = withImages(report([image("blog", {})]));
        expect(await (await section()).findByText(/No new images\.$/)).toBeVisible();
        manager.images = report([], { checked: null });
        const stopping = anApp("blog", { job: aJob("blog", { kind: "stop", phase: "stopping", alive: true }) });
        act(() => manager.show({ host: { is: "ready" }, apps: [stopping] }));
        expect(await screen.findByText("Not checked yet.")).toBeVisible();
        expect(screen.queryByText(/No new images/)).toBeNull();
    });

    it("are looked for by hand", async () => {
        const manager = withImages(report([], { checked: null }));
        const { findByText, getByRole, queryByText } = await section();
        await findByText("Not checked yet.");
        manager.images = report([moved]);
        await userEvent.click(getByRole("button", { name: "Check for new images" }));
        expect(await findByText("New image for mysql:8.0")).toBeVisible();
        expect(manager.calls).toMatchObject([{ operation: "ImageCheck", body: {} }]);
        manager.answer = () => failure("Container.CommandError", "Docker is away.");
        await userEvent.click(getByRole("button", { name: "Check for new images" }));
        expect(await findByText("Docker is away.")).toBeVisible();
        expect(queryByText("New image for mysql:8.0")).toBeVisible();
    });

    it("are looked for once a day where that is turned on", async () => {
        const manager = withImages(report([]));
        const daily = await (await section()).findByRole("checkbox", { name: "Check once a day" });
        expect(daily).not.toBeChecked();
        manager.images = report([], { daily: true });
        await userEvent.click(daily);
        await waitFor(() => expect(daily).toBeChecked());
        await userEvent.click(daily);
        expect(manager.calls.map(({ operation, body }) => [operation, body]))
            .toEqual([["ImageSchedule", { daily: true }], ["ImageSchedule", { daily: false }]]);
    });

    it("can be updated to, after it was said what that does", async () => {
        const manager = withImages(report([moved]));
        const preview: ChangePreview = {
            app_id: "blog", version: { old: "7.1.0", new: "7.1.0" },
            images: [{ service: "db", old: "mysql:8.0", new: "mysql:8.0" }],
            new_images: [moved, { ...unknown, service: "cache" }, image("blog", { service: "web" })], settings: [],
            recreated: ["db"], saves: { bytes: 1024 ** 2, seconds: null }, unsaved: [], free_bytes: 1024 ** 3, places: [],
            refusals: [],
        };
        manager.answer = () => ({ status: 200, body: { ResponseData: preview } });
        await userEvent.click(await screen.findByRole("button", { name: "Update the images of blog" }));
        const dialog = within(await screen.findByRole("dialog", { name: "Update the images of blog" }));
        await userEvent.click(dialog.getByRole("button", { name: "Continue" }));
        await dialog.findByText("This is what changes");
        expect(dialog.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
            "db: new image for mysql:8.0", "cache: not known whether there is a new image for redis:8",
            "Containers to recreate: db.",
            "The data is copied first: 1 MiB, with 1 GiB free. The app is stopped until it is copied.",
        ]);
        expect(dialog.getByText(/a database may have another major version/)).toBeVisible();
        await userEvent.click(dialog.getByRole("button", { name: "Change" }));
        const body = { app_id: "blog", settings: {}, new_images: true };
        expect(manager.calls).toMatchObject([
            { operation: "AppUpdate", body: { ...body, dry_run: true } }, { operation: "AppUpdate", body },
        ]);
        expect(screen.queryByRole("dialog")).toBeNull();
    });

    it("of an app that can't be updated now have to wait", async () => {
        withImages(report([moved]), [
            anApp("blog", { record: newest, job: aJob("blog", { kind: "stop", phase: "stopping", alive: true }) }),
        ]);
        const button = await screen.findByRole("button", { name: "Update the images of blog" });
        expect(button).toHaveAttribute("aria-disabled", "true");
        expect(button).toHaveAccessibleDescription("Wait until the current operation has finished.");
    });

    it("are not shown as none where what is known can't be read", async () => {
        withImages(failure("Container.CommandError", "Docker is away."));
        expect(await screen.findByText("Docker is away.")).toBeVisible();
        expect(screen.queryByText(/No new images/)).toBeNull();
    });
});
