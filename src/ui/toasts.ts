// SPDX-License-Identifier: LGPL-2.1-or-later
/** Notices that stand over the page, for what the admin can't see otherwise. */
import type { Failure } from "./ask";

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
}

export function createToasts(): Toasts {
    let toasts: readonly Toast[] = [];
    let last = 0;
    const listeners = new Set<() => void>();
    const set = (next: readonly Toast[]): void => {
        toasts = next;
        listeners.forEach(listener => listener());
    };
    return {
        list: () => toasts,
        subscribe(changed) {
            listeners.add(changed);
            return () => listeners.delete(changed);
        },
        success: title => set([...toasts, { id: ++last, variant: "success", title, detail: "" }]),
        failure: ({ Message, Detail }) =>
            set([...toasts, { id: ++last, variant: "danger", title: Message, detail: Detail ?? "" }]),
        dismiss: id => set(toasts.filter(toast => toast.id !== id)),
    };
}
