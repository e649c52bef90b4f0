// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the host says of a folder, asked for when the typing pauses. */
import { useEffect, useState } from "react";
import type { LibraryCheck } from "../../apps/libraries/library-check";
import { usePage } from "../page/page-context";

/** Milliseconds without a key: half a path is nothing to complain about. */
const pause = 600;

export type Checked =
    | { is: "waiting" } // for the typing to pause, or for the host
    | LibraryCheck
    | { is: "failed", reason: unknown };

/** About exactly this path. The other half says what became of it in another way: adding checks it, too. */
export function useLibraryCheck(path: string): [checked: Checked, tell: (checked: Checked) => void] {
    const { manager } = usePage();
    const [last, setLast] = useState<{ path: string, checked: Checked }>();

    useEffect(() => {
        let isCurrent = true;
        if (path.trim() === "")
            return undefined;
        const told = (checked: Checked) => isCurrent && setLast(known => known?.path === path ? known : { path, checked });
        const timer = setTimeout(() => {
            manager.checkLibrary(path).then(told, (reason: unknown) => told({ is: "failed", reason }));
        }, pause);
        return () => {
            isCurrent = false;
            clearTimeout(timer);
        };
    }, [manager, path]);

    return [
        last !== undefined && last.path === path ? last.checked : { is: "waiting" },
        checked => setLast({ path, checked }),
    ];
}
