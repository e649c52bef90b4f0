// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * What a container prints, as the engine sends it: frames of stdout and stderr, each headed by its stream (1 byte), three
 * zeros and its length (4 bytes, big-endian). A container with a terminal has no frames but the bare text.
 */

const headLength = 8;

/** Takes the engine's bytes, cut anywhere, and hands on text; bad UTF-8 becomes U+FFFD. */
export function logReader(onText: (text: string) => void): (chunk: Uint8Array) => void {
    const decoder = new TextDecoder();
    let framed: boolean | undefined;
    let head: number[] = [];
    let left = 0;
    return chunk => {
        let text = "";
        let at = 0;
        while (at < chunk.length) {
            if (framed === false || left > 0) {
                const end = framed === false ? chunk.length : Math.min(chunk.length, at + left);
                text += decoder.decode(chunk.subarray(at, end), { stream: true });
                left -= end - at;
                at = end;
                continue;
            }
            head.push(chunk[at++] ?? 0);
            // The first bytes tell: no text begins with a control character and zeros.
            if (framed === undefined && head.length <= 4 && !isHead(head)) {
                framed = false;
                text += decoder.decode(Uint8Array.from(head), { stream: true });
                head = [];
            } else if (head.length === headLength) {
                framed = true;
                left = head.slice(4).reduce((length, byte) => length * 256 + byte, 0);
                head = [];
            }
        }
        if (text !== "")
            onText(text);
    };
}

function isHead(bytes: readonly number[]): boolean {
    return (bytes[0] ?? 0) <= 2 && bytes.slice(1).every(byte => byte === 0);
}
