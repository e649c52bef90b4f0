// SPDX-License-Identifier: LGPL-2.1-or-later
import { useEffect, useState, type ReactNode } from "react";

/** Shows its children a second after it came into view: what they load and read must not hold up the rest of the page. */
export function Later({ children }: { children: ReactNode }) {
    const [isTime, setTime] = useState(false);
    useEffect(() => {
        const timer = setTimeout(() => setTime(true), 1000);
        return () => clearTimeout(timer);
    }, []);
    return isTime ? children : null;
}
