// SPDX-License-Identifier: LGPL-2.1-or-later
import { aLogLine } from "../../../test/fakes/manager";
import { createLogRows, type LogRows } from "./log-rows";

const lines = (from: number, count: number) =>
    Array.from({ length: count }, (_value, index) => aLogLine(`line ${from + index}`));

const kept = (rows: LogRows) =>
    Array.from({ length: rows.end() - rows.first() }, (_value, index) => rows.at(rows.first() + index)?.text);

describe("createLogRows", () => {
    it("keeps the last rows under their numbers", () => {
        const rows = createLogRows(3, 1000);
        for (let from = 0; from < 5000; from += 100)
            rows.add(lines(from, 100));
        expect([rows.first(), rows.end()]).toEqual([4997, 5000]);
        expect(kept(rows)).toEqual(["line 4997", "line 4998", "line 4999"]);
        expect(rows.at(4996)).toBeUndefined();
        expect(rows.at(5000)).toBeUndefined();
    });

    it("drops no more than it must for the characters, and never the last row", () => {
        const rows = createLogRows(100, 25);
        rows.add([aLogLine("x".repeat(10)), aLogLine("y".repeat(10)), aLogLine("z".repeat(10))]);
        expect(kept(rows)).toEqual(["y".repeat(10), "z".repeat(10)]);
        rows.add([aLogLine("a".repeat(60))]);
        expect(kept(rows)).toEqual(["a".repeat(60)]);
    });

    it("drops nothing while it is held, and says when there is no more room", () => {
        const rows = createLogRows(3, 1000);
        rows.add(lines(0, 3));
        rows.hold(true);
        expect(rows.add(lines(3, 3))).toBe(true);
        expect(rows.add(lines(6, 3))).toBe(false);
        expect(kept(rows)).toEqual(lines(0, 7).map(({ text }) => text));
        rows.hold(false);
        expect(kept(rows)).toEqual(["line 4", "line 5", "line 6"]);
        expect(rows.add(lines(7, 1))).toBe(true);
    });
});
