// SPDX-License-Identifier: LGPL-2.1-or-later
/** An engine that prints a lot: the real reading of logs, fed as Cockpit feeds it, one message a task. */
import type { AppManager } from "../../../src/api/appmanager";
import type { Context } from "../../../src/apps/context";
import { followLog } from "../../../src/apps/log";
import type { Machine } from "../../../src/machine/machine";

/** As large as the messages of Cockpit's bridge. */
const messageBytes = 64 * 1024;

const stamp = "2026-11-27T05:53:47.123456789Z";

function frame(text: string): Uint8Array {
    const body = new TextEncoder().encode(text);
    const bytes = new Uint8Array(body.length + 8);
    bytes[0] = 1;
    new DataView(bytes.buffer).setUint32(4, body.length);
    bytes.set(body, 8);
    return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => {
        bytes.set(part, at);
        return at + part.length;
    }, 0);
    return bytes;
}

const line = (text: string) => frame(`${stamp} ${text}\n`);

/** A task of its own for what follows, without the delay of a timer. */
function nextTask(): Promise<void> {
    return new Promise(resolve => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
            port1.close();
            resolve();
        };
        port2.postMessage(null);
    });
}

const pause = (milliseconds: number) => new Promise(resolve => { setTimeout(resolve, milliseconds); });

type Print = (send: (bytes: Uint8Array) => Promise<void>) => Promise<void>;

/** By ?log=: what the service prints from when it is followed; `size` in megabytes or seconds. */
const prints: Record<string, (size: number) => Print> = {
    "long-line": size => async send => {
        const part = frame(`${stamp} ${"x".repeat(16_384)}`);
        const message = joined([part, part, part, part]);
        for (let sent = 0; sent < size * 1000 ** 2; sent += message.length)
            await send(message);
        await send(line(""));
    },
    "fast": size => {
        // Made before they are sent: that time is not the page's.
        const messages = Array.from({ length: size * 100 }, (_value, index) => joined(Array.from({ length: 100 }, (_line, part) =>
            line(`192.168.0.7 - GET /index.php?page=${100 * index + part} 200 "Mozilla/5.0 (X11; Linux x86_64)"`))));
        return async send => {
            const began = performance.now();
            for (const [index, message] of messages.entries()) {
                while (performance.now() - began < index * 10)
                    await pause(5);
                await send(message);
            }
        };
    },
    "large": size => async send => {
        const message = joined(Array.from({ length: 500 }, (_value, index) => line(`${index} ${"y".repeat(90)}`)));
        for (let sent = 0; sent < size * 1000 ** 2; sent += message.length)
            await send(message);
    },
};

export function logHost(kind: string, size: number): AppManager["followLog"] {
    const print = prints[kind]?.(size);
    const machine = {
        request: () => Promise.resolve({
            status: 200,
            body: JSON.stringify([{
                Id: "web", Names: ["/blog-web-1"], Image: "web", State: "running", Status: "Up", Created: 1,
                Labels: {
                    "com.docker.compose.project": "blog",
                    "com.docker.compose.service": "web",
                    "com.docker.compose.project.working_dir": "/apps/blog",
                },
            }]),
        }),
        follow: async (_socket: string, path: string, onData: (chunk: Uint8Array) => void, signal: AbortSignal) => {
            const send = async (bytes: Uint8Array): Promise<void> => {
                for (let at = 0; at < bytes.length && !signal.aborted; at += messageBytes) {
                    await nextTask();
                    onData(bytes.subarray(at, at + messageBytes));
                }
            };
            if (path.includes("follow=0"))
                await send(joined([line("first"), line("second")]));
            else if (path.includes("/logs?")) {
                await pause(500);
                await print?.(send);
                await send(line("after"));
                // To look for it in the text again and again would be the most work of all.
                Object.assign(window, { printed: true });
                await new Promise(() => undefined);
            } else {
                await new Promise(() => undefined);
            }
        },
    };
    const context = { machine: machine as unknown as Machine, paths: { app: () => "/apps/blog" } } as unknown as Context;
    return (...request) => followLog(context, ...request);
}
