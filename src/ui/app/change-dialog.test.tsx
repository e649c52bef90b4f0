// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { aDefinition, anApp, failure, type Call, type FakeManager } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import type { ChangePreview } from "../../api/change-preview";

const preview: ChangePreview = {
    app_id: "blog", version: { old: "7.0.4", new: "7.1.0" },
    images: [{ service: "db", old: "mariadb:11.8", new: "mariadb:11.8" }, { service: "web", old: "wp:7.0.4", new: "wp:7.1.0" }],
    settings: [{ key: "W9_HTTP_PORT_SET", old: "9001", new: "9044" }], recreated: ["web"],
    saves: { bytes: 3 * 1024 ** 3, seconds: 25 }, unsaved: ["/srv/media"], free_bytes: 20 * 1024 ** 3, places: [], refusals: [],
};

const isPreview = ({ body }: Call) => (body as { dry_run?: boolean }).dry_run === true;

async function shown(answer: (call: Call) => ReturnType<FakeManager["answer"]>) {
    act(() => cockpit.location.go(["app", "blog"], { tab: "settings" }));
    const manager = showPage([anApp("blog", { record: { name: "wordpress", version: "7.0.4" } })]);
    manager.drafts.wordpress = {
        name: "wordpress2", versions: ["7.1.0", "7.0.4"],
        settings: [{ key: "W9_HTTP_PORT_SET", kind: "port", label: { en: "Web port" }, value: "9002" }],
    };
    manager.set = [{ key: "W9_HTTP_PORT_SET", label: undefined, value: "9001", isChoice: true }];
    manager.answer = answer;
    await userEvent.click(await screen.findByRole("button", { name: "Change version or settings" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Change blog" }));
    await dialog.findByRole("combobox", { name: "Version" });
    return { manager, dialog };
}

it("says what a change does before it is done, and asks anew after another choice", async () => {
    const { manager, dialog } = await shown(call =>
        ({ status: 200, body: { ResponseData: isPreview(call) ? preview : { app_id: "blog" } } }));
    expect(dialog.getByRole("button", { name: "Continue" })).toBeDisabled();
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Version" }), "7.1.0");
    await userEvent.click(dialog.getByRole("button", { name: "Continue" }));
    expect(await dialog.findByText("This is what changes")).toBeVisible();
    expect(dialog.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
        "Version: 7.0.4 → 7.1.0", "web: wp:7.0.4 → wp:7.1.0", "W9_HTTP_PORT_SET: 9001 → 9044",
        "Containers to recreate: web.",
        "The data is copied first: 3 GiB, with 20 GiB free. The app is stopped for about 25 sec until it is copied.",
        "Not copied, and not brought back if you go back: /srv/media.",
    ]);
    const port = dialog.getByRole("textbox", { name: "Web port" });
    await userEvent.clear(port);
    await userEvent.type(port, "9044");
    expect(dialog.queryByText("This is what changes")).toBeNull();
    await userEvent.click(dialog.getByRole("button", { name: "Continue" }));
    await userEvent.click(await dialog.findByRole("button", { name: "Change" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    const chosen = { app_id: "blog", app_version: "7.1.0", settings: { W9_HTTP_PORT_SET: "9044" } };
    expect(manager.calls.map(({ operation, body }) => [operation, body])).toEqual([
        ["AppUpdate", { app_id: "blog", app_version: "7.1.0", settings: {}, dry_run: true }],
        ["AppUpdate", { ...chosen, dry_run: true }], ["AppUpdate", chosen],
    ]);
});

it.each([
    ["is backed up", [], { backup_to: "disk" }],
    ["is not backed up where that is turned off", ["checkbox"], {}],
    ["is backed up at another place", ["nas"], { backup_to: "nas" }],
] as const)("an app %s before it changes", async (_what, [choice], backup) => {
    const { manager, dialog } = await shown(call => ({
        status: 200, body: { ResponseData: isPreview(call) ? { ...preview, places: ["disk", "nas"] } : { app_id: "blog" } },
    }));
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Version" }), "7.1.0");
    await userEvent.click(dialog.getByRole("button", { name: "Continue" }));
    const isOn = await dialog.findByRole("checkbox", { name: "Also back up the app as it is now" });
    expect(isOn).toBeChecked();
    if (choice === "checkbox")
        await userEvent.click(isOn);
    else if (choice !== undefined)
        await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Place" }), choice);
    await userEvent.click(dialog.getByRole("button", { name: "Change" }));
    expect(manager.calls.filter(call => !isPreview(call)).map(({ body }) => body))
        .toEqual([{ app_id: "blog", app_version: "7.1.0", settings: {}, ...backup }]);
});

it("says why a change is refused, and does not offer it", async () => {
    const refusals = [{ code: "Update.Refused" as const, detail: "db: mysql 8 to 9" }];
    const { manager, dialog } = await shown(() => ({ status: 200, body: { ResponseData: { ...preview, refusals } } }));
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Version" }), "7.1.0");
    await userEvent.click(dialog.getByRole("button", { name: "Continue" }));
    expect(await dialog.findByText(/can't be changed to this version without risk to its data/)).toBeVisible();
    expect(dialog.getByRole("button", { name: "Change" })).toBeDisabled();
    expect(manager.calls.filter(call => !isPreview(call))).toEqual([]);
});

it("keeps what was chosen where the host refuses", async () => {
    const { dialog } = await shown(() => failure("Update.Conflict", "Files were changed.", "docker-compose.yml"));
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Version" }), "7.1.0");
    await userEvent.click(dialog.getByRole("button", { name: "Continue" }));
    expect(await dialog.findByText("Files were changed.")).toBeVisible();
    expect(dialog.getByRole("combobox", { name: "Version" })).toHaveValue("7.1.0");
});

it("shows how the app's files have changed, and takes it with the change where that is allowed", async () => {
    const digest = "d".repeat(64);
    const { manager, dialog } = await shown(({ body }) =>
        (body as { allow_changes?: string }).allow_changes === digest
            ? { status: 200, body: { ResponseData: preview } }
            : failure("APP.DefinitionChanged", "Changed.", `--- allowed\n+++ ${digest}\n@@ .env @@\n+MINE=***`));
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Version" }), "7.1.0");
    await userEvent.click(dialog.getByRole("button", { name: "Continue" }));
    expect(await dialog.findByText("+MINE=***")).toBeVisible();
    expect(dialog.getByRole("button", { name: "Continue" })).toBeDisabled();
    await userEvent.click(dialog.getByRole("checkbox", { name: "I allow these changes" }));
    await userEvent.click(dialog.getByRole("button", { name: "Continue" }));
    expect(await dialog.findByText("This is what changes")).toBeVisible();
    await userEvent.click(dialog.getByRole("button", { name: "Change" }));
    expect(manager.calls.at(-1)?.body).toEqual({ app_id: "blog", app_version: "7.1.0", settings: {}, allow_changes: digest });
});

it("offers the update in the app's header, with its version chosen", async () => {
    act(() => cockpit.location.go(["app", "blog"]));
    const manager = showPage([anApp("blog", { record: { version: "7.0.4" } })]);
    manager.library = { apps: [aDefinition("wordpress", { editions: [{ version: "7.1.0", dist: "" }] })], broken: [] };
    manager.drafts.wordpress = { name: "wordpress2", versions: ["7.1.0", "7.0.4"], settings: [] };
    const button = await screen.findByRole("button", { name: "Update to 7.1.0" });
    expect(screen.getByText("7.1.0 available")).toBeVisible();
    await userEvent.click(button);
    const dialog = within(await screen.findByRole("dialog", { name: "Change blog" }));
    expect(await dialog.findByRole("combobox", { name: "Version" })).toHaveValue("7.1.0");
    expect(dialog.getByRole("button", { name: "Continue" })).toBeEnabled();
    expect(manager.calls).toEqual([]);
});
