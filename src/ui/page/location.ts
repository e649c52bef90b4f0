// SPDX-License-Identifier: LGPL-2.1-or-later
/** Where the page is, from Cockpit, which mirrors it into the browser's address. */
import cockpit from "cockpit";
import { useMemo, useSyncExternalStore } from "react";
import { routeOf, type Route } from "../route";

function subscribe(changed: () => void): () => void {
    cockpit.addEventListener("locationchanged", changed);
    return () => cockpit.removeEventListener("locationchanged", changed);
}

export function useRoute(): Route {
    const href = useSyncExternalStore(subscribe, () => cockpit.location.href);
    return useMemo(() => {
        // `href` alone decides; path and options are the same address, taken apart.
        void href;
        return routeOf(cockpit.location.path, cockpit.location.options);
    }, [href]);
}
