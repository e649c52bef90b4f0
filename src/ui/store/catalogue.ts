// SPDX-License-Identifier: LGPL-2.1-or-later
/** The libraries' apps: read when the store or their list is entered, and kept until they have been read again. */
import { useCallback, useEffect, useState } from "react";
import type { Offer } from "../../apps/libraries/libraries";
import { usePage } from "../page-context";

export type CatalogueState =
    | { is: "loading" }
    | { is: "ready", catalogue: Offer }
    | { is: "failed", reason: unknown };

/** `view` is where one is as far as it needs the catalogue, undefined where it does not. */
export function useCatalogue(view: string | undefined): [state: CatalogueState, readAgain: () => void] {
    const { manager } = usePage();
    const [state, setState] = useState<CatalogueState>({ is: "loading" });
    const [reads, setReads] = useState(0);

    useEffect(() => {
        let isCurrent = true;
        if (view === undefined)
            return undefined;
        manager.catalogue().then(
            catalogue => isCurrent && setState({ is: "ready", catalogue }),
            (reason: unknown) => isCurrent && setState({ is: "failed", reason }));
        return () => {
            isCurrent = false;
        };
    }, [manager, view, reads]);

    return [state, useCallback(() => setReads(count => count + 1), [])];
}
