// SPDX-License-Identifier: LGPL-2.1-or-later
/** The page. */
import "@patternfly/react-core/dist/styles/base.css";
import "./ui/page/fonts.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createAppManager } from "./api/appmanager";
import { cockpitContext } from "./context";
import { keepLanguage } from "./ui/page/language";
import { watchSuperuser } from "./ui/page/superuser";
import { followTheme } from "./ui/page/theme";
import { pageVisibility } from "./ui/page/visibility";
import { Start } from "./ui/start";

const open = async () => createAppManager(await cockpitContext(), pageVisibility());

followTheme();
keepLanguage();
const root = document.getElementById("app");
if (root)
    createRoot(root).render(<StrictMode><Start open={open} superuser={watchSuperuser()} /></StrictMode>);
