// SPDX-License-Identifier: LGPL-2.1-or-later
/** The host as a Cockpit page reaches it, with administrative access. */
import cockpit from "cockpit";
import * as z from "zod";
import { responseReader } from "./http-response";
import { MachineError, finished, type Machine, type MachineProblem, type SocketResponse } from "./machine";

/** Cockpit's codes for what keeps a call from the host; all others are "failed". */
const problems: Record<string, MachineProblem> = {
    "not-found": "not-found",
    "no-host": "not-found",
    "access-denied": "access-denied",
    "authentication-failed": "access-denied",
    "not-authorized": "access-denied",
    cancelled: "cancelled",
    terminated: "disconnected",
    disconnected: "disconnected",
    "no-session": "disconnected",
};

/** Cockpit rejects with plain objects, and not all have all of these. */
const rejection = z.object({
    problem: z.string().nullish(),
    message: z.string().nullish(),
    status: z.number().nullish(),
    exit_status: z.number().nullish(),
    exit_signal: z.string().nullish(),
});
type Rejection = z.infer<typeof rejection>;

function asRejection(error: unknown): Rejection {
    return rejection.safeParse(error).data ?? { message: String(error) };
}

function machineError({ problem, message }: Rejection): MachineError {
    // The bridge has no code of its own for a socket on which nobody listens.
    if (message && /refused/i.test(message))
        return new MachineError("refused", message);
    return new MachineError(problems[problem ?? ""] ?? "failed", message || problem || "failed");
}

/** Exit status of a program that failed, null if it never ran. A signal is a negative status (337) or a name (287). */
function exitStatus({ exit_status, exit_signal }: Rejection): number | null {
    const signals: Record<string, number> = { HUP: 1, INT: 2, QUIT: 3, ABRT: 6, KILL: 9, SEGV: 11, PIPE: 13, TERM: 15 };
    if (exit_signal)
        return 128 + (signals[exit_signal] ?? 0);
    if (typeof exit_status !== "number")
        return null;
    return exit_status < 0 ? 128 - exit_status : exit_status;
}

/** An HTTP error is an answer; it has the status, and the body as the rejection's second argument. */
function failedAnswer(rejected: Rejection, partial: string | undefined): SocketResponse | MachineError {
    return !rejected.problem && rejected.status
        ? { status: rejected.status, body: partial ?? "" }
        : machineError(rejected);
}

function concat(chunks: Uint8Array[]): Uint8Array {
    const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
        whole.set(chunk, at);
        at += chunk.length;
    }
    return whole;
}

export function cockpitMachine(): Machine {
    return {
        run: async (argv, { input, onOutput, signal } = {}) => {
            if (signal?.aborted)
                throw new MachineError("cancelled");
            // Binary: on a text channel one bad byte ends the call and its output is lost.
            const process = cockpit.spawn([...argv], {
                superuser: "require", err: "message", binary: true, environ: ["LC_ALL=C.UTF-8"],
            });
            const decoder = new TextDecoder();
            const chunks: Uint8Array[] = [];
            process.stream(chunk => {
                if (onOutput)
                    onOutput(decoder.decode(chunk, { stream: true }));
                else
                    chunks.push(chunk);
            });
            process.input(typeof input === "string" ? new TextEncoder().encode(input) : input ?? new Uint8Array());
            const cancel = () => { process.close("cancelled"); };
            signal?.addEventListener("abort", cancel);
            try {
                await process;
                return finished(0, concat(chunks), "");
            } catch (error) {
                const rejected = asRejection(error);
                const status = rejected.problem ? null : exitStatus(rejected);
                if (status === null)
                    throw machineError(rejected);
                return finished(status, concat(chunks), rejected.message ?? "");
            } finally {
                signal?.removeEventListener("abort", cancel);
            }
        },

        read: async path => {
            const file = cockpit.file(path, { superuser: "require" });
            try {
                return await file.read();
            } catch (error) {
                throw machineError(asRejection(error));
            } finally {
                file.close();
            }
        },

        watch: (path, changed) => {
            const file = cockpit.file(path, { superuser: "require" });
            const watching = file.watch(() => { changed(); }, { read: false });
            return () => {
                watching.remove();
                file.close();
            };
        },

        request: async (socket, { method, path, body }) => {
            const client = cockpit.http(socket, { superuser: "require" });
            const headers: Record<string, string> = body === undefined ? {} : { "Content-Type": "application/json" };
            let status = 0;
            const response = client.request({ method, path, headers, body: body ?? "" });
            response.response(started => { status = started; });
            // Nothing is thrown within: Cockpit reports what its promises' handlers throw as an error of the page.
            const answer = await response.catch((error, partial) => failedAnswer(asRejection(error), partial));
            if (answer instanceof MachineError)
                throw answer;
            return typeof answer === "string" ? { status: status || 200, body: answer } : answer;
        },

        follow: (socket, path, onData, signal) => new Promise((resolve, reject) => {
            // An abort of before is never told again.
            if (signal.aborted) {
                resolve();
                return;
            }
            // Not cockpit.http: an open stream there holds one of the bridge's few threads until the socket speaks.
            const channel = cockpit.channel({
                payload: "stream", unix: socket, superuser: "require", binary: true,
            });
            const reader = responseReader(onData);
            let refused: MachineError | undefined;
            channel.addEventListener("message", (_event, data) => {
                const status = reader(data);
                if (status !== null && status !== 200) {
                    refused = new MachineError("failed", `HTTP ${status}`);
                    channel.close();
                }
            });
            channel.addEventListener("close", (_event, options) => {
                if (signal.aborted)
                    resolve();
                else if (refused || options.problem)
                    reject(refused ?? machineError({ problem: options.problem, message: options.message }));
                else
                    resolve();
            });
            signal.addEventListener("abort", () => { channel.close(); });
            // HTTP/1.0: the answer comes unchunked and ends with the connection.
            channel.send(new TextEncoder().encode(`GET ${path} HTTP/1.0\r\nHost: localhost\r\n\r\n`));
        }),
    };
}
