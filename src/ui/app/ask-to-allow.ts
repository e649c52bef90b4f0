// SPDX-License-Identifier: LGPL-2.1-or-later
/** Where an app's files are not those that were allowed: shows how they differ and, if that is allowed, asks once more. */
import { createElement, Suspense } from "react";
import { ask, type Failure } from "../ask";
import { lazyView } from "../page/lazy-view";
import type { PageContents } from "../page/page-context";
import { failureWords } from "../words/trouble-words";

const AllowChangesDialog = lazyView(async () => (await import("./allow-changes-dialog")).AllowChangesDialog);

export interface Refused {
    appId: string;
    name: string;
    operation: string;
    /** Its parameters. */
    body: object;
}

/** False for another failure, which is the caller's to show. */
export function askToAllow(page: PageContents, refused: Refused, failure: Failure): boolean {
    if (failure.Code !== "APP.DefinitionChanged")
        return false;
    const allow = async (digest: string): Promise<void> => {
        page.toasts.setActionFailure(refused.appId, undefined);
        const { body } = await ask(page.manager, refused.operation, { ...refused.body, allow_changes: digest });
        // The files may have changed again.
        if (body.Error !== undefined)
            showFailure(page, refused, body.Error);
    };
    const dialog = createElement(
        AllowChangesDialog, { name: refused.name, changes: failure.Detail ?? "", allow: digest => void allow(digest) });
    page.dialogs.show(createElement(Suspense, { fallback: null }, dialog));
    return true;
}

/** In a dialog that offers a way out, or where the app stands. */
export function showFailure(page: PageContents, refused: Refused, failure: Failure): void {
    if (!askToAllow(page, refused, failure))
        page.toasts.setActionFailure(refused.appId, failureWords(failure));
}
