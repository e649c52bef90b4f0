// SPDX-License-Identifier: LGPL-2.1-or-later
/** The whole page as an administrator sees it, on a host with these apps. */
import { render } from "@testing-library/react";
import type { HostState } from "../../src/api/appmanager";
import { App } from "../../src/ui/app";
import { anApp, FakeManager } from "./manager";
import { admin } from "./superuser";

export function showPage(apps = [anApp("blog")], host: HostState = { is: "ready" }): FakeManager {
    const manager = new FakeManager({ host, apps });
    render(<App manager={manager} superuser={admin} />);
    return manager;
}
