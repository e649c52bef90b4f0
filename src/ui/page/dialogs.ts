// SPDX-License-Identifier: LGPL-2.1-or-later
/** The dialog over the page. It outlives the row that opened it: an app may leave the list while its dialog waits. */
import type { ReactNode } from "react";

export interface Dialogs {
    /** null while no dialog is open. */
    current(): ReactNode;
    subscribe(changed: () => void): () => void;
    show(dialog: ReactNode): void;
    close(): void;
}

export function createDialogs(): Dialogs {
    let dialog: ReactNode = null;
    const listeners = new Set<() => void>();
    const set = (next: ReactNode): void => {
        dialog = next;
        listeners.forEach(listener => listener());
    };
    return {
        current: () => dialog,
        subscribe(changed) {
            listeners.add(changed);
            return () => listeners.delete(changed);
        },
        show: set,
        close: () => set(null),
    };
}
