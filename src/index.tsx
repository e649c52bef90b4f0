// SPDX-License-Identifier: LGPL-2.1-or-later
/** The page. */
import "@patternfly/react-core/dist/styles/base.css";
import "./ui/fonts.css";
import { createRoot } from "react-dom/client";
import { followTheme } from "./ui/theme";

followTheme();
const root = document.getElementById("app");
if (root)
    createRoot(root).render(<main />);
