// SPDX-License-Identifier: LGPL-2.1-or-later
/** The page. */
import "@patternfly/react-core/dist/styles/base.css";
import "./ui/fonts.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createAppManager } from "./api/appmanager";
import { cockpitContext } from "./context";
import { App } from "./ui/app";
import { keepLanguage } from "./ui/language";
import { watchSuperuser } from "./ui/superuser";
import { followTheme } from "./ui/theme";

async function start(root: HTMLElement): Promise<void> {
    const manager = createAppManager(await cockpitContext());
    createRoot(root).render(<StrictMode><App manager={manager} superuser={watchSuperuser()} /></StrictMode>);
}

followTheme();
keepLanguage();
const root = document.getElementById("app");
if (root)
    void start(root);
