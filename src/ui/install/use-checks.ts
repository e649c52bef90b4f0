// SPDX-License-Identifier: LGPL-2.1-or-later
/** The host's opinion of a request, asked for when the typing pauses. */
import { useEffect, useState } from "react";
import type { Check, InstallRequest } from "../../apps/check";
import { usePage } from "../page-context";

/** Milliseconds without a key. */
const pause = 300;

export interface Checking {
    /** Of exactly this request; undefined until they are there. */
    checks: Check[] | undefined;
}

/** `request` undefined is not asked about. */
export function useChecks(request: InstallRequest | undefined): Checking {
    const { manager } = usePage();
    const [last, setLast] = useState<{ of: string, checks: Check[] }>();
    const of = JSON.stringify(request ?? null);

    useEffect(() => {
        let isCurrent = true;
        const timer = setTimeout(() => {
            if (request === undefined)
                return;
            // Where the check itself fails, the installation says why: it checks again.
            manager.check(request).then(
                checks => isCurrent && setLast({ of, checks }), () => isCurrent && setLast({ of, checks: [] }));
        }, last === undefined ? 0 : pause);
        return () => {
            isCurrent = false;
            clearTimeout(timer);
        };
        // `of` stands for the request, which is a new object each time.
    }, [manager, of]);

    return { checks: last?.of === of ? last.checks : undefined };
}
