// SPDX-License-Identifier: LGPL-2.1-or-later
/** Light or dark, as the shell says: PatternFly's dark theme is a class on <html>. */

/** The shell keeps the user's choice here and, within one tab, announces it by the event of the other name. */
const storageKey = "shell:style";
const shellEvent = "cockpit-style";

/** "light" and "dark" are the user's choice; whatever else is stored, or nothing, follows the system. */
export function isDark(style: string | null, systemIsDark: boolean): boolean {
    return style === "dark" || (style !== "light" && systemIsDark);
}

function styleOf(event: CustomEvent<unknown>): string | null {
    const { detail } = event;
    return typeof detail === "object" && detail !== null && "style" in detail ? String(detail.style) : null;
}

/** Follows the shell and the system from now on. Returns what ends it. */
export function followTheme(): () => void {
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    let style = window.localStorage.getItem(storageKey);

    function apply() {
        document.documentElement.classList.toggle("pf-v6-theme-dark", isDark(style, system.matches));
    }

    function onStorage(event: StorageEvent) {
        if (event.key === storageKey) {
            style = event.newValue;
            apply();
        }
    }

    function onShell(event: Event) {
        if (event instanceof CustomEvent) {
            style = styleOf(event);
            apply();
        }
    }

    window.addEventListener("storage", onStorage);
    window.addEventListener(shellEvent, onShell);
    system.addEventListener("change", apply);
    apply();

    return () => {
        window.removeEventListener("storage", onStorage);
        window.removeEventListener(shellEvent, onShell);
        system.removeEventListener("change", apply);
    };
}
