// SPDX-License-Identifier: LGPL-2.1-or-later
import { isSettable, portNumber, settableVariables, type SettableVariable } from "./settings";

test.each([["1", 1], ["80", 80], ["9001", 9001], ["65535", 65535]])("%s is a port", (text, port) => {
    expect(portNumber(text)).toBe(port);
});

test.each([
    "", " ", "0", "00", "08", "-1", "+80", "65536", "70000", "999999", "80.0", "1e3", "0x50", " 80", "80 ", "80\n",
    "８０", "80; rm", "8080-8090", "127.0.0.1:80", "NaN", "Infinity",
])("%j is not one", text => {
    expect(portNumber(text)).toBeUndefined();
});

test("finds what may be set, in the file's order, and tells ports from texts", () => {
    const env = "W9_HTTP_PORT_SET='9001'\nW9_ID=x\nW9_KEY_SET=abc\nw9_low_set=1\nX_W9_A_SET=2\nW9_VNC_SET=7900\n" +
        "W9_COUNT_SET=3\nW9_DB_PORT_SET=$OTHER\nW9_Zero_gRPC_PORT_SET=5080\nGRPC_PORT_SET=33060\nPORT_SETTLE=1\nA_SET=1\n" +
        "W9_RANGE_PORT_SET=9000-9010\nW9_HERE_PORT_SET=127.0.0.1:80\nW9_NONE_PORT_SET=\n";
    const compose = "ports:\n  - $W9_HTTP_PORT_SET:80\n  - ${W9_VNC_SET}:7900\nenvironment:\n  COUNT: $W9_COUNT_SET\n";
    expect(settableVariables(env, compose)).toEqual([
        { key: "W9_HTTP_PORT_SET", kind: "port", preset: "9001" },
        { key: "W9_KEY_SET", kind: "text", preset: "abc" },
        { key: "W9_VNC_SET", kind: "port", preset: "7900" },
        { key: "W9_COUNT_SET", kind: "text", preset: "3" },
        { key: "W9_DB_PORT_SET", kind: "port", preset: "$OTHER" },
        { key: "W9_Zero_gRPC_PORT_SET", kind: "port", preset: "5080" },
        { key: "GRPC_PORT_SET", kind: "port", preset: "33060" },
        { key: "W9_RANGE_PORT_SET", kind: "text", preset: "9000-9010" },
        { key: "W9_HERE_PORT_SET", kind: "text", preset: "127.0.0.1:80" },
        { key: "W9_NONE_PORT_SET", kind: "port", preset: "" },
    ]);
});

const text: SettableVariable = { key: "W9_TITLE_SET", kind: "text", preset: "" };

test.each(["", "Hello", "$(reboot)", "a \"b\" #c", "密码 🔑", "C:\\x", "x".repeat(1000)])("a text may be %j", value => {
    expect(isSettable(text, value)).toBe(true);
});

test.each([
    "it's", "a\nb", "a\rb", "\0", "\t", "\u001b[0m", "\u0085", "end\\", "x".repeat(1001),
])("but not %j", value => {
    expect(isSettable(text, value)).toBe(false);
});
