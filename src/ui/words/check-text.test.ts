// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Check } from "../../apps/install/check";
import { checkText } from "./check-text";

const gibibyte = 1024 ** 3;
const port = { is: "port", key: "W9_HTTP_PORT_SET", port: 9001, protocol: "tcp" } as const;

it.each<[Check, string]>([
    [
        { level: "warn", is: "memory", need: 6 * gibibyte, have: 8 * gibibyte, free: 5.1 * gibibyte },
        "5.1 GiB of memory free, 6 GiB needed: the app may be slow or fail until other programs use less.",
    ],
    [
        { level: "stop", is: "memory", need: 16 * gibibyte, have: 8 * gibibyte, free: 5.1 * gibibyte },
        "8 GiB of memory, 16 GiB needed: the app requires a larger server.",
    ],
    [
        { level: "stop", is: "subnet", subnet: "172.30.5.0/24", taken: "172.30.0.0/16", by: "network", holder: "lab" },
        "The app requires the addresses 172.30.5.0/24, and the Docker network lab uses 172.30.0.0/16: remove that network first.",
    ],
    [
        { level: "stop", is: "subnet", subnet: "10.1.0.0/24", taken: "10.1.0.0/24", by: "app", holder: "blog" },
        "The app requires the addresses 10.1.0.0/24, and blog uses 10.1.0.0/24: uninstall that app first.",
    ],
    [
        { level: "warn", is: "subnet", subnet: "10.1.0.0/24", taken: "10.0.0.0/8", by: "host", holder: "" },
        "The app's network uses the addresses 10.1.0.0/24. Computers at 10.0.0.0/8 can then no longer be reached from this server.",
    ],
    [
        { level: "stop", is: "ipv6", network: "x_default", need: "27.0.0", have: "26.1.5" },
        "The network x_default uses IPv6, for which Docker 26.1.5 has no addresses: update Docker to 27.0.0 or newer.",
    ],
    [
        { level: "stop", is: "replicas", service: "web", count: 2, port: 9200 },
        "web is to run as 2 containers, but only one can use port 9200. This has to be fixed in the library.",
    ],
    [
        { level: "stop", is: "replicas", service: "web", count: 2 },
        "web is to run as several containers, but only one can have its name. This has to be fixed in the library.",
    ],
    [
        { level: "warn", is: "many-ports", count: 1001 },
        "The app publishes 1,001 ports. It takes Docker minutes to start and to stop it.",
    ],
    [
        { level: "stop", is: "missing-file", what: "secret", service: "dbpw", path: "secrets/dbpw" },
        "The secret dbpw is read from the file secrets/dbpw, which does not exist.",
    ],
    [{ level: "stop", is: "missing-file", what: "mount", service: "web", path: "/srv/x" },
        "web requires /srv/x, which does not exist."],
    [
        { level: "warn", is: "missing-file", what: "mount", service: "web", path: "a.ini" },
        "web uses the file a.ini, which does not exist: Docker creates a folder in its place.",
    ],
    [
        { level: "stop", is: "missing-file", what: "file", service: "", path: "base.yml" },
        "The app's compose file reads base.yml, which does not exist.",
    ],
    [
        { level: "stop", is: "swarm-only", what: "secret", name: "dbpw" },
        "The app requires the secret dbpw of a Docker swarm. It is made for a swarm and can't run on this server alone.",
    ],
    [
        { level: "stop", is: "docker-version", what: "compose", need: "2.30.0", have: "2.26.1", feature: "post_start" },
        "The app's compose file uses “post_start”, for which Docker Compose 2.26.1 is too old: update it to 2.30.0 or newer.",
    ],
    [{ level: "ok", is: "cpu", need: 1, have: 2 }, "2 CPUs, 1 needed"],
    [{ level: "stop", is: "cpu", need: 2, have: 1 }, "1 CPU, 2 needed: the app requires a larger server."],
    [{ level: "ok", is: "memory", need: gibibyte, have: 8 * gibibyte, free: 5.1 * gibibyte },
        "5.1 GiB of memory free, 1 GiB needed"],
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
        "The app requires port 53/udp, which blog uses: stop or remove blog first.",
    ],
    [
        { ...port, key: "", protocol: "udp", level: "stop", port: 53, holder: "" },
        "The app requires port 53/udp, which a program on this server uses: stop that program first.",
    ],
    [
        { ...port, key: "", protocol: "udp", level: "stop", port: 53, holder: "", program: "named" },
        "The app requires port 53/udp, which the program named on this server uses: stop that program first.",
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
        "The app requires a container named db, which belongs to old: remove that one first.",
    ],
    [
        { level: "stop", is: "library-folder", fault: { is: "reads-outside", file: "../x" } },
        "The compose file reads ../x, which is outside the app's folder. This has to be fixed in the library.",
    ],
    [
        { level: "warn", is: "privilege", what: "other-container", service: "web", detail: "shop" },
        "web shares what belongs to the container shop.",
    ],
    [
        { level: "warn", is: "privilege", what: "host-path", service: "web", detail: "/etc" },
        "web can use the folder /etc of this server.",
    ],
    [
        { level: "warn", is: "privilege", what: "full-control", service: "web", detail: "./src" },
        "web can change ./src, and so take control of everything on this server.",
    ],
    [
        { level: "warn", is: "privilege", what: "unknown", service: "web", detail: "surprise: 1" },
        "web uses a setting whose effect is unknown: surprise: 1.",
    ],
    [
        { level: "stop", is: "forbidden", service: "db", key: "provider" },
        "The app's compose file uses “provider” for db, which runs a program outside of Docker. " +
            "Apps are not allowed to do this.",
    ],
])("%j", (check, text) => {
    expect(checkText(check)).toBe(text);
});
