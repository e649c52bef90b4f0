// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import type { HostState } from "../../api/appmanager";
import { anApp, FakeManager } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import { FakeSuperuser } from "../../../test/fakes/superuser";
import { App } from "../app";

beforeEach(() => act(() => cockpit.location.go([])));

const troubles: [HostState, string][] = [
    [{ is: "no-docker" }, "Docker is not installed"],
    [{ is: "docker-stopped" }, "Docker is not running"],
    [{ is: "not-answering" }, "Docker is not answering"],
    [{ is: "unreadable", detail: "apps.json: broken" }, "The apps can't be read"],
];

/** As the page says it above a view. */
function banner(title: string) {
    return screen.getAllByRole("alert").find(alert => within(alert).queryByText(title));
}

it.each(troubles)("keeps the view and what is typed in it while %j", async (host, title) => {
    const apps = [anApp("blog"), anApp("wiki")];
    const manager = showPage(apps);
    const search = screen.getByRole("textbox", { name: "Search my apps" });
    await userEvent.type(search, "wi");

    act(() => manager.show({ host, apps }));
    expect(banner(title)).toBeVisible();
    expect(screen.getByRole("textbox", { name: "Search my apps" })).toBe(search);
    expect(search).toHaveValue("wi");
    expect(search).toHaveFocus();
    expect(search.closest(".am-view--stale")).not.toBeNull();

    act(() => manager.show({ host: { is: "ready" }, apps }));
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByRole("textbox", { name: "Search my apps" })).toBe(search);
    expect(search.closest(".am-view--stale")).toBeNull();
});

it.each(troubles)("has a face instead where nothing was read yet and %j", (host, title) => {
    showPage([], host);
    expect(screen.getByRole("heading", { name: title })).toBeVisible();
    expect(screen.queryByRole("alert")).toBeNull();
});

it("starts docker from above the view", async () => {
    const manager = showPage();
    act(() => manager.show({ host: { is: "docker-stopped" }, apps: [anApp("blog")] }));
    await userEvent.click(screen.getByRole("button", { name: "Start Docker" }));
    expect(manager.dockerStarts).toBe(1);
});

it("keeps the view when administrative access is lost, and asks nothing of the host", async () => {
    const superuser = new FakeSuperuser(true);
    const manager = new FakeManager({ host: { is: "ready" }, apps: [anApp("blog")] });
    render(<App manager={manager} superuser={superuser} />);
    const search = screen.getByRole("textbox", { name: "Search my apps" });
    await userEvent.type(search, "b");
    act(() => superuser.become(false));
    expect(banner("Administrative access is required")).toBeVisible();
    expect(manager.watcherCount).toBe(0);
    act(() => superuser.become(null));
    act(() => superuser.become(true));
    expect(manager.watcherCount).toBe(1);
    expect(search).toHaveValue("b");
});

describe("repair", () => {
    it("is made when the page opens, and again when docker was away", () => {
        const manager = showPage([], { is: "loading" });
        expect(manager.repairs).toBe(0);
        const ready = (connection: number) => act(() => manager.show({ host: { is: "ready" }, apps: [], connection }));
        ready(1);
        ready(1);
        expect(manager.repairs).toBe(1);
        act(() => manager.show({ host: { is: "docker-stopped" }, apps: [], connection: 1 }));
        expect(manager.repairs).toBe(1);
        ready(2);
        ready(3);
        expect(manager.repairs).toBe(3);
    });
});

describe("a fault of the page", () => {
    beforeEach(() => { jest.spyOn(console, "error").mockImplementation(() => undefined); });

    it("is shown with what to do", async () => {
        const manager = showPage();
        act(() => manager.fail(new TypeError("x is undefined")));
        expect(screen.getByRole("heading", { name: "The page stopped working" })).toBeVisible();
        expect(screen.getByText("x is undefined")).toBeVisible();
        await userEvent.click(screen.getByRole("button", { name: "Try again" }));
        expect(screen.getByRole("link", { name: "blog" })).toBeVisible();
        expect(manager.watcherCount).toBe(1);
    });

    it("is told where the repair has it", async () => {
        const manager = new FakeManager({ host: { is: "ready" }, apps: [] });
        manager.repairFails = new RangeError("too deep");
        render(<App manager={manager} superuser={new FakeSuperuser(true)} />);
        expect(await screen.findByText("too deep")).toBeVisible();
    });
});
