// SPDX-License-Identifier: LGPL-2.1-or-later
/** Short notices outside the views, and for each app why the last action on it failed. */
import type { Failure } from "../ask";

export interface Toast {
    id: number;
    variant: "success" | "danger";
    title: string;
    /** Raw lines behind a disclosure. */
    detail: string;
}

export interface Toasts {
    list(): readonly Toast[];
    subscribe(changed: () => void): () => void;
    success(title: string): void;
    failure(failure: Failure): void;
    dismiss(id: number): void;
    /** Another view is shown: those of the last one go. What the same step said, as "uninstalled" does, stays. */
    viewChanged(): void;
    /** Undefined when the next action begins, or it was dismissed. Stands in the app's row, not among the toasts. */
    setActionFailure(appId: string, failure: Failure | undefined): void;
    actionFailure(appId: string): Failure | undefined;
}

/** Milliseconds within which a notice and a change of view belong to one step. */
const oneStep = 1000;

export function createToasts(now: () => number = () => performance.now()): Toasts {
    let toasts: readonly (Toast & { time: number })[] = [];
    let last = 0;
    const failures = new Map<string, Failure>();
    const listeners = new Set<() => void>();
    const changed = (): void => listeners.forEach(listener => listener());
    const set = (next: typeof toasts): void => {
        toasts = next;
        changed();
    };
    const add = (toast: Omit<Toast, "id">): void => set([...toasts, { ...toast, id: ++last, time: now() }]);
    return {
        list: () => toasts,
        subscribe(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        success: title => add({ variant: "success", title, detail: "" }),
        failure: ({ Message, Detail }) => add({ variant: "danger", title: Message, detail: Detail ?? "" }),
        dismiss: id => set(toasts.filter(toast => toast.id !== id)),
        viewChanged: () => set(toasts.filter(({ time }) => now() - time < oneStep)),
        setActionFailure(appId, failure) {
            if (failure === undefined)
                failures.delete(appId);
            else
                failures.set(appId, failure);
            changed();
        },
        actionFailure: appId => failures.get(appId),
    };
}
