// SPDX-License-Identifier: LGPL-2.1-or-later
import { added, jobLine, lastLines, linesWith, noLines, serviceLine } from "./log-lines";

describe("added", () => {
    it("keeps a line open until it ends, wherever the pieces are cut", () => {
        const first = added(noLines, "one\ntw", serviceLine);
        expect(first).toEqual({ text: "one\n", rest: "tw" });
        expect(added(first, "o\n", serviceLine)).toEqual({ text: "one\ntwo\n", rest: "" });
    });

    it("leaves out what is not worth a line", () => {
        expect(added(noLines, "a\nb\nc\n", line => line === "b" ? undefined : line).text).toBe("a\nc\n");
    });

    it("forgets the oldest lines of an endless log, and cuts none in two", () => {
        const line = "x".repeat(99);
        const { text } = added(noLines, `${line}\n`.repeat(6000), serviceLine);
        expect(text.length).toBeLessThanOrEqual(500_000);
        expect(text.length).toBeGreaterThan(499_000);
        expect(text.startsWith(`${line}\n`)).toBe(true);
    });
});

describe("serviceLine", () => {
    it.each([
        ["\u001b[32mINFO\u001b[0m ready", "INFO ready"],
        ["10 %\r20 %\rdone", "done"],
        ["plain", "plain"],
    ])("shows %j as %j", (line, shown) => {
        expect(serviceLine(line)).toBe(shown);
    });
});

describe("jobLine", () => {
    it.each([
        ["--- at 1795354893", undefined],
        [" ae5293b0afe7 Downloading [====>  ]  3.4kB/30kB", undefined],
        [" ae5293b0afe7 Pulling fs layer ", undefined],
        [" ae5293b0afe7 Pull complete ", " ae5293b0afe7 Pull complete"],
        [" web Pulling ", " web Pulling"],
        ["--- run 2026-11-22T13:41:32Z", undefined],
        ["{\"id\":\"web\",\"text\":\"Pulling\"}", "web Pulling"],
        ["{\"id\":\"web\",\"text\":\"Error\",\"status\":\"manifest unknown\"}", "web Error manifest unknown"],
        ["{\"error\":true}", "{\"error\":true}"],
        ["{no json", "{no json"],
        ["Error response from daemon: no such host", "Error response from daemon: no such host"],
    ])("shows %j as %j", (line, shown) => {
        expect(jobLine(line)).toBe(shown);
    });
});

it("takes the last lines", () => {
    expect(lastLines("a\nb\nc\n", 2)).toBe("b\nc");
    expect(lastLines("", 2)).toBe("");
});

it("finds lines whatever their case", () => {
    expect(linesWith("Error one\nfine\nerror two\n", "ERROR")).toBe("Error one\nerror two");
    expect(linesWith("a\nb\n", "")).toBe("a\nb\n");
});
