// SPDX-License-Identifier: LGPL-2.1-or-later
/** The page as it ships, on a host that is made up by the address: ?lang=, dir=, theme=, host=, access=, count=, … */
import "@patternfly/react-core/dist/styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { HostState } from "../../../src/api/appmanager";
import { App } from "../../../src/ui/app";
import type { Superuser } from "../../../src/ui/page/superuser";
import { logHost } from "./log-host";
import { managerOf } from "./scene";

const wanted = new URLSearchParams(window.location.search);

const hosts: HostState[] = [
    { is: "loading" }, { is: "no-access" }, { is: "no-docker" }, { is: "docker-stopped" }, { is: "ready" },
    { is: "not-answering" },
    { is: "unreadable", detail: "/var/lib/appmanage/apps.json: Unexpected end of JSON input" },
];

const superuser: Superuser = {
    allowed: () => wanted.get("access") !== "none",
    subscribe: () => () => undefined,
};

const root = document.documentElement;
root.lang = (wanted.get("lang") ?? "en").replace("_", "-");
root.dir = wanted.get("dir") ?? "ltr";
root.classList.toggle("pf-v6-theme-dark", wanted.get("theme") === "dark");

const manager = managerOf({
    host: hosts.find(({ is }) => is === (wanted.get("host") ?? "ready")) ?? { is: "ready" },
    count: Number(wanted.get("count") ?? "24"),
    empty: wanted.has("empty"),
    privileged: wanted.has("privileged"),
    refuses: wanted.has("refuses"),
    misconfigured: wanted.has("misconfigured"),
    newest: wanted.has("newest"),
    resticless: wanted.has("resticless"),
});
const log = wanted.get("log");
if (log !== null) {
    const follow = logHost(log, Number(wanted.get("size") ?? "1"));
    manager.followLog = (...request) => follow(...request);
}
Object.assign(window, { manager });

const element = document.getElementById("app");
if (element)
    createRoot(element).render(<StrictMode><App manager={manager} superuser={superuser} /></StrictMode>);
