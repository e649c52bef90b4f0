// SPDX-License-Identifier: LGPL-2.1-or-later
/** An HTTP/1 answer as its bytes come (RFC 9112). */

export interface ResponseReader {
    /** Takes the next bytes, cut anywhere. */
    add(data: Uint8Array): void;
    /** Null until the head is complete; 0 if it is not HTTP. */
    status(): number | null;
    /** Whether the answer itself says that it is complete. */
    isComplete(): boolean;
    /** Whether the answer is whole if the connection ends here: one without a length ends with its connection. */
    isWhole(): boolean;
}

/** Bytes; no server of ours has a larger head. */
const largestHead = 64 * 1024;

type State = "head" | "body" | "chunk-size" | "chunk" | "chunk-end" | "trailer" | "complete";

/** Hands on the bytes of the body, after `onHead`. */
export function responseReader(
    onBody: (chunk: Uint8Array, status: number) => void, onHead?: (status: number) => void,
): ResponseReader {
    const text = new TextDecoder("latin1");
    let state: State = "head";
    let status: number | null = null;
    let line = "";
    /** Bytes of the body or of its chunk that are still to come. */
    let left = Infinity;

    const read = (data: Uint8Array): number => {
        switch (state) {
        case "head":
            return readHead(data);
        case "body":
        case "chunk":
            return readBody(data);
        case "chunk-size":
        case "chunk-end":
        case "trailer":
            return readLine(data);
        case "complete":
            return data.length;
        }
    };

    const readHead = (data: Uint8Array): number => {
        const before = line.length;
        line += text.decode(data.subarray(0, largestHead));
        const end = line.indexOf("\r\n\r\n");
        if (end < 0 && line.length < largestHead)
            return data.length;
        const head = line.slice(0, Math.max(end, 0));
        line = "";
        status = Number(/^HTTP\/1\.\d (\d{3})/.exec(head)?.[1] ?? 0);
        if (status === 0) {
            state = "complete";
            return data.length;
        }
        begin(head, status);
        return end + 4 - before;
    };

    const begin = (head: string, code: number): void => {
        if (code < 200) {
            // An interim answer; the real one follows.
            status = null;
            return;
        }
        const length = /^content-length: *(\d+) *$/im.exec(head)?.[1];
        if (/^transfer-encoding: *chunked *$/im.test(head)) {
            state = "chunk-size";
        } else {
            left = code === 204 || code === 304 ? 0 : Number(length ?? Infinity);
            state = left === 0 ? "complete" : "body";
        }
        onHead?.(code);
    };

    const readBody = (data: Uint8Array): number => {
        const piece = data.subarray(0, Math.min(left, data.length));
        left -= piece.length;
        if (left === 0)
            state = state === "chunk" ? "chunk-end" : "complete";
        onBody(piece, status ?? 0);
        return piece.length;
    };

    const readLine = (data: Uint8Array): number => {
        const end = data.indexOf(10);
        line += text.decode(end < 0 ? data : data.subarray(0, end));
        if (end < 0)
            return data.length;
        const content = line.replace(/\r$/, "");
        line = "";
        if (state === "chunk-size") {
            left = /^[0-9a-f]{1,12} *(;|$)/i.test(content) ? parseInt(content, 16) : NaN;
            if (Number.isNaN(left))
                status = 0;
            state = left > 0 ? "chunk" : left === 0 ? "trailer" : "complete";
        } else if (state === "chunk-end") {
            state = "chunk-size";
        } else if (content === "") {
            state = "complete";
        }
        return end + 1;
    };

    return {
        add: data => {
            for (let at = 0; at < data.length;)
                at += read(data.subarray(at));
        },
        status: () => status,
        isComplete: () => state === "complete",
        isWhole: () => state === "complete" || (state === "body" && left === Infinity),
    };
}

/** A request for it, as bytes. The connection is for this request alone. */
export function requestBytes(method: string, path: string, body?: string): Uint8Array {
    const encoder = new TextEncoder();
    const content = encoder.encode(body ?? "");
    const type = body === undefined ? "" : "Content-Type: application/json\r\n";
    const length = body === undefined && method === "GET" ? "" : `Content-Length: ${content.length}\r\n`;
    const head = encoder.encode(`${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${type}${length}\r\n`);
    const whole = new Uint8Array(head.length + content.length);
    whole.set(head);
    whole.set(content, head.length);
    return whole;
}
