// SPDX-License-Identifier: LGPL-2.1-or-later
/** The port to the host: run a program, read and watch a file, talk to a Unix socket. Everything below the page goes through it. */

export interface RunOptions {
    /** Written to the program's standard input, which is then closed. The way for secrets: argv is public. */
    input?: string | Uint8Array;
    /** Receives standard output as it comes, decoded as UTF-8 (bad bytes become U+FFFD); `stdout` of the result is then empty. */
    onOutput?: (text: string) => void;
    /** Ends the program (SIGTERM to it alone) and rejects with problem "cancelled". */
    signal?: AbortSignal;
    /** Ends the program likewise after so many seconds, with problem "timeout". None while output is followed, else 30. */
    seconds?: number;
}

export interface Finished {
    /** Exit status, 0 to 255; a program ended by signal n counts as 128 + n. */
    status: number;
    /** Standard output as it came. */
    bytes: Uint8Array;
    /** The same as text; bad UTF-8 becomes U+FFFD. */
    readonly stdout: string;
    /** What the program said on standard error; on success it may be empty even though something was said. */
    stderr: string;
}

export interface SocketRequest {
    method: "GET" | "POST" | "PUT" | "DELETE";
    /** Path with query, as on the request line. */
    path: string;
    /** Sent as application/json. */
    body?: string;
    /** Closes the connection and rejects with problem "cancelled". */
    signal?: AbortSignal;
    /** Closes the connection after so many seconds, 30 by default, and rejects with problem "timeout". */
    seconds?: number;
}

export interface ReadOptions {
    /** Larger files are refused; 16 MiB by default. */
    bytes?: number;
    /** 10 by default. */
    seconds?: number;
}

export interface FollowOptions {
    /** The answer has begun with status 200: from now on nothing is missed. */
    onOpen?: () => void;
    /** Until the answer begins, 10 by default; from then on there is no limit. */
    seconds?: number;
}

export interface SocketResponse {
    /** HTTP status. */
    status: number;
    /** Bad UTF-8 becomes U+FFFD. */
    body: string;
}

/** Seconds until a program, a request, a file, and an answer that is followed count as not answering. */
export const patience = { run: 30, request: 30, read: 10, open: 10 };

/** Bytes that `read` takes. */
export const largestRead = 16 * 1024 * 1024;

/** Bytes that are kept of the answer of a server that refuses to be followed. */
export const largestRefusal = 64 * 1024;

export function finished(status: number, bytes: Uint8Array, stderr: string): Finished {
    return { status, bytes, stderr, get stdout() { return new TextDecoder().decode(bytes); } };
}

/** What keeps the host from being reached; a program that ran and failed is no problem, but a `Finished`. */
export type MachineProblem =
    | "not-found" // no such program, or nothing at that socket's path
    | "access-denied" // no administrative access, or not permitted
    | "refused" // the socket is there and no process listens
    | "disconnected" // the session or its bridge is gone
    | "cancelled"
    | "timeout" // no answer in time
    | "failed"; // anything else; the message says what

export class MachineError extends Error {
    override readonly name = "MachineError";
    constructor(readonly problem: MachineProblem, message?: string) {
        super(message ?? problem);
    }
}

/** The server answered `follow` with another status than 200; `body` says why, as far as it does. */
export class StatusError extends MachineError {
    constructor(readonly status: number, readonly body: string) {
        super("failed", `HTTP ${status}`);
    }
}

export function timeoutError(what: string, seconds: number): MachineError {
    return new MachineError("timeout", `${what}: no answer within ${seconds} s`);
}

export function incompleteError(what: string): MachineError {
    return new MachineError("disconnected", `${what}: the connection was closed before the answer was complete`);
}

/** All of it runs with administrative access. Every failure to reach the host rejects with a `MachineError`. */
export interface Machine {
    /** Runs `argv[0]` (looked up in PATH) with LC_ALL=C.UTF-8. Resolves whatever the exit status. */
    run(argv: readonly [string, ...string[]], options?: RunOptions): Promise<Finished>;
    /**
     * The text of a regular file, null if it does not exist. Rejects with "failed" for anything else at that path and for a
     * file that is too large. Does not wait for a FIFO.
     */
    read(path: string, options?: ReadOptions): Promise<string | null>;
    /** Calls `changed` once it watches, and whenever the file is written, replaced or removed. Returns what ends it. */
    watch(path: string, changed: () => void): () => void;
    /** One HTTP request over a Unix socket, answered whole. Resolves whatever the HTTP status. */
    request(socket: string, request: SocketRequest): Promise<SocketResponse>;
    /**
     * GET over a Unix socket whose answer has no end: its body as it comes. Resolves at its end or when aborted; rejects
     * with a `StatusError` on another status than 200, whose body is no data.
     */
    follow(
        socket: string, path: string, onData: (chunk: Uint8Array) => void, signal: AbortSignal, options?: FollowOptions,
    ): Promise<void>;
}
