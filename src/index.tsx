// SPDX-License-Identifier: LGPL-2.1-or-later
/** The page. */
import "@patternfly/react-core/dist/styles/base.css";
import "./ui/fonts.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createAppManager } from "./api/appmanager";
import { cockpitContext } from "./context";
import { keepLanguage } from "./ui/language";
import { Start } from "./ui/start";
import { watchSuperuser } from "./ui/superuser";
import { followTheme } from "./ui/theme";
import { pageVisibility } from "./ui/visibility";

const open = async () => createAppManager(await cockpitContext(), pageVisibility());

followTheme();
keepLanguage();
const root = document.getElementById("app");
if (root)
    createRoot(root).render(<StrictMode><Start open={open} superuser={watchSuperuser()} /></StrictMode>);
