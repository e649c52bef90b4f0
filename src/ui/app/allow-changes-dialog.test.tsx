// SPDX-License-Identifier: LGPL-2.1-or-later
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { failure, anApp, type Call } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";

const digest = "0123456789abcdef".repeat(4);
const diff = (lines: string, head = digest) => `--- allowed\n+++ ${head}\n@@ services.web @@\n${lines}`;
const refused = (detail: string) => failure("APP.DefinitionChanged", "The app's files have changed.", detail);

/** Starts an app whose files have changed, until these changes are allowed. */
async function shown(detail: string, wanted = digest) {
    const manager = showPage([anApp("blog", { state: { status: "stop" } })]);
    const isAllowed = ({ body }: Call) => (body as { allow_changes?: string }).allow_changes === wanted;
    manager.answer = call => isAllowed(call) ? { status: 200, body: { ResponseData: {} } } : refused(detail);
    await userEvent.click(await screen.findByRole("button", { name: "Start blog" }));
    return { manager, dialog: await screen.findByRole("dialog", { name: /Allow the changes to blog/ }, { timeout: 20_000 }) };
}

it("shows how the files differ, and starts the app once just that is allowed", async () => {
    const { manager, dialog } = await shown(diff("-image: \"a\"\n+privileged: true"));
    const lines = within(dialog).getByRole("group", { name: "Changes" });
    expect(lines).toHaveTextContent('@@ services.web @@ -image: "a" +privileged: true');
    expect(within(dialog).getByText("+privileged: true").tagName).toBe("INS");
    await userEvent.click(within(dialog).getByRole("button", { name: "Allow and start" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(manager.calls.map(({ operation, body }) => [operation, body])).toEqual([
        ["AppStart", { app_id: "blog" }], ["AppStart", { app_id: "blog", allow_changes: digest }],
    ]);
});

it("starts nothing when it is canceled", async () => {
    const { manager, dialog } = await shown(diff("+privileged: true"));
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(manager.calls).toHaveLength(1);
});

it("shows what changed again meanwhile", async () => {
    const { manager, dialog } = await shown(diff("+a: 1"), "other");
    manager.answer = () => refused(diff("+b: 2"));
    await userEvent.click(within(dialog).getByRole("button", { name: "Allow and start" }));
    expect(await screen.findByText("+b: 2")).toBeVisible();
});

it("allows nothing that it can't show", async () => {
    const { dialog } = await shown("--- allowed\n+++ too long to be shown");
    expect(within(dialog).getByRole("button", { name: "Allow and start" })).toBeDisabled();
    expect(dialog).toHaveTextContent("The changes can't be shown.");
});
