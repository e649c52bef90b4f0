// SPDX-License-Identifier: LGPL-2.1-or-later
import { operationCommands, pathOf } from "./commands";
import { imageTables } from "./image-tables";

const [a, b] = ["a", "b"].map(letter => `sha256:${letter.repeat(64)}`);
const time = "2026-11-28T12:00:00Z";
const web = { app_id: "blog", service: "web", image: "web:1.0", old: a, time };

it("shows what was found, and that it may be nothing", () => {
    const images = [
        { ...web, outcome: "moved", reason: null, new: b },
        { ...web, service: "db", outcome: "unknown", reason: "no-answer", old: null, new: null },
    ];
    expect(imageTables.ImageStatus({ checked: time, daily: true, images })).toBe(
        "APP   SERVICE  IMAGE    STATE               RUNS          TAG\n" +
        "blog  web      web:1.0  moved               aaaaaaaaaaaa  bbbbbbbbbbbb\n" +
        `blog  db       web:1.0  unknown: no-answer  -             -\nchecked: ${time}, daily\n`);
    expect(imageTables.ImageCheck({ checked: null, daily: false, images: [] })).toBe("checked: never\n");
});

it("is what commands of their own print", () => {
    const commands = operationCommands().filter(({ group }) => group === "images");
    expect(commands.map(one => [pathOf(one), one.changes, one.options.map(({ flag }) => flag)])).toEqual([
        ["images status", false, []], ["images check", true, []], ["images schedule", true, ["daily"]],
    ]);
    expect(operationCommands().find(({ name }) => name === "update")?.options.map(({ flag }) => flag)).toContain("new-images");
});
