// SPDX-License-Identifier: LGPL-2.1-or-later
import { responseReader } from "./http-response";

const bytes = (text: string) => new TextEncoder().encode(text);

/** What it reads of an answer that comes in pieces of `size` bytes. */
function read(answer: string, size: number) {
    let body = "";
    const decoder = new TextDecoder();
    const reader = responseReader(chunk => { body += decoder.decode(chunk, { stream: true }); });
    const whole = bytes(answer);
    let status: number | null = null;
    for (let at = 0; at < whole.length; at += size)
        status = reader(whole.subarray(at, at + size));
    return { status, body };
}

const answer = "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nfirst\r\n\r\nsecond, 中文";

test.each([1, 2, 3, 7, 20, 44, 45, 46, 47, 1000])("the same in pieces of %d bytes", size => {
    expect(read(answer, size)).toEqual({ status: 200, body: "first\r\n\r\nsecond, 中文" });
});

test.each([
    ["HTTP/1.1 404 Not Found\r\n\r\n{}", 404, "{}"],
    ["HTTP/1.0 500 Internal\r\nX: y\r\n\r\n", 500, ""],
    ["HTTP/1.0 200 OK\r\nX: y\r\n", null, ""],
    ["hello\r\n\r\nworld", 0, "world"],
])("%j has status %p", (text, status, body) => {
    expect(read(text, 1000)).toEqual({ status, body });
});

test("a body may be large and come with its head", () => {
    const body = "x".repeat(300_000);
    expect(read(`HTTP/1.0 200 OK\r\n\r\n${body}`, 1_000_000)).toEqual({ status: 200, body });
});
