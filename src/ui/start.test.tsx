// SPDX-License-Identifier: LGPL-2.1-or-later
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { FakeManager, anApp } from "../../test/fakes/manager";
import { admin } from "../../test/fakes/superuser";
import { Start } from "./start";

const manager = new FakeManager({ host: { is: "ready" }, apps: [anApp("blog")] });

it("shows that it loads until the host is known", async () => {
    let settle: (known: FakeManager) => void = () => undefined;
    const open = () => new Promise<FakeManager>(resolve => { settle = resolve; });
    render(<Start open={open} superuser={admin} />);
    expect(screen.getByRole("heading", { name: "Loading apps" })).toBeVisible();
    settle(manager);
    expect(await screen.findByRole("link", { name: "blog" })).toBeVisible();
});

it("says why it can't be opened, and tries again", async () => {
    let tries = 0;
    // Cockpit rejects with plain objects.
    const open = () => ++tries === 1
        ? Promise.reject({ problem: "terminated", message: "the bridge is gone" })
        : Promise.resolve(manager);
    render(<Start open={open} superuser={admin} />);
    expect(await screen.findByRole("heading", { name: "The page can't be opened" })).toBeVisible();
    expect(screen.getByText("the bridge is gone")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("link", { name: "blog" })).toBeVisible();
});
