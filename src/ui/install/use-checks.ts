// SPDX-License-Identifier: LGPL-2.1-or-later
/** The host's opinion of a request that has been changed, asked for when the typing pauses. */
import { useEffect, useState } from "react";
import type { Check, InstallRequest } from "../../apps/install/check";
import { usePage } from "../page-context";

/** Milliseconds without a key. */
const pause = 300;

/** Checks of exactly this request; undefined until they are there. A request that is undefined is not asked about. */
export function useChecks(request: InstallRequest | undefined): Check[] | undefined {
    const { manager } = usePage();
    const [last, setLast] = useState<{ request: InstallRequest, checks: Check[] }>();

    useEffect(() => {
        if (request === undefined)
            return undefined;
        let isCurrent = true;
        const timer = setTimeout(() => {
            // Where the check itself fails, the installation says why: it checks again.
            manager.check(request).then(
                checks => isCurrent && setLast({ request, checks }),
                () => isCurrent && setLast({ request, checks: [] }));
        }, pause);
        return () => {
            isCurrent = false;
            clearTimeout(timer);
        };
    }, [manager, request]);

    return last !== undefined && last.request === request ? last.checks : undefined;
}
