// SPDX-License-Identifier: LGPL-2.1-or-later
/** What every component of the page can reach: the app manager, the dialog, the toasts and the logos. */
import { createContext, useContext } from "react";
import type { AppManager } from "../../api/appmanager";
import type { Dialogs } from "./dialogs";
import type { Logos } from "./logos";
import type { Toasts } from "./toasts";

export interface PageContents {
    manager: AppManager;
    dialogs: Dialogs;
    logos: Logos;
    toasts: Toasts;
}

const PageContext = createContext<PageContents | undefined>(undefined);

export const PageProvider = PageContext.Provider;

export function usePage(): PageContents {
    const contents = useContext(PageContext);
    if (contents === undefined)
        throw new Error("usePage() outside of the page");
    return contents;
}
