// SPDX-License-Identifier: LGPL-2.1-or-later
import { requestBytes, responseReader } from "./http-response";

const bytes = (text: string) => new TextEncoder().encode(text);

/** What it reads of an answer that comes in pieces of `size` bytes. */
function read(answer: string, size: number) {
    let body = "";
    const decoder = new TextDecoder();
    const reader = responseReader(chunk => { body += decoder.decode(chunk, { stream: true }); });
    const whole = bytes(answer);
    for (let at = 0; at < whole.length; at += size)
        reader.add(whole.subarray(at, at + size));
    return { status: reader.status(), body, complete: reader.isComplete(), whole: reader.isWhole() };
}

const sizes = [1, 2, 3, 7, 20, 44, 45, 46, 47, 1000];
const text = "first\r\n\r\nsecond, 中文";
const length = bytes(text).length;

test.each(sizes)("reads an answer that ends with its connection, in pieces of %d bytes", size => {
    expect(read(`HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n${text}`, size))
        .toEqual({ status: 200, body: text, complete: false, whole: true });
});

test.each(sizes)("reads an answer with a length, in pieces of %d bytes", size => {
    expect(read(`HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n${text}more`, size))
        .toEqual({ status: 200, body: text, complete: true, whole: true });
});

test.each(sizes)("reads a chunked answer, in pieces of %d bytes", size => {
    const chunked = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n`
        + `7\r\nfirst\r\n\r\n${(length - 7).toString(16)};x=y\r\n${text.slice(7)}\r\n0\r\nTrailer: z\r\n\r\n`;
    expect(read(chunked, size)).toEqual({ status: 200, body: text, complete: true, whole: true });
});

test.each([
    ["HTTP/1.1 404 Not Found\r\n\r\n{}", 404, "{}", true],
    ["HTTP/1.0 500 Internal\r\nX: y\r\n\r\n", 500, "", true],
    ["HTTP/1.1 204 No Content\r\n\r\n", 204, "", true],
    ["HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, "x", true],
    ["HTTP/1.0 200 OK\r\nX: y\r\n", null, "", false],
    ["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", 200, "short", false],
    ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n", 200, "short", false],
    ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot hex\r\nshort\r\n", 0, "", true],
    ["hello\r\n\r\nworld", 0, "", true],
    ["x".repeat(70_000), 0, "", true],
])("%# has status, body, and says whether it is whole", (answer, status, body, whole) => {
    expect(read(answer, 1000)).toMatchObject({ status, body, whole });
});

test("a body may be large and come with its head", () => {
    const body = "x".repeat(300_000);
    expect(read(`HTTP/1.0 200 OK\r\n\r\n${body}`, 1_000_000)).toMatchObject({ status: 200, body });
});

test("a request has a length where it has a body", () => {
    const decode = (data: Uint8Array) => new TextDecoder().decode(data);
    expect(decode(requestBytes("GET", "/x?a=b"))).toBe("GET /x?a=b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    expect(decode(requestBytes("POST", "/x", "\"中\""))).toBe(
        "POST /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Content-Type: application/json\r\nContent-Length: 5\r\n\r\n\"中\"");
    expect(decode(requestBytes("POST", "/x"))).toContain("Content-Length: 0\r\n\r\n");
});
