// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { anApp, failure, type Call, type FakeManager } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import type { ChangePreview } from "../../api/change-preview";

const compose = "services:\n  web:\n    image: nginx\n";
const env = "W9_ID=blog\r\nTOKEN=secret\r\n";
const base = "b".repeat(64);
const preview: ChangePreview = {
    app_id: "blog", version: { old: "1.0", new: "1.0" }, images: [], settings: [], recreated: ["web"], unsaved: [], free_bytes: 1,
    places: [], refusals: [], diff: "@@ services.web @@\n+environment.A: ***",
};

/** Until the view, and then the dialog, are loaded. */
const patience = { timeout: 10_000 };
const isPreview = ({ body }: Call) => (body as { dry_run?: boolean }).dry_run === true;
const answered = (data: object) => ({ status: 200 as const, body: { ResponseData: data } });

async function shown(answer: (call: Call) => ReturnType<FakeManager["answer"]>) {
    act(() => cockpit.location.go(["app", "blog"], { tab: "settings" }));
    const manager = showPage([anApp("blog")]);
    manager.edited = { compose, env, digest: base };
    manager.answer = answer;
    await userEvent.click(await screen.findByRole("button", { name: "Edit files" }, patience));
    const dialog = within(await screen.findByRole("dialog", { name: "Edit the files of blog" }, patience));
    const file = (name: string) => dialog.getByRole<HTMLTextAreaElement>("textbox", { name });
    await dialog.findByRole("textbox", { name: "docker-compose.yml" });
    const type = (name: string, value: string) => fireEvent.change(file(name), { target: { value } });
    const press = async (name: string) => userEvent.click(await dialog.findByRole("button", { name }));
    return { manager, dialog, file, type, press };
}

afterEach(() => act(() => cockpit.location.go([])));

it("says what edited files do before they are saved, and sends what was edited alone", async () => {
    const { manager, dialog, file, type, press } = await shown(call => answered(isPreview(call) ? preview : { app_id: "blog" }));
    expect(dialog.getByRole("button", { name: "Preview" })).toBeDisabled();
    expect(file(".env").value).toBe("W9_ID=blog\nTOKEN=secret\n");
    const edited = `${compose}    environment: {A: 1}\n`;
    type("docker-compose.yml", edited);
    await press("Preview");
    expect(await dialog.findByText("Containers to recreate: web.")).toBeVisible();
    expect(dialog.getByText(/^The app is stopped until its containers have started again/)).toBeVisible();
    expect(dialog.getByText("+environment.A: ***")).toBeVisible();
    await press("Save");
    expect(screen.queryByRole("dialog")).toBeNull();
    const body = { app_id: "blog", files: { compose: edited, base } };
    expect(manager.calls.map(one => one.body)).toEqual([{ ...body, dry_run: true }, body]);
});

it("keeps the line ends of a file", async () => {
    const { manager, dialog, type, press } = await shown(() => answered(preview));
    type(".env", "W9_ID=blog\nTOKEN=other\n");
    await press("Preview");
    await dialog.findByRole("button", { name: "Save" });
    expect(manager.calls[0]?.body).toMatchObject({ files: { env: "W9_ID=blog\r\nTOKEN=other\r\n", base } });
});

it("says at the file what is wrong with it, goes to the line, and keeps what was typed", async () => {
    const words = "docker-compose.yml: yaml: line 2: did not find expected key";
    const { dialog, file, type, press } = await shown(() => failure("Param.Files.FormatError", "Can't be used.", words));
    type("docker-compose.yml", "services:\n  : :\n");
    await press("Preview");
    expect(await dialog.findByText("yaml: line 2: did not find expected key")).toBeVisible();
    const field = file("docker-compose.yml");
    expect(field).toHaveFocus();
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription(/did not find expected key/);
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe("  : :");
    expect(file(".env")).toBeValid();
    type("docker-compose.yml", compose.replace("nginx", "nginx:2"));
    expect(dialog.queryByText("yaml: line 2: did not find expected key")).toBeNull();
});

it("shows what another has saved meanwhile beside what was typed, and replaces it only knowingly", async () => {
    const now = { compose: compose.replace("nginx", "theirs"), env: "W9_ID=blog\nNEW=1\n", digest: "c".repeat(64) };
    const { manager, dialog, file, type, press } = await shown(({ body }) =>
        (body as { files: { base: string } }).files.base === now.digest
            ? answered(preview) : failure("Update.Conflict", "Changed.", `files: ${now.digest}`));
    const mine = compose.replace("nginx", "mine");
    type("docker-compose.yml", mine);
    manager.edited = now;
    await press("Preview");
    expect(await dialog.findByText("Someone else changed these files while you were editing.")).toBeVisible();
    await waitFor(() => expect(file(".env").value).toBe(now.env));
    expect(file("docker-compose.yml").value).toBe(mine);
    await press("docker-compose.yml on the server");
    expect(dialog.getByRole("group", { name: "docker-compose.yml on the server" })).toHaveTextContent("image: theirs");
    await press("Preview");
    await press("Save");
    expect(manager.calls.at(-1)?.body).toEqual({ app_id: "blog", files: { compose: mine, base: now.digest } });
});

it("asks for new rights, and takes them back with the edit", async () => {
    const digest = "d".repeat(64);
    const { manager, dialog, type, press } = await shown(({ body }) =>
        (body as { allow_changes?: string }).allow_changes === digest
            ? answered(preview) : failure("APP.DefinitionChanged", "Changed.", `--- allowed\n+++ ${digest}\n+ web: privileged`));
    type("docker-compose.yml", `${compose}    privileged: true\n`);
    await press("Preview");
    expect(await dialog.findByText(/the app may do more on this server than was allowed/)).toBeVisible();
    expect(dialog.queryByText(/An app that changes its own files/)).toBeNull();
    expect(dialog.getByText("+ web: privileged")).toBeVisible();
    expect(dialog.getByRole("button", { name: "Preview" })).toBeDisabled();
    type("docker-compose.yml", `${compose}    privileged: false\n`);
    expect(dialog.getByRole("button", { name: "Preview" })).toBeEnabled();
    await press("Preview");
    await userEvent.click(await dialog.findByRole("checkbox", { name: "I allow these changes" }));
    await press("Preview");
    await press("Save");
    expect(manager.calls.at(-1)?.body).toMatchObject({ allow_changes: digest });
});

it("stays, with what was typed, through a docker that goes and Escape; without an edit Escape closes it", async () => {
    const { manager, file, type } = await shown(() => failure("Container.CommandError", "Docker is not running."));
    type(".env", "W9_ID=blog\nMINE=1\n");
    await userEvent.keyboard("{Escape}");
    act(() => manager.show({ host: { is: "docker-stopped" }, apps: [] }));
    act(() => manager.show({ host: { is: "ready" }, apps: [anApp("blog")] }));
    expect(file(".env").value).toBe("W9_ID=blog\nMINE=1\n");
    type(".env", "W9_ID=blog\nTOKEN=secret\n");
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
});

it("says why the files can't be read", async () => {
    act(() => cockpit.location.go(["app", "blog"], { tab: "settings" }));
    showPage([anApp("blog")]).files = () => Promise.reject(new Error("/apps/blog/.env: no such file"));
    await userEvent.click(await screen.findByRole("button", { name: "Edit files" }));
    expect(await screen.findByText("The app's files can't be read.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Preview" })).toBeDisabled();
});
