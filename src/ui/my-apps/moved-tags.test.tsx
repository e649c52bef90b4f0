// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, render, screen } from "@testing-library/react";
import cockpit from "cockpit";
import { anApp, failure, FakeManager } from "../../../test/fakes/manager";
import { admin } from "../../../test/fakes/superuser";
import type { ImageReport } from "../../api/image-schemas";
import { App } from "../app";

beforeEach(() => act(() => cockpit.location.go([])));

const time = "2026-11-28T12:00:00Z";
const image = { service: "web", image: "web:1", reason: null, old: null, new: null, time };

function shown(images: ImageReport["images"]) {
    const manager = new FakeManager({ host: { is: "ready" }, apps: ["blog", "shop", "wiki"].map(id => anApp(id)) });
    manager.images = { status: 200, body: { ResponseData: { checked: time, daily: true, images } } };
    render(<App manager={manager} superuser={admin} />);
    return manager;
}

it("names apps with new images, and no other", async () => {
    shown([
        { ...image, app_id: "blog", outcome: "moved" }, { ...image, app_id: "blog", service: "db", outcome: "moved" },
        { ...image, app_id: "shop", outcome: "unknown", reason: "no-answer" }, { ...image, app_id: "wiki", outcome: "moved" },
        { ...image, app_id: "gone", outcome: "moved" },
    ]);
    expect(await screen.findByText("There are new images for blog and wiki", {}, { timeout: 5000 })).toBeVisible();
    expect(screen.getByRole("link", { name: "Show updates" })).toHaveAttribute("href", "#/updates");
});

it.each([
    ["nothing is new", [{ ...image, app_id: "blog", outcome: "current" as const }]], ["nothing is known", undefined],
])("says nothing where %s", async (_what, images) => {
    const manager = shown(images ?? []);
    if (images === undefined)
        manager.images = failure("Container.CommandError", "Docker is away.");
    await act(() => new Promise(resolve => { setTimeout(resolve, 1500); }));
    expect(manager.reads.map(({ operation }) => operation)).toContain("ImageStatus");
    expect(screen.queryByText(/new images|away/)).toBeNull();
});
