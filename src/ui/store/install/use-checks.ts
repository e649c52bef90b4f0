// SPDX-License-Identifier: LGPL-2.1-or-later
/** The host's opinion of a request that has been changed, asked for when the typing pauses. */
import { useEffect, useState } from "react";
import type { CheckedInstall, InstallRequest } from "../../../apps/install/check";
import { usePage } from "../../page/page-context";

/** Milliseconds without a key. */
const pause = 300;

/** What the host says of exactly this request; undefined until it has answered. A request that is undefined is not asked about. */
export function useChecks(request: InstallRequest | undefined): CheckedInstall | "failed" | undefined {
    const { manager } = usePage();
    const [last, setLast] = useState<{ request: InstallRequest, said: CheckedInstall | "failed" }>();

    useEffect(() => {
        if (request === undefined)
            return undefined;
        let isCurrent = true;
        const timer = setTimeout(() => {
            manager.check(request).then(
                said => isCurrent && setLast({ request, said }),
                () => isCurrent && setLast({ request, said: "failed" }));
        }, pause);
        return () => {
            isCurrent = false;
            clearTimeout(timer);
        };
    }, [manager, request]);

    return last !== undefined && last.request === request ? last.said : undefined;
}
