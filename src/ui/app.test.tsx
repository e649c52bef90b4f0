// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import type { HostState } from "../api/appmanager";
import { aDefinition, anApp, failure, FakeManager } from "../../test/fakes/manager";
import { App } from "./app";

class FakeSuperuser {
    #listeners = new Set<() => void>();

    constructor(public current: boolean | null) {}

    allowed = () => this.current;

    subscribe = (changed: () => void) => {
        this.#listeners.add(changed);
        return () => void this.#listeners.delete(changed);
    };

    become(current: boolean | null) {
        this.current = current;
        this.#listeners.forEach(changed => changed());
    }
}

const admin = new FakeSuperuser(true);

function showing(host: HostState, apps = [anApp("blog")]) {
    const manager = new FakeManager({ host, apps });
    render(<App manager={manager} superuser={admin} />);
    return manager;
}

beforeEach(() => {
    Element.prototype.scrollIntoView = jest.fn();
    window.scrollTo = jest.fn();
    act(() => cockpit.location.go([]));
});

describe("the host's states", () => {
    it.each<[HostState, string]>([
        [{ is: "loading" }, "Loading apps"],
        [{ is: "no-access" }, "Administrative access is required"],
        [{ is: "no-docker" }, "Docker is not installed"],
        [{ is: "docker-stopped" }, "Docker is not running"],
        [{ is: "unreadable", detail: "apps.json: broken" }, "The apps can't be read"],
    ])("%j", (host, title) => {
        showing(host);
        expect(screen.getByRole("heading", { name: title })).toBeVisible();
    });

    it("says why the apps can't be read", () => {
        showing({ is: "unreadable", detail: "apps.json: broken" });
        expect(screen.getByText("apps.json: broken")).toBeVisible();
    });

    it("starts docker", async () => {
        const manager = showing({ is: "docker-stopped" });
        await userEvent.click(screen.getByRole("button", { name: "Start Docker" }));
        expect(manager.dockerStarts).toBe(1);

        act(() => manager.show({ host: { is: "ready" }, apps: [anApp("blog")] }));
        expect(screen.getByRole("link", { name: "blog" })).toBeVisible();
    });

    it("says when docker does not start", async () => {
        const manager = new FakeManager({ host: { is: "docker-stopped" }, apps: [] });
        manager.startFails = "Unit docker.service failed";
        render(<App manager={manager} superuser={admin} />);
        await userEvent.click(screen.getByRole("button", { name: "Start Docker" }));
        expect(await screen.findByRole("alert")).toHaveTextContent("Docker could not be started.");
    });
});

describe("administrative access", () => {
    it("asks nothing of the host without it, and goes on when it is granted", () => {
        const superuser = new FakeSuperuser(false);
        const manager = new FakeManager({ host: { is: "ready" }, apps: [anApp("blog")] });
        render(<App manager={manager} superuser={superuser} />);
        expect(screen.getByRole("heading", { name: "Administrative access is required" })).toBeVisible();
        expect(manager.watcherCount).toBe(0);

        act(() => superuser.become(true));
        expect(screen.getByRole("link", { name: "blog" })).toBeVisible();

        act(() => superuser.become(false));
        expect(screen.queryByRole("link", { name: "blog" })).toBeNull();
        expect(manager.watcherCount).toBe(0);
    });

    it("waits while nobody knows", () => {
        const manager = new FakeManager({ host: { is: "ready" }, apps: [] });
        render(<App manager={manager} superuser={new FakeSuperuser(null)} />);
        expect(screen.getByRole("heading", { name: "Loading apps" })).toBeVisible();
    });
});

describe("my apps", () => {
    it("leads to the store while there are none", () => {
        showing({ is: "ready" }, []);
        expect(screen.getByRole("link", { name: "Browse the store" })).toHaveAttribute("href", "#/store");
    });

    it("opens an app's address beside Cockpit", () => {
        showing({ is: "ready" });
        const link = screen.getByRole("link", { name: /http:\/\/server:9001/ });
        expect(link).toHaveAttribute("target", "_blank");
        expect(link).toHaveAttribute("rel", "noopener noreferrer");
    });

    it("links to no address that is not of the web", () => {
        const access = { port: null, url: "javascript:alert(1)", admin_url: "", user_name: "", password: "" };
        showing({ is: "ready" }, [anApp("blog", { record: { access } })]);
        expect(screen.queryByText(/javascript/)).toBeNull();
    });

    it("asks through the contract, in the language of the page", async () => {
        const manager = showing({ is: "ready" }, [anApp("cache", { state: { status: "stop" } })]);
        await userEvent.click(screen.getByRole("button", { name: "Start cache" }));
        expect(manager.calls).toEqual([
            { operation: "AppStart", headers: { Version: "1.0", Language: "en" }, body: { app_id: "cache" } },
        ]);
    });

    it("shows what an action failed with, and the raw cause when asked", async () => {
        const manager = showing({ is: "ready" }, [anApp("cache", { state: { status: "stop" } })]);
        manager.answer = () => failure("Container.CommandError", "A docker command failed.", "no space left");
        await userEvent.click(screen.getByRole("button", { name: "Start cache" }));

        expect(await screen.findByText("A docker command failed.")).toBeVisible();
        await userEvent.click(screen.getByRole("button", { name: "Details" }));
        expect(screen.getByText("no space left")).toBeVisible();

        await userEvent.click(screen.getByRole("button", { name: "Dismiss" }));
        expect(screen.queryByText("A docker command failed.")).toBeNull();
    });

    it("says that nothing matches, and clears the filter", async () => {
        showing({ is: "ready" });
        await userEvent.type(screen.getByRole("textbox", { name: "Search my apps" }), "zzz");
        expect(screen.getByRole("heading", { name: "No app matches" })).toBeVisible();
        await userEvent.click(screen.getByRole("button", { name: "Clear the filter" }));
        expect(screen.getByRole("link", { name: "blog" })).toBeVisible();
    });

    it("unfolds why an app is in error", async () => {
        const reason = { is: "exited", service: "web", code: 1 } as const;
        const manager = showing({ is: "ready" }, [anApp("blog", { state: { status: "error", reason } })]);
        manager.logs = { "blog/web": "permission denied\n" };
        expect(screen.getByText("web exited with code 1.")).toBeVisible();

        const button = screen.getByRole("button", { name: "Show why" });
        await userEvent.click(button);
        expect(await screen.findByText("permission denied")).toBeVisible();
        expect(button).toHaveAttribute("aria-expanded", "true");
    });

    it("names the cause of a failed installation", async () => {
        const manager = new FakeManager({ host: { is: "ready" }, apps: [anApp("notes", {
            state: { status: "error", reason: { is: "job-failed", detail: "pull 1" } },
        })] });
        manager.logs = { notes: "Error response from daemon: lookup hub.example on 9.9.9.9:53: no such host\n" };
        render(<App manager={manager} superuser={admin} />);
        const sentence = "The name hub.example cannot be resolved.";
        expect(await screen.findByText(sentence, {}, { timeout: 3000 })).toBeVisible();
    });

    it("announces a change of status", () => {
        const manager = showing({ is: "ready" });
        act(() => manager.show({ host: { is: "ready" }, apps: [anApp("blog", { state: { status: "stop" } })] }));
        expect(screen.getByText("blog: Stopped")).toBeInTheDocument();
    });

    it("keeps apps apart whose data alone are there, and restores them", async () => {
        const manager = showing({ is: "ready" }, [anApp("old", { record: { wish: "uninstalled" } })]);
        expect(screen.getByRole("heading", { name: "No apps are installed yet" })).toBeVisible();
        await userEvent.click(screen.getByRole("button", { name: "Restore old" }));
        expect(manager.calls[0]?.operation).toBe("AppRestore");
    });
});

describe("store", () => {
    function inStore() {
        const manager = new FakeManager({ host: { is: "ready" }, apps: [anApp("blog")] });
        manager.library = {
            apps: [
                aDefinition("wordpress", { categories: ["websites"] }),
                aDefinition("gitea", { categories: ["development"] }),
            ],
            broken: [{ name: "odd", folder: "/lib/odd", reason: { is: "missing-file", file: ".env" } }],
        };
        render(<App manager={manager} superuser={admin} />);
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
    });
});

describe("details", () => {
    const access = { port: 9001, url: "http://server:9001", admin_url: "", user_name: "admin", password: "s3cret" };

    it("hides the password until it is asked for", async () => {
        showing({ is: "ready" }, [anApp("blog", { record: { access } })]);
        act(() => cockpit.location.go(["app", "blog"]));
        expect(screen.queryByText("s3cret")).toBeNull();
        await userEvent.click(screen.getByRole("button", { name: "Show the password" }));
        expect(screen.getByText("s3cret")).toBeVisible();
    });

    it("says when there is no such app", () => {
        showing({ is: "ready" });
        act(() => cockpit.location.go(["app", "nothing"]));
        expect(screen.getByRole("heading", { name: "There is no such app" })).toBeVisible();
    });

    it("uninstalls, and keeps the data unless told otherwise", async () => {
        const manager = showing({ is: "ready" });
        act(() => cockpit.location.go(["app", "blog"]));
        await userEvent.click(screen.getByRole("button", { name: "More actions for blog" }));
        await userEvent.click(screen.getByRole("menuitem", { name: "Uninstall" }));
        await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Uninstall" }));
        expect(manager.calls[0]).toMatchObject({ operation: "AppUninstall", body: { app_id: "blog", purge: false } });
        expect(cockpit.location.path).toEqual([]);
    });

    it("says what went wrong even when the app has left the list meanwhile", async () => {
        const manager = showing({ is: "ready" });
        await userEvent.click(screen.getByRole("button", { name: "More actions for blog" }));
        await userEvent.click(screen.getByRole("menuitem", { name: "Uninstall" }));
        act(() => manager.show({ host: { is: "ready" }, apps: [] }));
        manager.answer = () => failure("Container.CommandError", "A docker command failed.");
        await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Uninstall" }));
        expect(await screen.findByRole("alert")).toHaveTextContent("A docker command failed.");

        await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Cancel" }));
        expect(screen.queryByRole("dialog")).toBeNull();
    });

    it("deletes data only when the name is typed", async () => {
        const manager = showing({ is: "ready" });
        act(() => cockpit.location.go(["app", "blog"]));
        await userEvent.click(screen.getByRole("button", { name: "More actions for blog" }));
        await userEvent.click(screen.getByRole("menuitem", { name: "Uninstall" }));
        const dialog = within(screen.getByRole("dialog"));
        await userEvent.click(dialog.getByRole("radio", { name: "Delete the data" }));

        const button = dialog.getByRole("button", { name: "Delete app and data" });
        expect(button).toBeDisabled();
        await userEvent.type(dialog.getByRole("textbox", { name: "Type blog to confirm" }), "blog");
        await userEvent.click(button);
        expect(manager.calls[0]).toMatchObject({ operation: "AppUninstall", body: { app_id: "blog", purge: true } });
    });
});

describe("going from view to view", () => {
    it("takes the focus to the heading of the view, not on the first one", () => {
        const manager = new FakeManager({ host: { is: "ready" }, apps: [anApp("blog")] });
        render(<App manager={manager} superuser={admin} />);
        expect(document.body).toHaveFocus();
        act(() => cockpit.location.go(["app", "blog"]));
        expect(screen.getByRole("heading", { level: 1, name: "blog" })).toHaveFocus();
        act(() => cockpit.location.go(["app", "blog"], { tab: "services" }));
        expect(screen.getByRole("heading", { level: 1, name: "blog" })).toHaveFocus();
    });

    it("brings the row of an app that is being installed into sight", async () => {
        const manager = new FakeManager({ host: { is: "ready" }, apps: [anApp("blog")] });
        manager.library = { apps: [aDefinition("gitea")], broken: [] };
        manager.drafts = { gitea: { name: "gitea", versions: ["2.0"], settings: [] } };
        render(<App manager={manager} superuser={admin} />);
        act(() => cockpit.location.go(["store", "gitea"]));
        await userEvent.click(await screen.findByRole("button", { name: "Install" }));
        await screen.findByRole("textbox", { name: "Name" });
        const buttons = screen.getAllByRole("button", { name: "Install" });
        await waitFor(() => expect(buttons.at(-1)).toBeEnabled());
        await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Install" }));

        await waitFor(() => expect(cockpit.location.path).toEqual([]));
        act(() => manager.show({ host: { is: "ready" }, apps: [anApp("blog"), anApp("gitea")] }));
        expect(screen.getByRole("link", { name: "gitea" })).toHaveFocus();
        expect(Element.prototype.scrollIntoView).toHaveBeenCalled();
    });
});
