// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import type { HostState } from "../api/appmanager";
import { aDefinition, anApp, FakeManager } from "../../test/fakes/manager";
import { showPage } from "../../test/fakes/page";
import { FakeSuperuser } from "../../test/fakes/superuser";
import { App } from "./app";

beforeEach(() => act(() => cockpit.location.go([])));

describe("the host's states", () => {
    it.each<[HostState, string]>([
        [{ is: "loading" }, "Loading apps"],
        [{ is: "no-access" }, "Administrative access is required"],
        [{ is: "no-docker" }, "Docker is not installed"],
        [{ is: "docker-stopped" }, "Docker is not running"],
        [{ is: "unreadable", detail: "apps.json: broken" }, "The apps can't be read"],
    ])("%j", (host, title) => {
        showPage([], host);
        expect(screen.getByRole("heading", { name: title })).toBeVisible();
    });

    it("says why the apps can't be read", () => {
        showPage([], { is: "unreadable", detail: "apps.json: broken" });
        expect(screen.getByText("apps.json: broken")).toBeVisible();
    });

    it("starts docker", async () => {
        const manager = showPage([], { is: "docker-stopped" });
        await userEvent.click(screen.getByRole("button", { name: "Start Docker" }));
        expect(manager.dockerStarts).toBe(1);

        act(() => manager.show({ host: { is: "ready" }, apps: [anApp("blog")] }));
        expect(screen.getByRole("link", { name: "blog" })).toBeVisible();
    });

    it("says when docker does not start", async () => {
        const manager = showPage([], { is: "docker-stopped" });
        manager.startFails = "Unit docker.service failed";
        await userEvent.click(screen.getByRole("button", { name: "Start Docker" }));
        expect(await screen.findByRole("alert")).toHaveTextContent("Docker could not be started.");
    });
});

describe("administrative access", () => {
    it("asks nothing of the host without it, and continues when it is granted", () => {
        const superuser = new FakeSuperuser(false);
        const manager = new FakeManager({ host: { is: "ready" }, apps: [anApp("blog")] });
        render(<App manager={manager} superuser={superuser} />);
        expect(screen.getByRole("heading", { name: "Administrative access is required" })).toBeVisible();
        expect(manager.watcherCount).toBe(0);

        act(() => superuser.become(true));
        expect(screen.getByRole("link", { name: "blog" })).toBeVisible();

        act(() => superuser.become(false));
        expect(screen.getByText("Administrative access is required")).toBeVisible();
        expect(manager.watcherCount).toBe(0);
    });

    it("waits while it is unknown", () => {
        const manager = new FakeManager({ host: { is: "ready" }, apps: [] });
        render(<App manager={manager} superuser={new FakeSuperuser(null)} />);
        expect(screen.getByRole("heading", { name: "Loading apps" })).toBeVisible();
    });
});

describe("going from view to view", () => {
    it("takes the focus to the heading of the view, not on the first one", async () => {
        showPage();
        expect(document.body).toHaveFocus();
        act(() => cockpit.location.go(["app", "blog"]));
        expect(await screen.findByRole("heading", { level: 1, name: "blog" })).toHaveFocus();
        act(() => cockpit.location.go(["app", "blog"], { tab: "services" }));
        expect(screen.getByRole("heading", { level: 1, name: "blog" })).toHaveFocus();
    });

    it("brings the row of an app that is being installed into sight", async () => {
        const manager = showPage();
        manager.library = { apps: [aDefinition("gitea")], broken: [] };
        manager.drafts = { gitea: { name: "gitea", versions: ["2.0"], settings: [] } };
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
