// SPDX-License-Identifier: LGPL-2.1-or-later
import { dateTime, duration, percent } from "./quantity";

it.each([
    [0.2, "1 sec"],
    [10, "10 sec"],
    [89, "89 sec"],
    [120, "2 min"],
    [7200, "2 hr"],
])("%s seconds are %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
});

it("writes a share as a whole per cent", () => {
    expect(percent(0.58)).toBe("58%");
});

it("writes a time, and nothing for none", () => {
    expect(dateTime("2026-11-22T13:00:00.000Z")).toContain("2026");
    expect(dateTime("yesterday")).toBe("");
});
