// SPDX-License-Identifier: LGPL-2.1-or-later
import { logReader } from "./log-stream";

function frame(stream: number, text: string): number[] {
    const body = [...new TextEncoder().encode(text)];
    const length = [24, 16, 8, 0].map(shift => (body.length >> shift) & 255);
    return [stream, 0, 0, 0, ...length, ...body];
}

function read(bytes: readonly number[], size: number): string {
    let text = "";
    const reader = logReader(piece => { text += piece; });
    for (let at = 0; at < bytes.length; at += size)
        reader(Uint8Array.from(bytes.slice(at, at + size)));
    return text;
}

const sizes = [1, 2, 3, 5, 8, 9, 64, 100_000];

test.each(sizes)("frames of both streams, in pieces of %d bytes", size => {
    const bytes = [
        ...frame(1, "out\n"), ...frame(2, "错误\n"), ...frame(1, ""), ...frame(1, "x".repeat(300)), ...frame(2, "\n"),
    ];
    expect(read(bytes, size)).toBe(`out\n错误\n${"x".repeat(300)}\n`);
});

test.each(sizes)("the bare text of a terminal, in pieces of %d bytes", size => {
    const text = "\u001b[31mred\u001b[0m 中文\r\nnext\u0001\0\0\0\r\n";
    expect(read([...new TextEncoder().encode(text)], size)).toBe(text);
});

test("a character that two frames share is whole, and what is no UTF-8 is replaced", () => {
    const [first = 0, ...rest] = new TextEncoder().encode("中");
    const head = (length: number) => [1, 0, 0, 0, 0, 0, 0, length];
    expect(read([...head(1), first, ...head(2), ...rest], 4)).toBe("中");
    expect(read([...head(2), 0xff, 0x41], 100)).toBe("\ufffdA");
});

test("nothing is nothing", () => {
    const told: string[] = [];
    const reader = logReader(text => { told.push(text); });
    reader(new Uint8Array());
    reader(Uint8Array.from(frame(1, "")));
    expect(told).toEqual([]);
});
