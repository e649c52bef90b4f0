// SPDX-License-Identifier: LGPL-2.1-or-later
/** The library: read when the store is entered, and kept until it has been read again. */
import { useCallback, useEffect, useState } from "react";
import type { Offer } from "../../apps/libraries";
import { usePage } from "../page-context";

export type CatalogueState =
    | { is: "loading" }
    | { is: "ready", catalogue: Offer }
    | { is: "failed", reason: unknown };

export function useCatalogue(isWanted: boolean): [state: CatalogueState, readAgain: () => void] {
    const { manager } = usePage();
    const [state, setState] = useState<CatalogueState>({ is: "loading" });
    const [reads, setReads] = useState(0);

    useEffect(() => {
        let isCurrent = true;
        if (!isWanted)
            return undefined;
        manager.catalogue().then(
            catalogue => isCurrent && setState({ is: "ready", catalogue }),
            (reason: unknown) => isCurrent && setState({ is: "failed", reason }));
        return () => {
            isCurrent = false;
        };
    }, [manager, isWanted, reads]);

    return [state, useCallback(() => setReads(count => count + 1), [])];
}
