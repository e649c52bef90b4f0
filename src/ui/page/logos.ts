// SPDX-License-Identifier: LGPL-2.1-or-later
/** Logos from the folders of the library: all that are wanted at once are read with one question. */
import type { AppManager } from "../../api/appmanager";

export interface Logos {
    /** The logo as a URL; "" without one, or while it loads. */
    of(folder: string): string;
    want(folder: string): void;
    subscribe(changed: () => void): () => void;
}

/** Milliseconds in which wishes are gathered: all cards of the store are drawn in one go. */
const gather = 30;

export function createLogos(manager: Pick<AppManager, "logos">): Logos {
    const known = new Map<string, string>();
    const asked = new Set<string>();
    let wanted: string[] = [];
    const listeners = new Set<() => void>();

    async function read(): Promise<void> {
        const folders = wanted;
        wanted = [];
        try {
            for (const [folder, url] of Object.entries(await manager.logos(folders)))
                known.set(folder, url);
            listeners.forEach(listener => listener());
        } catch {
            // A logo is decoration: without it the app's initial stands there. Asked for again when it is next wanted.
            folders.forEach(folder => asked.delete(folder));
        }
    }

    return {
        of: folder => known.get(folder) ?? "",
        want(folder) {
            if (asked.has(folder))
                return;
            asked.add(folder);
            if (wanted.push(folder) === 1)
                setTimeout(() => void read(), gather);
        },
        subscribe(changed) {
            listeners.add(changed);
            return () => listeners.delete(changed);
        },
    };
}
