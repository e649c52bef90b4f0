// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether the user sees the page: a hidden page asks the host for as little as possible. */

export interface Visibility {
    isHidden(): boolean;
    subscribe(changed: () => void): () => void;
}

export const alwaysShown: Visibility = { isHidden: () => false, subscribe: () => () => undefined };

/** Resolves when the page is shown, at once where it is; and when `signal` is aborted. */
export function whenShown(visibility: Visibility, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
        const look = () => {
            if (visibility.isHidden() && !signal.aborted)
                return;
            unsubscribe();
            signal.removeEventListener("abort", look);
            resolve();
        };
        const unsubscribe = visibility.subscribe(look);
        signal.addEventListener("abort", look);
        look();
    });
}
