// SPDX-License-Identifier: LGPL-2.1-or-later
import { epochOf, logReader, longestLine, type LogLine } from "./log-stream";

const bytesOf = (text: string) => [...new TextEncoder().encode(text)];

function frame(stream: number, text: string): number[] {
    const body = bytesOf(text);
    const length = [24, 16, 8, 0].map(shift => (body.length >> shift) & 255);
    return [stream, 0, 0, 0, ...length, ...body];
}

const at = (second: number, part = "000000000") => `2026-11-27T05:53:${String(second).padStart(2, "0")}.${part}Z`;

function feed(reader: ReturnType<typeof logReader>, bytes: readonly number[], size: number): LogLine[] {
    const lines: LogLine[] = [];
    for (let begin = 0; begin < bytes.length; begin += size)
        lines.push(...reader.read(Uint8Array.from(bytes.slice(begin, begin + size))));
    return lines;
}

const textsOf = (lines: readonly LogLine[]) => lines.map(({ text }) => text);
const sizes = [1, 2, 3, 5, 8, 9, 64, 100_000];

describe("logReader", () => {
    it.each(sizes)("reads frames of both streams in pieces of %d bytes", size => {
        const bytes = [
            ...frame(1, `${at(1)} out\n`), ...frame(2, `${at(2)} 错误\n`), ...frame(1, ""),
            ...frame(1, `${at(3)} ${"x".repeat(300)}\n`), ...frame(2, `${at(4)} \n`),
        ];
        expect(feed(logReader(), bytes, size)).toEqual([
            { time: at(1), text: "out", isCut: false },
            { time: at(2), text: "错误", isCut: false },
            { time: at(3), text: "x".repeat(300), isCut: false },
            { time: at(4), text: "", isCut: false },
        ]);
    });

    it.each(sizes)("reads the bare text of a terminal in pieces of %d bytes", size => {
        const text = `${at(1)} \u001b[31mred\u001b[0m 中文\r\n${at(2)} next\u0001\0\0\0\r\n`;
        expect(feed(logReader(), bytesOf(text), size)).toEqual([
            { time: at(1), text: "\u001b[31mred\u001b[0m 中文", isCut: false },
            { time: at(2), text: "next\u0001\0\0\0", isCut: false },
        ]);
    });

    it.each(sizes)("keeps text that has no time, in pieces of %d bytes", size => {
        expect(textsOf(feed(logReader(), [...frame(1, "one two\n"), ...frame(1, "three\n")], size))).toEqual(["one two", "three"]);
        expect(textsOf(feed(logReader(), bytesOf("one two\nthree\n"), size))).toEqual(["one two", "three"]);
        const reader = logReader();
        expect([...feed(reader, frame(1, "short"), size), ...reader.end()].map(({ text }) => text)).toEqual(["short"]);
    });

    it("does not mix the streams' open lines", () => {
        const bytes = [...frame(1, `${at(1)} half`), ...frame(2, `${at(2)} error\n`), ...frame(1, `${at(1)}  whole\n`)];
        expect(textsOf(feed(logReader(), bytes, 7))).toEqual(["error", "half whole"]);
    });

    it("joins a character that two entries share, and replaces bad UTF-8", () => {
        const [first = 0, ...rest] = bytesOf("中");
        const entry = (body: number[]) => {
            const whole = [...bytesOf(`${at(1)} `), ...body];
            return [1, 0, 0, 0, 0, 0, 0, whole.length, ...whole];
        };
        expect(textsOf(feed(logReader(), [...entry([first]), ...entry([...rest, 10])], 4))).toEqual(["中"]);
        expect(textsOf(feed(logReader(), entry([0xff, 0x41, 10]), 100))).toEqual(["\ufffdA"]);
    });

    it("hands on what has no line end when the run is over", () => {
        const reader = logReader();
        expect(feed(reader, frame(1, `${at(1)} bye`), 100)).toEqual([]);
        expect(textsOf(reader.end())).toEqual(["bye"]);
        expect(reader.end()).toEqual([]);
    });

    it.each(["frames", "terminal"])("cuts a line of 3 MB and keeps what is around it (%s)", kind => {
        const entries = Array.from({ length: 192 }, () => `${at(2)} ${"x".repeat(16_384)}`);
        const texts = [`${at(1)} first\n`, ...entries, `${at(2)} \n`, `${at(3)} after\n`];
        const reader = logReader();
        const lines: LogLine[] = [];
        for (const text of texts)
            lines.push(...reader.read(Uint8Array.from(kind === "frames" ? frame(1, text) : bytesOf(text))));
        expect(lines).toEqual([
            { time: at(1), text: "first", isCut: false },
            { time: at(2), text: "x".repeat(longestLine), isCut: true },
            { time: at(3), text: "after", isCut: false },
        ]);
    });
});

describe("continuing", () => {
    const lines = [
        `${at(1)} a\n`, `${at(2)} b\n`, `${at(2)} c\n`, `${at(2)} d\n`, `${at(3)} e\n`, `${at(3)} f\n`,
    ];
    const whole = ["a", "b", "c", "d", "e", "f"];

    /** What docker answers for `since`: entries of that very time, too. */
    function since(position: { time: string } | undefined, encode: (text: string) => number[]): number[] {
        return lines.filter(line => position === undefined || line.slice(0, 30) >= position.time).flatMap(encode);
    }

    const encodings = { frames: (text: string) => frame(1, text), terminal: bytesOf };

    it.each(["frames", "terminal"] as const)("repeats and loses nothing wherever the answer ends (%s)", kind => {
        const encode = encodings[kind];
        const all = since(undefined, encode);
        for (let cut = 0; cut <= all.length; cut++) {
            const reader = logReader();
            const read = feed(reader, all.slice(0, cut), 1000);
            reader.restart();
            read.push(...feed(reader, since(reader.position(), encode), 1000));
            expect(textsOf(read)).toEqual(whole);
        }
    });

    it("continues behind a part of a long line", () => {
        const parts = [`${at(1)} aa`, `${at(1)} bb`, `${at(1)} cc\n`].map(text => frame(1, text));
        const reader = logReader();
        reader.read(Uint8Array.from([...parts[0] ?? [], ...(parts[1] ?? []).slice(0, -1)]));
        expect(reader.position()).toEqual({ time: at(1), entries: 1 });
        reader.restart();
        expect(textsOf(reader.read(Uint8Array.from(parts.flat())))).toEqual(["aabbcc"]);
    });

    it("counts entries", () => {
        const reader = logReader();
        reader.read(Uint8Array.from(lines.flatMap(encodings.frames)));
        expect(reader.count()).toBe(6);
        expect(reader.position()).toEqual({ time: at(3), entries: 2 });
    });
});

it.each([
    ["2026-11-27T05:53:47.123456789Z", "1795758827.123456789"],
    ["2026-11-27T06:53:47.5+01:00", "1795758827.500000000"],
    ["2026-11-27T05:53:47Z", "1795758827.000000000"],
])("writes %s as the engine's seconds", (time, seconds) => {
    expect(epochOf(time)).toBe(seconds);
});
