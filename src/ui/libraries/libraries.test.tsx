// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { aDefinition, aLibrary, anApp } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import { ConfigurationError } from "../../apps/libraries/configuration";
import type { LibraryCheck } from "../../apps/libraries/library-check";

beforeEach(() => {
    // jsdom says that nothing is in front when nothing has the focus.
    jest.spyOn(document, "hasFocus").mockReturnValue(true);
    act(() => cockpit.location.go([]));
});

const team = aLibrary("/srv/team/apps", { apps: 2, unreleased: 1 });
const shipped = aLibrary("/usr/share/cockpit/appmanage/library/apps", {
    origin: "shipped",
    apps: 1,
    hidden: [{ name: "gitea", by: "/srv/team/apps" }],
    broken: [{ name: "odd", folder: "/usr/odd", reason: { is: "missing-file", file: ".env" } }],
});

function opened(libraries = [team, aLibrary("/mnt/gone", { exists: false }), shipped]) {
    const fromTeam = { record: { library: "/srv/team/apps" } };
    const manager = showPage([anApp("code", fromTeam), anApp("blog")]);
    manager.library = {
        apps: [
            aDefinition("gitea", { folder: "/srv/team/apps/gitea" }),
            aDefinition("redis", { folder: "/srv/team/apps/redis" }),
            aDefinition("wordpress", { folder: `${shipped.folder}/wordpress` }),
        ],
        broken: [],
        libraries,
    };
    act(() => cockpit.location.go(["libraries"]));
    return manager;
}

async function panelOf(name: string) {
    const heading = await screen.findByRole("heading", { level: 2, name });
    const panel = heading.closest("li");
    if (panel === null)
        throw new Error(`${name} is in no list`);
    return panel;
}

function find(folder: string, parts: object = {}): LibraryCheck {
    return { is: "good", find: {
        folder, isWithin: false, apps: 42, unreleased: 0, hidden: 0, displaced: 0, broken: 0, ...parts,
    } };
}

describe("the list", () => {
    it("has them in their order, with what each brings", async () => {
        opened();
        await panelOf("team");
        const names = screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent);
        expect(names).toEqual(["team", "gone", "Built-in"]);
        expect(await panelOf("team")).toHaveTextContent("2 apps · 1 not released");
        expect(await panelOf("gone")).toHaveTextContent("The folder is not there.");
        expect(within(await panelOf("Built-in")).queryByRole("button", { name: /Remove/ })).toBeNull();
    });

    it("says which apps are offered from elsewhere, and which folders can't be used", async () => {
        opened();
        const panel = within(await panelOf("Built-in"));
        await userEvent.click(panel.getByRole("button", { name: "1 app is offered from a library before this one" }));
        expect(panel.getByText("gitea: from team")).toBeVisible();
        await userEvent.click(panel.getByRole("button", { name: /Show the folders/ }));
        expect(panel.getByText("/usr/odd").closest("li")).toHaveTextContent("The file .env is missing.");
    });

    it("names the paths by which users other than root can change a library", async () => {
        const manager = opened();
        manager.writers = { "/srv/team/apps": [{ path: "/srv/team", owner: "deploy" }, { path: "/srv", owner: "root" }] };
        const panel = within(await panelOf("team"));
        expect(await panel.findByText("Users other than root can change what these apps run")).toBeVisible();
        const paths = panel.getAllByRole("listitem").map(({ textContent }) => textContent);
        expect(paths).toEqual(["/srv/team · owned by deploy", "/srv · writable by others"]);
        expect(within(await panelOf("Built-in")).queryByText(/Users other than root/)).toBeNull();

        act(() => cockpit.location.go(["store"]));
        await screen.findByRole("link", { name: "Redis" });
        expect(await screen.findByText("Users other than root can change what these apps run")).toBeVisible();
    });

    it("is read again when it is opened", async () => {
        const manager = opened();
        await panelOf("team");
        act(() => cockpit.location.go(["store"]));
        manager.library = { ...manager.library, libraries: [shipped] };
        act(() => cockpit.location.go(["libraries"]));
        await waitFor(() => expect(screen.queryByRole("heading", { name: "team" })).toBeNull());
        await panelOf("Built-in");
    });

    it("leads to the apps of one in the store", async () => {
        opened();
        const link = within(await panelOf("team")).getByRole("link", { name: "2 apps" });
        expect(link).toHaveAttribute("href", "#/store?library=%2Fsrv%2Fteam%2Fapps");
        act(() => cockpit.location.go(["store"], { library: "/srv/team/apps" }));
        expect(await screen.findByRole("link", { name: "Redis" })).toBeVisible();
        expect(screen.queryByRole("link", { name: "Wordpress" })).toBeNull();
    });
});

describe("where an app comes from", () => {
    it("is on its card, but for those that are built in", async () => {
        opened();
        act(() => cockpit.location.go(["store"]));
        expect((await screen.findByRole("link", { name: "Redis" })).closest("li")).toHaveTextContent("Library: team");
        expect(screen.getByRole("link", { name: "Wordpress" }).closest("li")).not.toHaveTextContent("Built-in");
    });

    it("hides the library name if only one library has apps", async () => {
        opened([team, aLibrary("/mnt/gone", { exists: false })]);
        act(() => cockpit.location.go(["store"]));
        expect((await screen.findByRole("link", { name: "Redis" })).closest("li")).not.toHaveTextContent("team");
        expect(screen.queryByRole("navigation", { name: "Libraries" })).toBeNull();
    });

    it("is on its page", async () => {
        opened();
        act(() => cockpit.location.go(["store", "redis"]));
        expect(await screen.findByRole("link", { name: "team" }))
                .toHaveAttribute("href", "#/store?library=%2Fsrv%2Fteam%2Fapps");
        expect(screen.getByText("/srv/team/apps/redis")).toBeVisible();
    });
});

describe("adding", () => {
    async function dialogOf(check: (path: string) => LibraryCheck) {
        const manager = opened();
        manager.libraryCheck = check;
        await userEvent.click(await screen.findByRole("button", { name: "Add a library" }));
        const field = screen.getByRole("textbox", { name: "Folder" });
        expect(field).toHaveFocus();
        return { manager, field, dialog: within(screen.getByRole("dialog")) };
    }

    it("says what a folder brings before it is added, and reads the libraries again afterwards", async () => {
        const { manager, field, dialog } = await dialogOf(path =>
            find(`${path}/apps`, { isWithin: true, displaced: 12, broken: 1 }));
        await userEvent.type(field, "/srv/new");
        expect(await dialog.findByText("42 apps for the store")).toBeVisible();
        expect(dialog.getByText("The apps are in /srv/new/apps: this is the folder that will be added.")).toBeVisible();
        expect(dialog.getByText("12 apps of other libraries give way to the same ones from here.")).toBeVisible();
        expect(manager.added).toEqual([]);

        manager.library = { ...manager.library, libraries: [aLibrary("/srv/new/apps", { apps: 42 }), shipped] };
        await userEvent.type(field, "{Enter}");
        expect(await panelOf("new")).toHaveTextContent("42 apps");
        expect(manager.added).toEqual(["/srv/new"]);
        expect(screen.queryByRole("dialog")).toBeNull();
        expect(screen.getByText("The library /srv/new/apps is added.")).toBeVisible();
        expect(screen.getByRole("button", { name: "Add a library" })).toHaveFocus();
    });

    it("says what is wrong at the field, and leads out of it", async () => {
        const { field, dialog } = await dialogOf(path => path === "/srv/good"
            ? find(path)
            : { is: "bad", fault: { is: "one-app", folder: "/srv/good" } });
        await userEvent.type(field, "/srv/good/wordpress");
        await userEvent.click(await dialog.findByRole("button", { name: "Use /srv/good" }));
        expect(field).toHaveValue("/srv/good");
        expect(await dialog.findByText("42 apps for the store")).toBeVisible();
    });

    it("keeps nothing that can't be used", async () => {
        const { manager, field, dialog } = await dialogOf(folder => ({ is: "bad", fault: { is: "missing", folder } }));
        await userEvent.type(field, "/srv/x{Enter}");
        expect(await dialog.findByText("There is no folder /srv/x. Check the path, or create the folder first.")).toBeVisible();
        expect(field).toHaveAccessibleDescription(/There is no folder/);
        expect(field).toHaveFocus();
        expect(dialog.getByRole("button", { name: "Add" })).toBeDisabled();
        expect(manager.added).toEqual(["/srv/x"]);
    });

    it("names a configuration that was damaged meanwhile", async () => {
        const { manager, field, dialog } = await dialogOf(path => find(path));
        manager.addLibrary = () => Promise.reject(new ConfigurationError("/etc/appmanage.json", "Unexpected token"));
        await userEvent.type(field, "/srv/x{Enter}");
        expect(await dialog.findByRole("alert")).toHaveTextContent("/etc/appmanage.json is not valid");
    });
});

describe("removing", () => {
    it("says what goes and what stays, and takes the focus to the heading when the library is gone", async () => {
        const manager = opened();
        await userEvent.click(within(await panelOf("team")).getByRole("button", { name: "Remove the library /srv/team/apps" }));
        const dialog = within(screen.getByRole("dialog"));
        expect(dialog.getByText("The store no longer offers its 2 apps.")).toBeVisible();
        expect(dialog.getByText("1 app is then offered from another library.")).toBeVisible();
        expect(dialog.getByText("1 app that was installed from it is a copy and is not affected.")).toBeVisible();
        await userEvent.click(dialog.getByRole("button", { name: "Remove" }));
        await waitFor(() => expect(screen.queryByRole("heading", { name: "team" })).toBeNull());
        expect(manager.removed).toEqual(["/srv/team/apps"]);
        await waitFor(() => expect(screen.getByRole("heading", { level: 1, name: "Libraries" })).toHaveFocus());
    });

    it("changes nothing when it is cancelled", async () => {
        const manager = opened();
        const button = within(await panelOf("team")).getByRole("button", { name: /Remove/ });
        await userEvent.click(button);
        await userEvent.keyboard("{Escape}");
        expect(screen.queryByRole("dialog")).toBeNull();
        expect(manager.removed).toEqual([]);
        expect(button).toHaveFocus();
    });
});

it.each([["libraries"], ["store"], ["store/gitea"]])("a damaged configuration is named in %s", async path => {
    const manager = opened();
    manager.libraryFails = new ConfigurationError("/etc/appmanage.json", "Unexpected end of JSON input");
    act(() => cockpit.location.go([]));
    act(() => cockpit.location.go(path));
    expect(await screen.findByText(/\/etc\/appmanage.json is not valid, and was left as it is/)).toBeVisible();
    expect(screen.getByText("Unexpected end of JSON input")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Add a library" })).toBeNull();

    manager.libraryFails = undefined;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByText("Unexpected end of JSON input")).toBeNull());
});
