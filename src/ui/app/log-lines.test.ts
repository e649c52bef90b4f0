// SPDX-License-Identifier: LGPL-2.1-or-later
import { aLogLine } from "../../../test/fakes/manager";
import { jobLine, readableLines, serviceLine } from "./log-lines";

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

describe("readableLines", () => {
    it("reads lines of the job and of a service each in their way", () => {
        const mark = "--- at 1795354893";
        expect(readableLines([aLogLine(mark), aLogLine(mark, { source: "web-1" })]))
            .toEqual([aLogLine(mark, { source: "web-1" })]);
    });
});
