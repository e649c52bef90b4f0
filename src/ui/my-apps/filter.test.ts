// SPDX-License-Identifier: LGPL-2.1-or-later
import { anApp } from "../../../test/fakes/manager";
import { counts, matches, noFilter } from "./filter";

const blog = anApp("blog");
const cache = anApp("cache", { record: { name: "redis", trade_mark: "Redis" }, state: { status: "stop" } });

describe("matches", () => {
    it.each([
        ["", true],
        ["BLO", true],
        ["word  press", true],
        ["redis", false],
    ])("finds %j in blog: %s", (text, found) => {
        expect(matches(blog, { ...noFilter, text })).toBe(found);
    });

    it("narrows by the group of the status", () => {
        expect(matches(blog, { text: "", group: "running" })).toBe(true);
        expect(matches(cache, { text: "", group: "running" })).toBe(false);
    });
});

it("counts by group", () => {
    expect(counts([blog, cache, anApp("code", { state: { status: "queuing" } })]))
            .toEqual({ all: 3, running: 1, working: 1, error: 0, stopped: 1 });
});
