// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Check } from "../../apps/install/check";
import { checkText } from "./check-text";

const gibibyte = 1024 ** 3;
const port = { is: "port", key: "W9_HTTP_PORT_SET", port: 9001, protocol: "tcp" } as const;

it.each<[Check, string]>([
    [{ level: "ok", is: "cpu", need: 1, have: 2 }, "2 CPUs, 1 needed"],
    [{ level: "stop", is: "cpu", need: 2, have: 1 }, "1 CPU, 2 needed: the app wants a larger server."],
    [{ level: "ok", is: "memory", need: gibibyte, have: 5.1 * gibibyte }, "5.1 GiB of memory free, 1 GiB needed"],
    [
        { level: "stop", is: "disk", need: gibibyte, have: 0.5 * gibibyte, path: "/var/lib/docker" },
        "512 MiB of disk free, 1 GiB needed: free some space on /var/lib/docker.",
    ],
    [{ ...port, level: "ok", holder: "" }, "Port 9001/tcp is free."],
    [{ ...port, level: "stop", holder: "blog" }, "9001/tcp is used by blog."],
    [{ ...port, level: "stop", holder: "" }, "9001/tcp is used by a program on this server."],
    [{ ...port, level: "stop", holder: "", program: "nginx" }, "9001/tcp is used by the program nginx on this server."],
    [{ ...port, level: "stop", last: 9003, holder: "blog" }, "9001–9003/tcp is used by blog."],
    [{ ...port, level: "stop", holder: "", twice: true }, "The app would use 9001/tcp twice."],
    [
        { ...port, key: "", protocol: "udp", level: "stop", port: 53, holder: "blog" },
        "The app insists on port 53/udp, which blog uses: stop or remove that first.",
    ],
    [
        { ...port, key: "", protocol: "udp", level: "stop", port: 53, holder: "" },
        "The app insists on port 53/udp, which a program on this server uses: stop that first.",
    ],
    [
        { ...port, key: "", protocol: "udp", level: "stop", port: 53, holder: "", program: "named" },
        "The app insists on port 53/udp, which the program named on this server uses: stop that first.",
    ],
    [{ level: "stop", is: "name", code: "repeat" }, "This name is taken."],
    [
        { level: "stop", is: "docker-version", what: "compose", need: "2.20", have: "2.10" },
        "Docker Compose 2.10 is too old: update it to 2.20 or newer.",
    ],
    [
        { level: "stop", is: "docker-version", what: "compose", need: "2.20", have: "" },
        "Docker Compose is not installed: install 2.20 or newer.",
    ],
    [
        { level: "stop", is: "architecture", need: "arm64", have: "amd64", service: "db" },
        "The image of db is made for arm64, and this server has amd64: choose another version, or another server.",
    ],
    [
        { level: "warn", is: "architecture", need: "arm64", have: "amd64", service: "db" },
        "The image of db is made for arm64, and this server has amd64: it runs, but slowly.",
    ],
    [
        { level: "stop", is: "container-name", name: "db", holder: "old" },
        "The app insists on a container named db, and old has it already: remove that first.",
    ],
    [
        { level: "stop", is: "library-folder", fault: { is: "reads-outside", file: "../x" } },
        "The compose file reads ../x, which is outside of the app's folder. It has to be fixed in the library.",
    ],
    [
        { level: "warn", is: "privilege", what: "other-container", service: "web", detail: "shop" },
        "web shares what belongs to the container shop.",
    ],
    [
        { level: "warn", is: "privilege", what: "host-path", service: "web", detail: "/etc" },
        "web can use the folder /etc of this server.",
    ],
])("%j", (check, text) => {
    expect(checkText(check)).toBe(text);
});
