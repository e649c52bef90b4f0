// SPDX-License-Identifier: LGPL-2.1-or-later
/** The libraries' apps: read when a view needs them, and kept until they have been read again. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { Offer } from "../../apps/libraries/libraries";
import type { AppOverview } from "../../apps/status/overview";
import type { Route } from "../route";
import { usePage } from "./page-context";

export type CatalogueState =
    | { is: "loading" }
    | { is: "ready", catalogue: Offer }
    | { is: "failed", reason: unknown };

/** Milliseconds for which what was read is new enough to tell of updates. */
const recent = 60_000;

/**
 * Entering the store or the list of libraries reads it; other views show updates, and read it after they are drawn. Another
 * version of one of these apps is a reason to read it, too.
 */
export function useCatalogue(
    view: Route["view"], apps: readonly AppOverview[],
): [state: CatalogueState, readAgain: () => void] {
    const { manager } = usePage();
    const [state, setState] = useState<CatalogueState>({ is: "loading" });
    const last = useRef({ count: 0, time: -Infinity });
    const versions = useRef<ReadonlyMap<string, string>>(new Map());

    const read = useCallback(() => {
        const count = last.current.count + 1;
        last.current = { count, time: performance.now() };
        const show = (next: CatalogueState): void => {
            if (count === last.current.count)
                setState(next);
        };
        manager.catalogue().then(
            catalogue => show({ is: "ready", catalogue }), (reason: unknown) => show({ is: "failed", reason }));
    }, [manager]);

    useEffect(() => {
        if (view === "store" || view === "libraries") {
            read();
            return undefined;
        }
        const timer = setTimeout(() => {
            if (performance.now() - last.current.time > recent)
                read();
        });
        return () => clearTimeout(timer);
    }, [view, read]);

    useEffect(() => {
        const before = versions.current;
        versions.current = new Map(apps.map(({ record }) => [record.app_id, record.version]));
        if (apps.some(({ record }) => (before.get(record.app_id) ?? record.version) !== record.version))
            read();
    }, [apps, read]);

    return [state, read];
}
