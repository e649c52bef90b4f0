// SPDX-License-Identifier: LGPL-2.1-or-later
/** The library: read when the store is entered, and kept until it has been read again. */
import { useEffect, useState } from "react";
import type { Catalogue } from "../../library/library";
import { messageOf } from "../message-of";
import { usePage } from "../page-context";

export type CatalogueState =
    | { is: "loading" }
    | { is: "ready", catalogue: Catalogue }
    | { is: "failed", detail: string };

export function useCatalogue(isWanted: boolean): CatalogueState {
    const { manager } = usePage();
    const [state, setState] = useState<CatalogueState>({ is: "loading" });

    useEffect(() => {
        let isCurrent = true;
        if (!isWanted)
            return undefined;
        manager.catalogue().then(
            catalogue => isCurrent && setState({ is: "ready", catalogue }),
            (reason: unknown) => isCurrent && setState({ is: "failed", detail: messageOf(reason) }));
        return () => {
            isCurrent = false;
        };
    }, [manager, isWanted]);

    return state;
}
