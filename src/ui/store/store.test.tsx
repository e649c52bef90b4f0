// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { aDefinition } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";

beforeEach(() => act(() => cockpit.location.go([])));

function inStore() {
    const manager = showPage();
    manager.library = {
        apps: [
            aDefinition("wordpress", { categories: ["websites"] }),
            aDefinition("gitea", { categories: ["development"] }),
        ],
        broken: [{ name: "odd", folder: "/lib/odd", reason: { is: "missing-file", file: ".env" } }],
    };
    act(() => cockpit.location.go(["store"]));
    return manager;
}

it("has a card an app, and says which are installed", async () => {
    inStore();
    const card = (await screen.findByRole("link", { name: "Wordpress" })).closest("li");
    expect(card).toHaveTextContent("installed");
    expect(screen.getByRole("link", { name: "Gitea" }).closest("li")).not.toHaveTextContent("installed");
});

it("searches", async () => {
    inStore();
    await userEvent.type(await screen.findByRole("textbox", { name: "Search 2 apps" }), "git");
    await waitFor(() => expect(screen.queryByRole("link", { name: "Wordpress" })).toBeNull());
    expect(screen.getByText("1 app found")).toBeInTheDocument();
});

it("narrows by the category of the address", async () => {
    inStore();
    act(() => cockpit.location.go(["store"], { category: "development" }));
    expect(await screen.findByRole("link", { name: "Gitea" })).toBeVisible();
    expect(screen.queryByRole("link", { name: "Wordpress" })).toBeNull();
    expect(screen.getByRole("link", { name: /Development/ })).toHaveAttribute("aria-current", "true");
});

it("names the folders that can't be used, without hiding the rest", async () => {
    inStore();
    expect(await screen.findByText("1 folder of the library can't be used.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: /Show the folders/ }));
    expect(screen.getByText("/lib/odd").closest("li")).toHaveTextContent("The file .env is missing.");
    expect(screen.getByRole("link", { name: "Gitea" })).toBeVisible();
});

it("says when the library has no such app", async () => {
    inStore();
    act(() => cockpit.location.go(["store", "nothing"]));
    expect(await screen.findByRole("heading", { name: "The library has no such app" })).toBeVisible();
    expect(screen.getByRole("link", { name: "Browse the store" })).toHaveAttribute("href", "#/store");
});
