// SPDX-License-Identifier: LGPL-2.1-or-later
// The fixtures are what docker 26.1.5 and Compose printed (2.26.1; pull-json 2.40.3) for two images of 40 MB and 52 MB
// that share six layers.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pullReader, type Progress } from "./progress";

function logOf(name: string): string {
    return readFileSync(join(__dirname, "fixtures", `pull-${name}.txt`), "utf8");
}

function progressOf(text: string): Progress {
    const reader = pullReader();
    reader.add(text);
    return reader.progress();
}

/** The progress after each line. */
function courseOf(text: string): Progress[] {
    const reader = pullReader();
    return text.split(/(?<=\n)/).map(line => {
        reader.add(line);
        return reader.progress();
    });
}

function expectNoStepBack(course: Progress[]) {
    let done = 0;
    let layersDone = 0;
    let ratio = 0;
    for (const progress of course) {
        expect(progress.done).toBeGreaterThanOrEqual(done);
        expect(progress.layersDone).toBeGreaterThanOrEqual(layersDone);
        expect(progress.total).toBeGreaterThanOrEqual(progress.done);
        expect(progress.layers).toBeGreaterThanOrEqual(progress.layersDone);
        ({ done, layersDone } = progress);
        if (progress.complete && progress.total > 0) {
            expect(progress.done / progress.total).toBeGreaterThanOrEqual(ratio);
            ratio = progress.done / progress.total;
        }
    }
}

/** Bytes of the eight layers, as the registry has them. */
const exact = 1064332 + 3457 + 20978087 + 12586891 + 100 + 5244619 + 9440201 + 3146827;

const all = ["plain", "resumed", "two-runs", "json", "shared", "containerd"];

describe("what Compose really printed", () => {
    test.each(all)("%s: nothing goes backwards", name => {
        expectNoStepBack(courseOf(logOf(name)));
    });

    test.each(all)("%s: ends with everything there", name => {
        const { done, total, complete, layersDone, layers } = progressOf(logOf(name));
        expect({ complete, layersDone, layers }).toEqual({ complete: true, layersDone: 8, layers: 8 });
        expect(done).toBe(total);
    });

    test("json tells the exact bytes, plain text four digits; shared layers count once", () => {
        expect(progressOf(logOf("json")).total).toBe(exact);
        for (const name of ["plain", "resumed", "two-runs"])
            expect(Math.abs(progressOf(logOf(name)).total / exact - 1)).toBeLessThan(0.001);
    });

    test.each(all)("%s: the same numbers however the log is cut into pieces", name => {
        const text = logOf(name);
        const whole = pullReader();
        whole.add(text);
        for (const size of [1, 7, 4096]) {
            const reader = pullReader();
            for (let at = 0; at < text.length; at += size)
                reader.add(text.slice(at, at + size));
            expect(reader.progress()).toEqual(whole.progress());
            expect(reader.pace()).toEqual(whole.pace());
        }
    });

    test("no per cent before the last layer's download begins, and then one until the end", () => {
        const course = courseOf(logOf("plain")).map(({ complete }) => complete);
        const begin = course.indexOf(true);
        const last = logOf("plain").split("\n").findIndex(line => line.includes("e1dd3cc9f860 Downloading"));
        expect(begin).toBe(last);
        expect(course.slice(begin)).not.toContain(false);
    });

    test("a resumed download continues where it was", () => {
        const lines = logOf("resumed").split("\n");
        const cut = lines.findIndex(line => line.includes("ade40bd91433 Retrying"));
        const resumed = lines.findIndex((line, at) => at > cut && line.includes("ade40bd91433 Downloading"));
        const only = lines.slice(0, resumed + 1).filter(line => line.includes("ade40bd91433")).join("\n");
        const { done, total } = progressOf(`${only}\n`);
        // The registry cut every answer after 11 MB.
        expect(done).toBeGreaterThan(10.5e6);
        expect(total).toBe(20.98e6);
    });

    test("a second run shows what was there until it has caught up", () => {
        const lines = logOf("two-runs").split("\n");
        const second = lines.findLastIndex(line => line.startsWith("--- run"));
        const before = progressOf(lines.slice(0, second).join("\n"));
        const after = progressOf(lines.slice(0, second + 60).join("\n"));
        expect(before.done).toBeGreaterThan(30e6);
        expect(after.done).toBeGreaterThanOrEqual(before.done);
    });

    test("layers that are there already need no bytes", () => {
        const { total } = progressOf(logOf("shared"));
        expect(total).toBe(9.44e6 + 3.147e6);
    });

    test("the containerd store continues with the bytes it had after its client was killed", () => {
        const text = logOf("containerd");
        const first = text.indexOf(" ade40bd91433 Downloading");
        const begin = progressOf(text.slice(0, text.indexOf("\n", first) + 1));
        expect(begin).toMatchObject({ done: 8.389e6, total: 20.98e6 });
        expect(progressOf(text).total).toBe(20.98e6 + 12.59e6 + 9.44e6);
    });

    test("the clock lines give speed and time left, which come true", () => {
        const text = logOf("plain");
        const ticks = [...text.matchAll(/^--- at (\d+)$/gm)].map(match => (
            { end: match.index + match[0].length + 1, time: Number(match[1]) }));
        const last = ticks.at(-1);
        const half = ticks[Math.floor(ticks.length * 0.75)];
        if (!last || !half)
            throw new Error("the fixture has no clock");
        const reader = pullReader();
        reader.add(text.slice(0, half.end));
        const pace = reader.pace();
        // The registry sent 9 MB a second.
        expect(pace?.bytesPerSecond).toBeGreaterThan(8e6);
        expect(pace?.bytesPerSecond).toBeLessThan(9.5e6);
        if (pace?.secondsLeft !== undefined)
            expect(Math.abs(pace.secondsLeft - (last.time - half.time))).toBeLessThanOrEqual(1.5);
        expect(reader.progress().complete).toBe(pace?.secondsLeft !== undefined);
    });
});

const layer = "0123456789ab";
const other = "ba9876543210";

/** A log of these lines; an object stands for a line of json. */
function log(...lines: (string | object)[]): string {
    return lines.map(line => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
}

describe("dialects", () => {
    const bar = "[=>   ]  1.5MB/30MB";
    const numbers = { current: 1500000, total: 30000000, percent: 5 };
    const image = { id: layer, parent_id: "Image nginx", status: "Working" };
    test.each([
        ["json of 2.29, sizes in words only", { id: layer, text: "Downloading", status: bar }],
        ["json of 2.32", { id: layer, parent_id: "web", text: "Downloading", status: bar, ...numbers }],
        ["json of 5.0.0, which lost the phase", { ...image, text: bar, ...numbers }],
        ["json of 5.0.1", { ...image, text: "Downloading", details: bar, ...numbers }],
        ["json of 5.1", { ...image, text: "Downloading", details: "1.5MB", ...numbers }],
        ["plain", ` ${layer} Downloading ${bar}`],
        ["plain of 5.0.0, which lost the phase", ` ${layer} ${bar} `],
        ["plain, narrow terminal", ` ${layer} Downloading    1.5MB/30MB `],
        ["with colours and a carriage return", `\u001b[32m ${layer} Downloading ${bar}\u001b[0m\r`],
    ])("%s", (_name, line) => {
        expect(progressOf(log(line))).toMatchObject({ done: 1500000, total: 30000000, layersDone: 0, layers: 1 });
    });

    test("plain of 5.1 and newer has no total: bytes, but no per cent", () => {
        const text = log(" Image nginx Pulling ", ` ${layer} Pulling fs layer 0B`, ` ${layer} Downloading 1.5MB`);
        expect(progressOf(text)).toMatchObject({ done: 1500000, complete: false, layersDone: 0, layers: 1 });
    });

    test("json where the layers are missing: nothing is invented", () => {
        const begin = log({ id: "Image nginx", status: "Working", text: "Pulling" });
        expect(progressOf(begin)).toEqual({ done: 0, total: 0, complete: false, layersDone: 0, layers: 0 });
        expect(progressOf(begin + log({ id: "Image nginx", status: "Done", text: "Pulled" })).complete).toBe(false);
    });

    test("the seconds of the containerd store's extraction are no bytes", () => {
        expect(progressOf(log(
            { id: layer, parent_id: "web", text: "Downloading", current: 500, total: 1000 },
            { id: layer, parent_id: "web", text: "Download complete", percent: 100 },
            { id: layer, parent_id: "web", text: "Extracting", status: "2 s", current: 2 },
            ` ${layer} Extracting 3 s`,
            ` ${layer} Extracting 3B`,
        ))).toMatchObject({ done: 1000, total: 1000, layersDone: 0 });
    });

    test("both in one log", () => {
        expect(progressOf(log(
            "--- run 1", ` ${layer} Downloading [=> ] 1MB/4MB`,
            "--- run 2", { id: "web", text: "Pulling" },
            { id: layer, parent_id: "web", text: "Already exists", percent: 100 },
            { id: other, parent_id: "web", text: "Downloading", current: 1, total: 6000000 },
        ))).toEqual({ done: 4000001, total: 10000000, complete: true, layersDone: 1, layers: 2 });
    });

    test("an error as plain text between json lines is passed over", () => {
        const text = log({ id: "web", text: "Pulling" }, `Error response from daemon: ${layer} Downloading nothing`);
        expect(progressOf(text).layers).toBe(0);
    });
});

describe("per cent", () => {
    test("json: not before every image has told its layers", () => {
        const begin = log({ id: "web", text: "Pulling" }, { id: "db", text: "Pulling" },
            { id: layer, parent_id: "web", text: "Downloading", current: 1, total: 100 });
        expect(progressOf(begin).complete).toBe(false);
        expect(progressOf(begin + log({ id: other, parent_id: "db", text: "Downloading", current: 1, total: 100 })))
            .toMatchObject({ done: 2, total: 200, complete: true });
        expect(progressOf(begin + log({ id: "db", text: "Pulled" }))).toMatchObject({ complete: true });
    });

    test("plain: an image that is listed late takes the per cent away until it is back", () => {
        const small = log(" web Pulling ", " db Pulling ",
            " 000000000001 Downloading 50B/100B", " 000000000002 Downloading 50B/100B");
        expect(progressOf(small)).toMatchObject({ complete: true, done: 100, total: 200 });
        const late = small + log(` ${layer} Downloading 0B/200B`);
        expect(progressOf(late)).toMatchObject({ complete: false, done: 100, total: 400 });
        const back = late + log(` ${layer} Downloading 100B/200B`);
        expect(progressOf(back)).toMatchObject({ complete: true, done: 200, total: 400 });
    });

    test("plain: known layers that are all there say nothing about an image that has not begun", () => {
        expect(progressOf(log(
            " web Pulling ", " db Pulling ", ` ${layer} Already exists `, ` ${other} Already exists `, " web Pulled ",
        )).complete).toBe(false);
    });

    test("an image that fails is not there", () => {
        expect(progressOf(log(
            " web Pulling ", " db Pulling ", ` ${layer} Downloading 50B/100B`, " db Error nothing", " web Pulled ",
        ))).toMatchObject({ done: 50, complete: false });
    });

    test("layers of an earlier run that the new one has no use for do not hold it up", () => {
        expect(progressOf(log(
            "--- run 1", " web Pulling ", ` ${layer} Downloading 50B/100B`,
            "--- run 2", " web Pulling ", ` ${other} Downloading 10B/100B`, ` ${other} Pull complete `, " web Pulled ",
        ))).toEqual({ done: 150, total: 150, complete: true, layersDone: 2, layers: 2 });
    });

    test("images that an earlier run has pulled whole stay counted", () => {
        expect(progressOf(log(
            "--- run 1", " db Pulling ", ` ${layer} Downloading 50B/100B`, ` ${layer} Pull complete `, " db Pulled ",
            "--- run 2", " db Skipped - Image is already present locally ", " web Pulling ",
            ` ${other} Downloading 10B/100B`,
        ))).toMatchObject({ done: 110, total: 200, layersDone: 1, layers: 2 });
    });
});

describe("pace", () => {
    const clock = (...lines: [number, string][]) => {
        const reader = pullReader();
        for (const [time, line] of lines)
            reader.add(log(line, `--- at ${1700000000 + time}`));
        return reader.pace();
    };

    test("unknown without a clock, and with a clock that has just begun", () => {
        const reader = pullReader();
        reader.add(logOf("plain").replace(/^--- at.*\n/gm, ""));
        expect(reader.pace()).toBeUndefined();
        expect(clock([0, ` ${layer} Downloading 1MB/10MB`])).toBeUndefined();
    });

    test("what a second run must fetch again moves the speed, though not what is shown", () => {
        const pace = clock(
            [0, ` web Pulling \n ${layer} Downloading 9MB/10MB`],
            [10, `--- run 2\n web Pulling \n ${layer} Pulling fs layer`],
            [11, ` ${layer} Downloading 1MB/10MB`], [12, ` ${layer} Downloading 2MB/10MB`]);
        expect(pace).toEqual({ bytesPerSecond: 1e6, secondsLeft: 8 });
    });

    test("starts over when the clock is set back", () => {
        expect(clock([100, ` ${layer} Downloading 1MB/10MB`], [90, ` ${layer} Downloading 2MB/10MB`])).toBeUndefined();
    });
});

describe("hostile text", () => {
    const claim = { id: layer, parent_id: "web", text: "Downloading" };
    test.each([
        ["prototype names", log(
            { id: "__proto__", text: "Pulling" }, " __proto__ Pulling ",
            { id: "constructor", parent_id: "__proto__", text: "Downloading", current: 5, total: 10 })],
        ["JSON that is not one of Compose's objects", log({}, { id: null }, { id: 7 }, [], "null", `{"id":"a"`)],
        ["invalid sizes", log(
            { ...claim, current: -5, total: -10 },
            `{"id":"${layer}","text":"Downloading","current":1e999,"total":1e300}`)],
        ["sizes of other kinds", log({ ...claim, current: "1", total: { a: 1 } }, { ...claim, current: null })],
        ["invalid sizes in words", log(
            ` ${layer} Downloading ....MB/1.2.3MB`, ` ${layer} Downloading 99999999999PB/99999999999PB`,
            ` ${layer} Downloading -1MB/-2MB`)],
        ["controls", `\u0000\u001b[2J\u001b]0;title\u0007 ${layer}\u0008 Pulling fs layer\n`],
    ])("%s", (_name, text) => {
        const progress = progressOf(text);
        expect(progress).toMatchObject({ done: 0, total: 0, complete: false });
        for (const value of Object.values(progress))
            expect(Number.isNaN(value)).toBe(false);
    });

    test("a line without end is dropped, and what follows is read", () => {
        const reader = pullReader();
        for (let i = 0; i < 100; i++)
            reader.add("x".repeat(10000));
        reader.add(`${layer} Downloading 1MB/2MB\n ${other} Downloading 1MB/2MB\n`);
        expect(reader.progress()).toMatchObject({ done: 1e6, total: 2e6, layers: 1 });
    });

    test("no more layers and services than any app has", () => {
        const reader = pullReader();
        for (let i = 0; i < 20000; i++)
            reader.add(` ${i.toString(16).padStart(12, "0")} Downloading 1kB/2kB\n s${i} Pulling \n`);
        expect(reader.progress().layers).toBe(5000);
    });

    test("random lines never make it step back", () => {
        let seed = 7;
        const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
        const words = ["Pulling fs layer", "Waiting", "Downloading", "Verifying Checksum", "Download complete",
            "Extracting", "Pull complete", "Already exists", "Retrying in 3 seconds"];
        for (let round = 0; round < 30; round++) {
            const lines = Array.from({ length: 300 }, () => {
                const id = `00000000000${random(6)}`;
                const text = words[random(9)];
                switch (random(12)) {
                case 0: return `--- run ${random(9)}`;
                case 1: return ` s${random(3)} ${["Pulling", "Pulled", "Error x", "Skipped - x"][random(4)]} `;
                case 2: return { id, parent_id: `s${random(3)}`, text, current: random(1000), total: random(1000) };
                default: return ` ${id} ${text} [=> ] ${random(1000)}kB/${random(1000)}kB`;
                }
            });
            expectNoStepBack(courseOf(log(...lines)));
        }
    });
});
