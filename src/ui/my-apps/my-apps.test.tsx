// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { aJob } from "../../../test/fakes/job";
import { aDefinition, anApp, failure } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";
import type { AppOverview } from "../../apps/status/overview";
import { causeOf } from "../../jobs/log/failure";

beforeEach(() => act(() => cockpit.location.go([])));

it("leads to the store while no apps are installed", () => {
    showPage([]);
    expect(screen.getByRole("link", { name: "Browse the store" })).toHaveAttribute("href", "#/store");
});

it("opens an app's address in a new tab", () => {
    showPage();
    const link = screen.getByRole("link", { name: /http:\/\/server:9001/ });
    expect(link).toHaveAttribute("target", "_blank");
    expect(link).toHaveAttribute("rel", "noopener noreferrer");
});

it("does not offer to open what only this server reaches", () => {
    const access = { port: 9001, url: "http://127.0.0.1:9001", admin_url: "", user_name: "", password: "" };
    showPage([anApp("blog", { record: { access }, localOnly: true })]);
    expect(screen.getByText("http://127.0.0.1:9001")).toBeVisible();
    expect(screen.getByText("(this server only)")).toBeVisible();
    expect(screen.queryByRole("link", { name: /127\.0\.0\.1|Open/ })).toBeNull();
});

it.each([[true, "(this server only)"], [false, null]])("shows where a database listens, on loopback %p", (localOnly, note) => {
    const access = { port: null, url: "", admin_url: "", user_name: "", password: "" };
    const published = [{ service: "db", address: "server:5432", protocol: "tcp", localOnly }];
    showPage([anApp("shop", { record: { access }, published })]);
    expect(screen.getByText("server:5432")).toBeVisible();
    expect(screen.queryByText("(this server only)")?.textContent ?? null).toBe(note);
});

it("names what else is not working, next to the cause", () => {
    const reason = { is: "partly-stopped" as const, services: ["db"] };
    showPage([anApp("blog", { state: { status: "error", reason, affected: ["web"] } })]);
    expect(screen.getByText("db is stopped; other services are running.")).toBeVisible();
    expect(screen.getByText(/Also affected: web\./)).toBeVisible();
});

it("links to no address that is not of the web", () => {
    const access = { port: null, url: "javascript:alert(1)", admin_url: "", user_name: "", password: "" };
    showPage([anApp("blog", { record: { access } })]);
    expect(screen.queryByText(/javascript/)).toBeNull();
});

it("asks through the contract, in the language of the page", async () => {
    const manager = showPage([anApp("cache", { state: { status: "stop" } })]);
    await userEvent.click(screen.getByRole("button", { name: "Start cache" }));
    expect(manager.calls).toEqual([
        { operation: "AppStart", headers: { Version: "1.0", Language: "en" }, body: { app_id: "cache" } },
    ]);
});

it("shows what an action failed with, and the raw cause when asked", async () => {
    const manager = showPage([anApp("cache", { state: { status: "stop" } })]);
    manager.answer = () => failure("Container.CommandError", "A docker command failed.", "no space left");
    await userEvent.click(screen.getByRole("button", { name: "Start cache" }));

    expect(await screen.findByText("A docker command failed.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Details" }));
    expect(screen.getByText("no space left")).toBeVisible();
    expect(screen.getByRole("alert").closest("[data-app=cache]")).not.toBeNull();

    await userEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByText("A docker command failed.")).toBeNull();
});

it("says that nothing matches, and clears the filter", async () => {
    showPage();
    await userEvent.type(screen.getByRole("textbox", { name: "Search my apps" }), "zzz");
    expect(screen.getByRole("heading", { name: "No app matches" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Clear the filter" }));
    expect(screen.getByRole("link", { name: "blog" })).toBeVisible();
});

it("unfolds why an app is in error", async () => {
    const reason = { is: "exited", service: "web", code: 1 } as const;
    const manager = showPage([anApp("blog", { state: { status: "error", reason } })]);
    manager.logs = { "blog/web": "permission denied\n" };
    expect(screen.getByText("web exited with code 1.")).toBeVisible();

    const button = screen.getByRole("button", { name: "Show why" });
    await userEvent.click(button);
    expect(await screen.findByText("permission denied")).toBeVisible();
    expect(button).toHaveAttribute("aria-expanded", "true");
});

it("names the cause of a failed installation at once", () => {
    const log = "Error response from daemon: lookup hub.example on 9.9.9.9:53: no such host\n";
    showPage([anApp("notes", {
        state: { status: "error", reason: { is: "job-failed", detail: "pull 1" } }, cause: causeOf(log, "pull", 1),
    })]);
    expect(screen.getByText("The host name hub.example cannot be resolved.")).toBeVisible();
});

it("announces a change of status", () => {
    const manager = showPage();
    act(() => manager.show({ host: { is: "ready" }, apps: [anApp("blog", { state: { status: "stop" } })] }));
    expect(screen.getByText("blog: Stopped")).toBeInTheDocument();
});

it("keeps apps apart whose data alone are there, and restores them", async () => {
    const manager = showPage([anApp("old", { record: { wish: "uninstalled" } })]);
    expect(screen.getByRole("heading", { name: "No apps are installed yet" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Restore old" }));
    expect(manager.calls[0]?.operation).toBe("AppRestore");
});

it("lists apps whose records cannot be read among the others", () => {
    const manager = showPage();
    act(() => manager.show({
        host: { is: "ready" }, apps: [anApp("blog")],
        broken: [{ id: "shop", detail: "wish: Invalid option" }, { id: "wiki", detail: "access: Invalid input" }],
    }));
    expect(screen.getByText("The records of 2 apps cannot be read")).toBeVisible();
    expect(screen.getByText("shop: wish: Invalid option")).toBeVisible();
    expect(screen.getByText(/until the entries in \/var\/lib\/appmanage\/apps\.json are corrected/)).toBeVisible();
    expect(screen.getByRole("link", { name: "blog" })).toBeVisible();
});

it.each([
    ["../appmanage/app.svg", "data:image/svg+xml;base64,AAAA", "data:image/svg+xml;base64,AAAA"],
    ["../appmanage/app.svg", undefined, undefined],
    ["../appmanage/library/apps/wordpress/logo.svg", "data:other", "../appmanage/library/apps/wordpress/logo.svg"],
])("shows %s, or the logo that the library has", async (image_url, inLibrary, shown) => {
    const manager = showPage([]);
    manager.logos = folders => Promise.resolve(
        inLibrary !== undefined && folders.includes("/srv/lib/wordpress") ? { "/srv/lib/wordpress": inLibrary } : {});
    act(() => manager.show({ host: { is: "ready" }, apps: [anApp("blog", { record: { image_url, library: "/srv/lib" } })] }));
    const row = screen.getByRole("link", { name: "blog" }).closest("li");
    if (shown === undefined)
        expect(row?.querySelector("img")).toBeNull();
    else
        await waitFor(() => expect(row?.querySelector("img")?.getAttribute("src")).toBe(shown));
});

it("takes a failure away when the next action begins, and says once that an installation was canceled", async () => {
    const manager = showPage([anApp("cache", { state: { status: "pulling" } })]);
    manager.answer = () => failure("APP.Busy", "The app is being worked on.");
    await userEvent.click(screen.getByRole("button", { name: "Cancel cache" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The app is being worked on.");

    manager.answer = () => ({ status: 200, body: { ResponseData: {} } });
    await userEvent.click(screen.getByRole("button", { name: "Cancel cache" }));
    expect(await screen.findByText("The operation on cache was canceled.")).toBeVisible();
    expect(screen.queryByRole("alert")).toBeNull();
});

it("says once that an installation is over, and no more in another view", async () => {
    const manager = showPage([anApp("cache", { state: { status: "creating" } })]);
    act(() => manager.show({ host: { is: "ready" }, apps: [anApp("cache", { state: { status: "running" } })] }));
    expect(await screen.findByText("cache is installed and running.")).toBeVisible();
    await new Promise(resolve => { setTimeout(resolve, 1100); });
    act(() => cockpit.location.go(["app", "cache"]));
    expect(screen.queryByText("cache is installed and running.")).toBeNull();
});

it("keeps what was searched for and filtered while an app's details are open", async () => {
    showPage([anApp("blog"), anApp("wiki", { state: { status: "stop" } })]);
    await userEvent.type(screen.getByRole("textbox", { name: "Search my apps" }), "w");
    await userEvent.click(screen.getByRole("button", { name: /^Stopped/ }));
    act(() => cockpit.location.go(["app", "wiki"]));
    expect(await screen.findByRole("heading", { name: "wiki" })).toBeVisible();
    act(() => cockpit.location.go([]));
    expect(screen.getByRole("textbox", { name: "Search my apps" })).toHaveValue("w");
    expect(screen.getByRole("button", { name: /^Stopped/ })).toHaveAttribute("aria-pressed", "true");
    expect(screen.queryByText("blog")).toBeNull();
});

describe("updates", () => {
    const old = { version: "7.0.4" };

    function withLibrary(apps: AppOverview[]) {
        const manager = showPage(apps);
        manager.library = { apps: [aDefinition("wordpress", { editions: [{ version: "7.1.0", dist: "" }] })], broken: [] };
        return manager;
    }

    it("are offered in the rows, and counted", async () => {
        const newest = anApp("wiki", { record: { version: "7.1.0" } });
        withLibrary([anApp("blog", { record: old }), anApp("shop", { record: old }), newest]);
        const link = await screen.findByRole("link", { name: "7.1.0 available for blog" });
        expect(link).toHaveAttribute("href", "#/app/blog");
        expect(link).toHaveTextContent("7.1.0 available");
        expect(screen.getByRole("link", { name: "2 updates available" })).toHaveAttribute("href", "#/updates");
        expect(screen.queryByRole("link", { name: /available for wiki/ })).toBeNull();
    });

    it("link to Updates even if no update is known", async () => {
        const manager = withLibrary([anApp("wiki", { record: { version: "7.1.0" } })]);
        await waitFor(() => expect(manager.catalogueReads).toBe(1));
        expect(screen.getByRole("link", { name: "Updates" })).toHaveAttribute("href", "#/updates");
    });

    it("are not offered while the libraries can't be read, without a word", async () => {
        const manager = withLibrary([anApp("blog", { record: old })]);
        manager.libraryFails = new Error("EIO");
        await waitFor(() => expect(manager.catalogueReads).toBe(1));
        await act(() => Promise.resolve());
        expect(screen.queryByText(/available|EIO/)).toBeNull();
    });

    it.each([
        ["a job at work", { job: aJob("blog", { kind: "restart", phase: "stopping", alive: true }) }],
        ["an installation that failed", { state: { status: "error", reason: { is: "job-failed", detail: "pull 18" } } }],
    ] as const)("are not offered for an app with %s", async (_what, parts) => {
        const manager = withLibrary([anApp("blog", { record: old, ...parts })]);
        await waitFor(() => expect(manager.catalogueReads).toBe(1));
        await act(() => Promise.resolve());
        expect(screen.queryByText(/available/)).toBeNull();
    });

    it("are looked for once a minute at most, after the rows are there, and when an app has another version", async () => {
        const now = jest.spyOn(performance, "now").mockReturnValue(0);
        const manager = withLibrary([anApp("blog", { record: old })]);
        expect(screen.getByRole("link", { name: "blog" })).toBeVisible();
        expect(manager.catalogueReads).toBe(0);
        await screen.findByRole("link", { name: "1 update available" });

        const visit = async (time: number) => {
            now.mockReturnValue(time);
            act(() => cockpit.location.go(["app", "blog"]));
            await screen.findByRole("heading", { name: "blog" });
            act(() => cockpit.location.go([]));
            await act(() => new Promise(resolve => { setTimeout(resolve, 5); }));
        };
        await visit(59_000);
        expect(manager.catalogueReads).toBe(1);
        await visit(61_000);
        expect(manager.catalogueReads).toBe(2);

        const changed = [anApp("blog", { record: { version: "7.1.0" } }), anApp("shop")];
        const show = (apps: AppOverview[]) =>
            act(() => Promise.resolve(manager.show({ host: { is: "ready" }, apps })));
        await show(changed);
        expect(manager.catalogueReads).toBe(3);
        await show([...changed]);
        expect(manager.catalogueReads).toBe(3);
    });

    const progress = { done: 50, total: 100, complete: true, layersDone: 1, layers: 2 };

    it.each([
        ["queued", "Update queued · Next in line", { place: 1 }],
        ["checking", "Updating…", {}],
        ["pulling", "Updating: downloading images", { progress }],
        ["watching", "Updating: waiting until the app is ready", {}],
    ] as const)("show in the row while the app runs: %s", (phase, text, parts) => {
        showPage([anApp("blog", { job: aJob("blog", { kind: "update", phase, alive: true }), ...parts })]);
        expect(screen.getByText(text)).toBeVisible();
        expect(screen.getByText("Running", { selector: ".am-status" })).toBeVisible();
        expect(screen.queryByRole("progressbar") !== null).toBe(phase === "pulling");
        expect(screen.getByRole("link", { name: /http:\/\/server:9001/ })).toBeVisible();
        expect(screen.getByRole("button", { name: "Cancel blog" })).toBeVisible();
    });

    it("show in the row of an app in error, too", () => {
        const reason = { is: "exited", service: "web", code: 1 } as const;
        const job = aJob("blog", { kind: "update", phase: "pulling", alive: true });
        showPage([anApp("blog", { state: { status: "error", reason }, job, progress })]);
        expect(screen.getByText("Updating: downloading images")).toBeVisible();
    });
});
