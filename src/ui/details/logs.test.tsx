// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { aLogLine, anApp, type FakeManager } from "../../../test/fakes/manager";
import { showPage } from "../../../test/fakes/page";

jest.setTimeout(30_000);

const service = { restart: "always", oneShot: false, healthcheck: false, image: "web", scale: 1 };

/** The logs of an app with two services; the first, "db", is shown. */
function showLogs(prepare: (manager: FakeManager) => void = () => undefined): FakeManager {
    const manager = showPage([anApp("blog", { record: { services: { db: service, web: service } } })]);
    prepare(manager);
    act(() => cockpit.location.go(["app", "blog"], { tab: "logs" }));
    return manager;
}

const box = () => screen.getByRole("region", { name: "Log" });
const shown = (text: string) => waitFor(() => expect(box().textContent).toBe(text));
const lines = (count: number) => Array.from({ length: count }, (_value, index) => `line ${index}\n`).join("");

afterEach(() => act(() => cockpit.location.go([])));

it("shows what was printed and what comes, filtered and with its time when asked", async () => {
    const manager = showLogs(fake => { fake.logs["blog/db"] = "ready\n"; });
    await shown("ready\n");
    manager.sinks.get("blog/db")?.lines([aLogLine("Error: disk", { source: "db-1", time: "2026-11-27T05:53:47.5Z" })]);
    await waitFor(() => expect(box()).toHaveTextContent("Error: disk"));

    await userEvent.type(screen.getByRole("textbox", { name: "Filter lines" }), "ERROR");
    await waitFor(() => expect(box()).not.toHaveTextContent("ready"));
    await userEvent.click(screen.getByRole("checkbox", { name: "Time stamps" }));
    await waitFor(() => expect(box().textContent).toMatch(/^\S*26.*Error: disk\n$/));
    await userEvent.type(screen.getByRole("textbox", { name: "Filter lines" }), "x");
    expect(await screen.findByText("No lines match.")).toBeVisible();
});

it("names the container of each line where there are several", async () => {
    const manager = showLogs();
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Log of" }), "All services");
    manager.sinks.get("blog/*")?.lines([aLogLine("one", { source: "web-1" })]);
    await shown("one\n");
    manager.sinks.get("blog/*")?.lines([aLogLine("two", { source: "db-1" })]);
    await shown("web-1 | one\ndb-1 | two\n");
});

it("ends to follow one log when another is chosen", async () => {
    const manager = showLogs();
    expect([...manager.sinks.keys()]).toEqual(["blog/db"]);
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Log of" }), "Installation");
    expect([...manager.sinks.keys()]).toEqual(["blog"]);
    act(() => cockpit.location.go(["app", "blog"]));
    expect([...manager.sinks.keys()]).toEqual([]);
});

it("says that nothing was printed, and when Docker does not keep what is", async () => {
    showLogs();
    expect(await screen.findByText("Nothing has been printed.")).toBeVisible();
    act(() => cockpit.location.go([]));
    cleanup();
    const manager = showLogs(fake => { fake.unkept = ["db-1"]; });
    expect(await screen.findByText("The logs of this service are not kept by Docker")).toBeVisible();
    expect(manager.followed).toEqual([1000]);
});

it("loads earlier lines when asked", async () => {
    const manager = showLogs(fake => { fake.logs["blog/db"] = lines(1500); });
    await userEvent.click(await screen.findByRole("button", { name: "Load more" }));
    await waitFor(() => expect(box().textContent).toBe(lines(1500)));
    expect(manager.followed).toEqual([1000, 10_000]);
    await waitFor(() => expect(screen.queryByText("Earlier lines are not shown.")).toBeNull());
});

it("lets go of the end when one scrolls up, keeps what is read, and pauses where there is no more room", async () => {
    const manager = showLogs(fake => { fake.logs["blog/db"] = "first\n"; });
    await shown("first\n");
    const place = { scrollHeight: 1000, clientHeight: 100 };
    for (const [key, value] of Object.entries(place))
        Object.defineProperty(box(), key, { value, configurable: true });
    box().scrollTop = 900;
    fireEvent.scroll(box());
    box().scrollTop = 300;
    fireEvent.scroll(box());
    const follow = await screen.findByRole("button", { name: "Follow" });

    const many = Array.from({ length: 30_000 }, (_value, index) => aLogLine(`line ${index}`, { source: "db-1" }));
    manager.sinks.get("blog/db")?.lines(many);
    expect(await screen.findByText("New lines are not loaded while you read.")).toBeVisible();
    expect(box().textContent?.startsWith("first\n")).toBe(true);
    expect(box().scrollTop).toBe(300);
    expect([...manager.sinks.keys()]).toEqual([]);

    await userEvent.click(follow);
    expect([...manager.sinks.keys()]).toEqual(["blog/db"]);
    await waitFor(() => expect(box().scrollTop).toBe(1000));
});

it("draws no more in one frame than it can, whatever comes", async () => {
    const manager = showLogs();
    const counts: number[] = [];
    const observer = new MutationObserver(records => {
        counts.push(records.reduce((sum, { addedNodes }) => sum + addedNodes.length, 0));
    });
    observer.observe(box(), { childList: true });
    manager.sinks.get("blog/db")?.lines(Array.from({ length: 10_000 }, (_value, index) =>
        aLogLine(`${index} ${"x".repeat(1000)}`, { source: "db-1" })));
    await waitFor(() => expect(box().lastElementChild?.textContent).toContain("9999 x"), { timeout: 15_000 });
    observer.disconnect();
    // 200,000 characters, 24,000 in a chunk.
    expect(Math.max(...counts)).toBeLessThanOrEqual(10);
    expect(counts.length).toBeGreaterThan(40);
});
