// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Check } from "./check";
import { freeName, nameCheck } from "./checks/name";
import { settingChecks, usable } from "./checks/settings";
import { OperationError } from "../problem";
import { refuseStopped } from "./refusal";

function refusalOf(...checks: Check[]) {
    try {
        refuseStopped(checks);
        return undefined;
    } catch (error) {
        if (error instanceof OperationError)
            return error.problem;
        throw error;
    }
}

const short: Check = { is: "memory", level: "stop", need: 8 * 1024 ** 3, have: 1024 ** 3, free: 1 };
const taken: Check = {
    is: "port", level: "stop", key: "W9_HTTP_PORT_SET", port: 80, protocol: "tcp", holder: "",
};

test("nothing to refuse", () => {
    expect(refusalOf()).toBeUndefined();
    const granted: Check = { is: "privilege", level: "warn", what: "privileged", service: "a", detail: "" };
    expect(refusalOf(granted, { ...short, level: "ok" })).toBeUndefined();
});

test("the contract's order decides, not the order of the checks", () => {
    const compose: Check = { is: "compose-file", level: "stop", message: "no services" };
    const repeat: Check = { is: "name", level: "stop", code: "repeat" };
    expect(refusalOf(compose, short, taken, repeat)).toEqual({ code: "Param.CustomerAppName.Repeat" });
    expect(refusalOf(compose, short, taken)).toEqual({
        code: "Param.Settings.PortInUse", detail: "W9_HTTP_PORT_SET: 80/tcp is used by a program of the host",
    });
    expect(refusalOf(compose, short, { is: "cpu", level: "stop", need: 4, have: 2 })).toEqual({
        code: "Requirement.NotEnough", detail: "memory: 8.0 GiB needed, 1.0 GiB available; cpu: 4 needed, 2 there",
    });
    expect(refusalOf(compose)).toEqual({ code: "Container.Command.Error", detail: "no services" });
});

test.each<[Check, string, string]>([
    [
        { is: "port", level: "stop", key: "", port: 7000, last: 7003, protocol: "udp", holder: "shop" },
        "Param.Settings.PortInUse", "7000-7003/udp is used by shop",
    ],
    [
        {
            is: "port", level: "stop", key: "W9_HTTP_PORT_SET", port: 80, protocol: "tcp", holder: "", program: "nginx",
            free: 9001,
        },
        "Param.Settings.PortInUse", "W9_HTTP_PORT_SET: 80/tcp is used by the program \"nginx\", 9001 is free",
    ],
    [
        { is: "address", level: "stop", key: "", need: "10.0.0.1", have: [] },
        "Requirement.NotEnough", "10.0.0.1 is not an address of this server",
    ],
    [
        { is: "address", level: "stop", key: "W9_IP_SET", need: "10.0.0.1", have: [] },
        "Param.Settings.FormatError", "W9_IP_SET: 10.0.0.1 is not an address of this server",
    ],
    [
        { is: "docker-version", level: "stop", what: "compose", need: "2.22.0", have: "" },
        "Requirement.NotEnough", "docker compose: 2.22.0 needed, none there",
    ],
    [
        { is: "architecture", level: "stop", need: "arm64", have: "amd64", service: "db" },
        "Requirement.NotEnough", "db: made for arm64, the host is amd64",
    ],
    [
        { is: "network", level: "stop", need: 2, have: 1 },
        "Requirement.NotEnough", "address ranges for networks: 2 needed, 1 free",
    ],
    [
        { is: "container-name", level: "stop", name: "db", holder: "old" },
        "Container.Command.Error", "container db: exists already, in old",
    ],
    [
        { is: "missing", level: "stop", what: "volume", name: "x" },
        "Container.Command.Error", "volume x: external, and does not exist",
    ],
    [
        { is: "forbidden", level: "stop", service: "db", key: "provider" },
        "Container.Command.Error", "db: provider is not allowed",
    ],
    [
        { is: "library-folder", level: "stop", fault: { is: "foreign-file", file: "src/x" } },
        "SystemError", "foreign-file: src/x",
    ],
])("%j", (check, code, detail) => {
    expect(refusalOf(check)).toEqual({ code, detail });
});

const volumes = [{ name: "kept_db", labels: { "com.docker.compose.project": "kept" } }, { name: "loose", labels: {} }];
const names = { records: {}, jobs: new Map(), projects: new Set(["old"]), volumes };

test.each([
    ["", "blank"],
    ["a", "format"], ["Blog", "format"], ["a-b", "format"], ["a".repeat(21), "format"], ["blög", "format"],
    ["old", "repeat"], ["kept", "repeat"], ["loose", undefined], ["blog2", undefined],
])("the name %j: %j", (name, code) => {
    const check = nameCheck(name, names);
    expect(check.is === "name" ? check.code : "").toBe(code);
    expect(check.level).toBe(code === undefined ? "ok" : "stop");
});

test("a free name is the app's, or that with a number", () => {
    expect(freeName("word.press", names)).toBe("wordpress");
    expect(freeName("old", names)).toBe("old2");
    expect(freeName("-", names)).toBe("app");
    expect(freeName("x", names)).toBe("x1");
    expect(freeName("a".repeat(40), names)).toBe("a".repeat(17));
});

test("settings that the app does not have, or can't take", () => {
    const variables = [
        { key: "W9_HTTP_PORT_SET", kind: "port", preset: "9001" } as const,
        { key: "W9_PATH_SET", kind: "text", preset: "/" } as const,
    ];
    const asked = { W9_HTTP_PORT_SET: "http", W9_PATH_SET: "/srv", W9_ID: "x", __proto__: "y" };
    expect(settingChecks(asked, variables)).toMatchObject([
        { key: "W9_HTTP_PORT_SET", code: "format" }, { key: "W9_ID", code: "unknown" },
    ]);
    expect(usable(asked, variables)).toEqual({ W9_PATH_SET: "/srv" });
});
