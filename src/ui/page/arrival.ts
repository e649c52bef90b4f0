// SPDX-License-Identifier: LGPL-2.1-or-later
/** Coming to another view: the focus goes to its heading, and a list is where it was left. */
import { useEffect, useLayoutEffect, useRef } from "react";
import type { Route } from "../route";

/** What makes a view another one; its tab and its filter do not. */
export function viewKey(route: Route): string {
    switch (route.view) {
    case "store-app":
        return `store/${route.app}`;
    case "app":
        return `app/${route.id}`;
    default:
        return route.view;
    }
}

interface ArrivalProps {
    route: Route;
    /** False where something in the view takes the focus: a row that has just come. */
    takesFocus: boolean;
}

/** Rendered next to the view, so that it also waits for one that is still loading. */
export function Arrival({ route, takesFocus }: ArrivalProps): null {
    const key = viewKey(route);
    const isList = route.view === "my-apps" || route.view === "store";
    const scrolled = useRef(new Map<string, number>());
    const arrived = useRef<string>();

    // Before the browser draws, so that a shorter view does not overwrite where the longer one was.
    useLayoutEffect(() => {
        const positions = scrolled.current;
        window.scrollTo(0, positions.get(key) ?? 0);
        if (!isList)
            return undefined;
        const note = (): void => void positions.set(key, window.scrollY);
        window.addEventListener("scroll", note, { passive: true });
        return () => window.removeEventListener("scroll", note);
    }, [key, isList]);

    useEffect(() => {
        const isFirst = arrived.current === undefined;
        const isSame = arrived.current === key;
        arrived.current = key;
        if (isFirst || isSame || !takesFocus)
            return;
        const heading = document.querySelector<HTMLElement>("main h1");
        heading?.setAttribute("tabindex", "-1");
        heading?.focus({ preventScroll: true });
    }, [key, takesFocus]);
    return null;
}
