// SPDX-License-Identifier: LGPL-2.1-or-later
import { capacity, capacityPerSecond, dateTime, duration, percent } from "./quantity";

it.each([
    [0.2, "1 sec"],
    [10, "10 sec"],
    [89, "89 sec"],
    [120, "2 min"],
    [7200, "2 hr"],
])("%s seconds are %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
});

it.each([
    [1024 ** 3, "1 GiB"],
    [5.25 * 1024 ** 3, "5.3 GiB"],
    [512 * 1024 ** 2, "512 MiB"],
    [0, "0 KiB"],
    [700, "0.7 KiB"],
    [3 * 1024 ** 4, "3 TiB"],
])("%s bytes are %s", (bytes, text) => {
    expect(capacity(bytes)).toBe(text);
});

it("writes a share as a whole per cent", () => {
    expect(percent(0.58)).toBe("58%");
});

it("writes a time, and nothing if it is missing", () => {
    expect(dateTime("2026-11-22T13:00:00.000Z")).toContain("2026");
    expect(dateTime("yesterday")).toBe("");
});

it("writes a speed in the units of sizes", () => {
    expect(capacityPerSecond(11 * 1024 ** 2)).toBe("11 MiB/s");
});
