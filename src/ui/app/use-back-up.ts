// SPDX-License-Identifier: LGPL-2.1-or-later
/** Backing up an app from where its button is. Of several places one is chosen; without any, the view of backups has more. */
import cockpit from "cockpit";
import { createElement, Suspense, useState } from "react";
import type { AppRecord } from "../../apps/records/record";
import { ask } from "../ask";
import { lazyView } from "../page/lazy-view";
import { usePage } from "../page/page-context";
import { askPlaces } from "./backup-answers";

const BackUpDialog = lazyView(async () => (await import("./back-up-dialog")).BackUpDialog);

export interface BackingUp {
    /** It is being asked for. */
    busy: boolean;
    backUp(): void;
}

export function useBackUp({ app_id: id, customer_name: name }: AppRecord): BackingUp {
    const { manager, toasts, dialogs } = usePage();
    const [busy, setBusy] = useState(false);

    const begin = async (): Promise<void> => {
        toasts.setActionFailure(id, undefined);
        const { Error: failure } = (await ask(manager, "AppBackup", { app_id: id })).body;
        if (failure?.Code === "Param.Place.NotExis") {
            cockpit.location.go(["backups"]);
        } else if (failure?.Code === "Param.Place.Blank") {
            const places = await askPlaces(manager);
            if (places.is === "refused")
                toasts.setActionFailure(id, places.failure);
            else
                dialogs.show(createElement(Suspense, { fallback: null }, createElement(
                    BackUpDialog, { appId: id, name, places: places.value })));
        } else {
            toasts.setActionFailure(id, failure);
        }
    };
    const backUp = (): void => {
        if (busy)
            return;
        setBusy(true);
        void begin().finally(() => setBusy(false));
    };
    return { busy, backUp };
}
