// SPDX-License-Identifier: LGPL-2.1-or-later
import { longestLine } from "../docker/log-stream";
import { jobReader } from "./log";

describe("jobReader", () => {
    it.each([1, 2, 7, 1000])("reads lines in pieces of %d characters, with the time of the last mark", size => {
        const text = "first\n--- at 1795354893\nsecond\r\n\nopen";
        const read = jobReader();
        const lines = [];
        for (let at = 0; at < text.length; at += size)
            lines.push(...read(text.slice(at, at + size)));
        const time = "2026-11-22T13:41:33.000Z";
        expect(lines.map(line => [line.time, line.text])).toEqual([
            ["", "first"], [time, "--- at 1795354893"], [time, "second"], [time, ""],
        ]);
    });

    it("cuts a line without end and reads on behind it", () => {
        const read = jobReader();
        const lines = [...read("before\n")];
        for (let piece = 0; piece < 100; piece++)
            lines.push(...read("x".repeat(65_536)));
        lines.push(...read("\nafter\n"));
        expect(lines.map(({ text, isCut }) => [text.length, isCut])).toEqual([[6, false], [longestLine, true], [5, false]]);
    });
});
