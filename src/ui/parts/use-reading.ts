// SPDX-License-Identifier: LGPL-2.1-or-later
/** What is read of the host once, when it comes into view. */
import { useEffect, useState } from "react";
import { rejectionText } from "../words/rejection-text";

export type Reading<T> = { is: "loading" } | { is: "read", value: T } | { is: "failed", detail: string };

/** `read` is asked again when it is another function, or `occasion` another value. */
export function useReading<T>(read: () => Promise<T>, occasion?: unknown): Reading<T> {
    const [state, setState] = useState<Reading<T>>({ is: "loading" });

    useEffect(() => {
        let isCurrent = true;
        read().then(
            value => isCurrent && setState({ is: "read", value }),
            (reason: unknown) => isCurrent && setState({ is: "failed", detail: rejectionText(reason) }));
        return () => {
            isCurrent = false;
        };
    }, [read, occasion]);

    return state;
}
