// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the host proposes and says of an installation: asked once for the app's page and the dialog that opens on it. */
import { useCallback, useState } from "react";
import type { InstallDraft } from "../../../apps/install/check";
import type { AppDefinition } from "../../../library/definition";
import { usePage } from "../../page/page-context";
import { useReading, type Reading } from "../../parts/use-reading";

/** Milliseconds after which the host may have changed. */
const old = 60_000;

export interface Draft {
    draft: Reading<InstallDraft>;
    /** Asks again where the answer is old or failed. Until the new one is there, the last one stays. */
    refresh(): void;
}

/** An `app` that was read again from its library is checked again. */
export function useDraft(app: AppDefinition): Draft {
    const { manager } = usePage();
    const [asked, setAsked] = useState(() => performance.now());
    const reading = useReading(useCallback(
        async () => ({ asked, draft: await manager.draft(app.name) }), [manager, app, asked]));
    return {
        draft: reading.is === "read" ? { is: "read", value: reading.value.draft } : reading,
        refresh: () => {
            const now = performance.now();
            if (reading.is === "failed" || (reading.is === "read" && now - reading.value.asked > old))
                setAsked(now);
        },
    };
}
