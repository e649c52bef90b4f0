// SPDX-License-Identifier: LGPL-2.1-or-later
/** Doing something with an app from where its button is: one thing at a time. Where it fails the app's row says why. */
import cockpit from "cockpit";
import { createElement, useCallback, useRef, useState } from "react";
import { ask } from "../ask";
import { usePage } from "../page/page-context";
import { operationOf, type Action } from "./app-actions";
import { showFailure } from "./ask-to-allow";
import { DataLossDialog } from "./data-loss-dialog";

const _ = cockpit.gettext;

export interface AppActing {
    /** What is being asked for now. */
    busy: Action | undefined;
    /** Whether it worked. */
    act(action: Action): Promise<boolean>;
}

export function useAppAction(appId: string, name: string): AppActing {
    const page = usePage();
    const [busy, setBusy] = useState<Action>();

    const canceled = useRef(false);

    const act = useCallback(async (action: Action) => {
        const operation = operationOf(action);
        if (operation === undefined)
            return false;
        const { manager, toasts, dialogs } = page;
        setBusy(action);
        canceled.current = action === "cancel";
        toasts.setActionFailure(appId, undefined);
        const { body } = await ask(manager, operation, { app_id: appId });
        setBusy(undefined);
        // What this user has canceled meanwhile has not failed.
        if (canceled.current && action !== "cancel")
            return false;
        if (body.Error?.Code === "APP.DataGone")
            dialogs.show(createElement(DataLossDialog, { appId, name, operation, missing: body.Error.Detail ?? "" }));
        else if (body.Error !== undefined)
            showFailure(page, { appId, name, operation, body: { app_id: appId } }, body.Error);
        else if (action === "cancel")
            toasts.success(cockpit.format(_("The operation on $0 was canceled."), name));
        return body.Error === undefined;
    }, [page, appId, name]);

    return { busy, act };
}
