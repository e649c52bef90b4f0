// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether this session has administrative access, as the bridge says: null while that is being found out. */
import cockpit from "cockpit";

export interface Superuser {
    allowed(): boolean | null;
    subscribe(changed: () => void): () => void;
}

/** `current` is the bridge's property: "none", "init" while it starts, else the name of the helper, or "root". */
export function allowedBy(valid: boolean, current: unknown): boolean | null {
    if (!valid || typeof current !== "string" || current === "init")
        return null;
    return current !== "none";
}

/** Follows the bridge for as long as the page lives: a grant or its end shows without a reload. */
export function watchSuperuser(): Superuser {
    const proxy = cockpit.dbus(null, { bus: "internal" }).proxy("cockpit.Superuser", "/superuser");
    const listeners = new Set<() => void>();
    let failed = false;
    const tell = (): void => listeners.forEach(listener => listener());

    proxy.addEventListener("changed", tell);
    proxy.wait().then(() => {
        // A bridge without the interface has no limited mode to speak of: calls themselves will tell.
        failed = !proxy.valid;
        tell();
    }, () => {
        failed = true;
        tell();
    });

    return {
        allowed: () => failed || allowedBy(proxy.valid, proxy.Current),
        subscribe: changed => {
            listeners.add(changed);
            return () => listeners.delete(changed);
        },
    };
}
