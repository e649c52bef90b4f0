// SPDX-License-Identifier: LGPL-2.1-or-later
import { followTheme, isDark } from "./theme";

const root = document.documentElement;

class SystemStyle extends EventTarget {
    constructor(public matches: boolean, public media: string) { super(); }
    onchange = null;
    addListener() { throw new Error("deprecated"); }
    removeListener() { throw new Error("deprecated"); }

    turn(dark: boolean) {
        this.matches = dark;
        this.dispatchEvent(new Event("change"));
    }
}

let system: SystemStyle;

beforeEach(() => {
    system = new SystemStyle(false, "");
    window.matchMedia = () => system;
    window.localStorage.clear();
    root.className = "";
});

test("follows the stored choice, the shell, other tabs and the system", () => {
    window.localStorage.setItem("shell:style", "dark");
    const end = followTheme();
    expect(root).toHaveClass("pf-v6-theme-dark");

    window.dispatchEvent(new CustomEvent("cockpit-style", { detail: { style: "light" } }));
    expect(root).not.toHaveClass("pf-v6-theme-dark");

    window.dispatchEvent(new StorageEvent("storage", { key: "shell:style", newValue: "auto" }));
    expect(root).not.toHaveClass("pf-v6-theme-dark");
    system.turn(true);
    expect(root).toHaveClass("pf-v6-theme-dark");

    window.dispatchEvent(new StorageEvent("storage", { key: "other", newValue: "light" }));
    expect(root).toHaveClass("pf-v6-theme-dark");

    end();
    system.turn(false);
    expect(root).toHaveClass("pf-v6-theme-dark");
});

it.each<[string | null, boolean, boolean]>([
    ["dark", false, true],
    ["light", true, false],
    ["auto", true, true],
    ["auto", false, false],
    [null, true, true],
    [null, false, false],
])("style %s on a system that is dark: %s", (style, system, dark) => {
    expect(isDark(style, system)).toBe(dark);
});
