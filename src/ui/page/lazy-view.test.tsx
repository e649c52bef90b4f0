// SPDX-License-Identifier: LGPL-2.1-or-later
import { render, screen } from "@testing-library/react";
import { Suspense } from "react";
import { lazyView } from "./lazy-view";

function show(load: Parameters<typeof lazyView>[0]) {
    const View = lazyView(load);
    render(<Suspense fallback="Loading"><View /></Suspense>);
}

describe("lazyView", () => {
    it("shows the view once it is there", async () => {
        show(() => Promise.resolve(() => <p>Here</p>));
        expect(screen.getByText("Loading")).toBeVisible();
        expect(await screen.findByText("Here")).toBeVisible();
    });

    it("says in its place that it failed to load, and offers a reload", async () => {
        show(() => Promise.reject(new Error("no such part")));
        expect(await screen.findByRole("heading", { name: "This part of the page failed to load" })).toBeVisible();
        expect(screen.getByRole("button", { name: "Reload the page" })).toBeVisible();
        expect(screen.getByText(/no such part/)).toBeInTheDocument();
    });
});
