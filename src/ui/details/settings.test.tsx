// SPDX-License-Identifier: LGPL-2.1-or-later
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cockpit from "cockpit";
import { showPage } from "../../../test/fakes/page";
import type { AppSetting } from "../../apps/app-settings";

const choice: AppSetting = { key: "W9_TITLE_SET", label: { en: "Title" }, value: "Hello", isChoice: true };

async function showing(set: AppSetting[], secrets: Record<string, string> = {}) {
    const manager = Object.assign(showPage(), { set, secrets });
    act(() => cockpit.location.go(["app", "blog"], { tab: "settings" }));
    await screen.findAllByRole("table");
    return manager;
}

afterEach(() => act(() => cockpit.location.go([])));

it("shows what was chosen by the name that the install dialog has for it, and the rest by its key", async () => {
    await showing([{ key: "W9_VERSION", label: undefined, value: "6.9", isChoice: false }, choice]);
    const chosen = within(screen.getByRole("table", { name: "Chosen at the installation" }));
    expect(chosen.getByRole("row", { name: /^Title\s*W9_TITLE_SET Hello$/ })).toBeVisible();
    const others = within(screen.getByRole("table", { name: "Other variables" }));
    expect(others.getByRole("row", { name: "W9_VERSION 6.9" })).toBeVisible();
});

it("asks for a secret only when it is to be seen", async () => {
    const secret: AppSetting = { key: "W9_POWER_PASSWORD", label: undefined, value: null, isChoice: false };
    const manager = await showing([secret], { W9_POWER_PASSWORD: "s3cret" });
    expect(manager.asked).toEqual([]);
    expect(screen.queryByText("s3cret")).toBeNull();

    await userEvent.click(screen.getByRole("button", { name: "Show W9_POWER_PASSWORD" }));
    expect(await screen.findByText("s3cret")).toBeVisible();
    expect(manager.asked).toEqual(["W9_POWER_PASSWORD"]);

    await userEvent.click(screen.getByRole("button", { name: "Hide W9_POWER_PASSWORD" }));
    expect(screen.queryByText("s3cret")).toBeNull();
});

it("takes hostile values for text, and shows no more of one than anybody reads", async () => {
    const value = "<img src=x onerror=alert(1)>";
    await showing([{ ...choice, value }, { ...choice, key: "W9_LONG_SET", value: "x".repeat(100_000) }]);
    expect(screen.getByText(value)).toBeVisible();
    expect(document.querySelector("td img")).toBeNull();
    expect(screen.getByText(/^x+…$/).textContent.length).toBeLessThan(3000);
});

it("says why the settings can't be read", async () => {
    showPage().settings = () => Promise.reject(new Error("no such file"));
    act(() => cockpit.location.go(["app", "blog"], { tab: "settings" }));
    expect(await screen.findByText("/var/lib/appmanage/apps/blog/.env can't be read.")).toBeVisible();
});
