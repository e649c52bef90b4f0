// SPDX-License-Identifier: LGPL-2.1-or-later
import { expressionOf, whenOf, whenText, type When } from "./calendar";

it.each<[string, When]>([
    ["daily", { is: "daily", time: "00:00" }],
    ["weekly", { is: "weekly", day: "Mon", time: "00:00" }],
    ["3:05", { is: "daily", time: "03:05" }],
    ["*-*-* 03:05:00", { is: "daily", time: "03:05" }],
    ["Sun *-*-* 23:00", { is: "weekly", day: "Sun", time: "23:00" }],
    ["wednesday 04:30:00", { is: "weekly", day: "Wed", time: "04:30" }],
    ["*-*-* 03:05:30", { is: "custom", expression: "*-*-* 03:05:30" }],
    ["Mon..Fri 03:00", { is: "custom", expression: "Mon..Fri 03:00" }],
    ["Funday 03:00", { is: "custom", expression: "Funday 03:00" }],
    ["*-*-01 03:00", { is: "custom", expression: "*-*-01 03:00" }],
    ["25:00", { is: "custom", expression: "25:00" }],
    ["hourly", { is: "custom", expression: "hourly" }],
])("reads %s", (expression, when) => {
    expect(whenOf(expression)).toEqual(when);
});

it.each<When>([
    { is: "daily", time: "03:05" }, { is: "weekly", day: "Thu", time: "00:00" }, { is: "custom", expression: "Sat,Sun 04:00" },
])("writes what it reads: %j", when => {
    expect(whenOf(expressionOf(when))).toEqual(when);
});

it("says them in the page's language, whatever the browser's time zone", () => {
    expect(whenText("*-*-* 03:05:00")?.replace("\u202f", " ")).toBe("Daily at 3:05 AM");
    expect(whenText("Sun 23:00")?.replace("\u202f", " ")).toBe("Weekly, Sunday at 11:00 PM");
    expect(whenText("Mon..Fri 03:00")).toBeUndefined();
});
