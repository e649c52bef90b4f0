// SPDX-License-Identifier: LGPL-2.1-or-later
/** The installed apps as the components see them: the last view, and a word when there is a new one. */
import type { AppManager, AppsView } from "../api/appmanager";

export interface AppsStore {
    view(): AppsView;
    subscribe(changed: () => void): () => void;
}

/** Watches the apps only while somebody listens. */
export function createAppsStore(manager: Pick<AppManager, "watchApps">): AppsStore {
    let view: AppsView = { host: { is: "loading" }, apps: [] };
    const listeners = new Set<() => void>();
    let end: (() => void) | undefined;

    return {
        view: () => view,
        subscribe(changed) {
            listeners.add(changed);
            end ??= manager.watchApps(next => {
                view = next;
                listeners.forEach(listener => listener());
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
