// SPDX-License-Identifier: LGPL-2.1-or-later
/** An HTTP/1.0 answer as its bytes come. */

/**
 * Takes the answer's bytes, cut anywhere, and hands on those of its body. Each call returns the HTTP status, null as
 * long as the head is not complete.
 */
export function responseReader(onBody: (chunk: Uint8Array) => void): (data: Uint8Array) => number | null {
    let head = "";
    let status: number | null = null;
    return data => {
        if (status !== null) {
            onBody(data);
            return status;
        }
        const before = head.length;
        head += String.fromCharCode(...data.subarray(0, 16384));
        const end = head.indexOf("\r\n\r\n");
        if (end < 0)
            return null;
        status = Number(/^HTTP\/\d\.\d (\d{3})/.exec(head)?.[1] ?? 0);
        const body = data.subarray(end + 4 - before);
        if (body.length > 0)
            onBody(body);
        return status;
    };
}
