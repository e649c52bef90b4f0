// SPDX-License-Identifier: LGPL-2.1-or-later
import { entryOn, portEntriesFrom, portsOf } from "./port-entry";

test.each([
    ["$DB_PORT:6379", "127.0.0.1:$DB_PORT:6379"],
    ["${DB_PORT}:${INNER}", "127.0.0.1:${DB_PORT}:${INNER}"],
    ["${DB_PORT:-6379}:6379/tcp", "127.0.0.1:${DB_PORT:-6379}:6379/tcp"],
    ["${A:-${B:-1}}:80", "127.0.0.1:${A:-${B:-1}}:80"],
    ["0.0.0.0:80:8080", "127.0.0.1:80:8080"],
    ["$ADDRESS:$PORT:80/udp", "127.0.0.1:$PORT:80/udp"],
    ["10000-10010:10000-10010/udp", "127.0.0.1:10000-10010:10000-10010/udp"],
    ["$ROW:10000-10010/udp", "127.0.0.1:$ROW:10000-10010/udp"],
    ["8000-9000:80", "127.0.0.1:8000-9000:80"],
    ["[::]:80:80", "127.0.0.1:80:80"],
    ["8080", "127.0.0.1::8080"],
    ["10.0.0.5::90", "127.0.0.1::90"],
    [8080, "127.0.0.1::8080"],
    ["5000/udp", "127.0.0.1::5000/udp"],
])("it publishes %s on another address and keeps the rest", (entry, moved) => {
    expect(entryOn(entry, "127.0.0.1")).toBe(moved);
});

test("it sets an IPv6 address in brackets, and none for every address", () => {
    expect(entryOn("[fd00::1]:5000:5000", "::1")).toBe("[::1]:5000:5000");
    expect(entryOn("127.0.0.1:$PORT:80", "")).toBe("$PORT:80");
    expect(entryOn("127.0.0.1::80/udp", "")).toBe("80/udp");
});

test("it sets the address of an object and keeps its other keys", () => {
    const entry = { target: 80, published: "$PORT", protocol: "tcp", mode: "host", name: "web" };
    expect(entryOn({ ...entry, host_ip: "10.0.0.1" }, "127.0.0.1")).toEqual({ ...entry, host_ip: "127.0.0.1" });
    expect(entryOn({ ...entry, host_ip: "127.0.0.1" }, "")).toEqual(entry);
});

test("it leaves an entry alone whose text is a variable as a whole", () => {
    expect(entryOn("$WHOLE", "127.0.0.1")).toBeUndefined();
});

test("it counts the ports that compose makes of an entry", () => {
    expect(["80:80", 80, "3000-3005", "$ROW:10000-10010/udp", "8000-9000:80"].map(portsOf)).toEqual([1, 1, 6, 11, 1]);
    expect(portsOf({ target: 80, published: "8000-9000" })).toBe(1);
});

test("it reads the entries of each service as they stand in the file", () => {
    const output = JSON.stringify({ services: { a: { ports: ["$A:80", 81, { target: 82 }] }, b: { ports: null }, c: {} } });
    expect(portEntriesFrom(output)).toEqual({ a: ["$A:80", 81, { target: 82 }], b: [], c: [] });
});
