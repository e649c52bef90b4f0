// SPDX-License-Identifier: LGPL-2.1-or-later
/** The installed apps as the components see them: the last view, and a word when there is a new one. */
import type { AppManager, AppsView } from "../../api/appmanager";

export interface ShownApps extends AppsView {
    /** They were read at least once: whatever happens to the host, there is something to show. */
    wasReady: boolean;
}

export interface AppsStore {
    /** Throws a fault of the program that watches, for the error boundary. */
    view(): ShownApps;
    subscribe(changed: () => void): () => void;
}

/** Watches the apps only while a component listens. */
export function createAppsStore(manager: Pick<AppManager, "watchApps">): AppsStore {
    let view: ShownApps = { host: { is: "loading" }, apps: [], wasReady: false };
    let fault: { error: unknown } | undefined;
    const listeners = new Set<() => void>();
    let end: (() => void) | undefined;
    const tell = () => { listeners.forEach(listener => listener()); };

    return {
        view: () => {
            if (fault)
                throw fault.error;
            return view;
        },
        subscribe(changed) {
            listeners.add(changed);
            end ??= manager.watchApps(next => {
                view = { ...next, wasReady: view.wasReady || next.host.is === "ready" };
                tell();
            }, error => {
                fault = { error };
                tell();
            });
            return () => {
                listeners.delete(changed);
                if (listeners.size === 0) {
                    end?.();
                    end = undefined;
                }
            };
        },
    };
}
