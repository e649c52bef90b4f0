// SPDX-License-Identifier: LGPL-2.1-or-later
/** Doing something with an app from where its button is: one thing at a time. Where it fails the app's row says why. */
import cockpit from "cockpit";
import { createElement, useCallback, useState } from "react";
import { operationOf, type Action } from "./app-actions";
import { ask } from "./ask";
import { RestoreDialog } from "./details/restore-dialog";
import { usePage } from "./page-context";
import { failureWords } from "./trouble-words";

const _ = cockpit.gettext;

export interface AppActing {
    /** What is being asked for now. */
    busy: Action | undefined;
    /** Whether it worked. */
    act(action: Action): Promise<boolean>;
}

export function useAppAction(appId: string, name: string): AppActing {
    const { manager, toasts, dialogs } = usePage();
    const [busy, setBusy] = useState<Action>();

    const act = useCallback(async (action: Action) => {
        const operation = operationOf(action);
        if (operation === undefined)
            return false;
        setBusy(action);
        toasts.setActionFailure(appId, undefined);
        const { body } = await ask(manager, operation, { app_id: appId });
        setBusy(undefined);
        if (body.Error?.Code === "APP.DataGone")
            dialogs.show(createElement(RestoreDialog, { appId, name, missing: body.Error.Detail ?? "" }));
        else if (body.Error !== undefined)
            toasts.setActionFailure(appId, failureWords(body.Error));
        else if (action === "cancel")
            toasts.success(cockpit.format(_("The operation on $0 was canceled."), name));
        return body.Error === undefined;
    }, [manager, toasts, dialogs, appId, name]);

    return { busy, act };
}
