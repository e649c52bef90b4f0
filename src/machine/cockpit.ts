// SPDX-License-Identifier: LGPL-2.1-or-later
/** The host as a Cockpit page reaches it, with administrative access. */
import cockpit from "cockpit";
import { parseJson } from "./json";
import { requestBytes, responseReader, type ResponseReader } from "./http-response";
import {
    MachineError, StatusError, finished, incompleteError, largestRefusal, patience, timeoutError, type Machine, type MachineProblem,
    type RunOptions,
} from "./machine";
import * as z from "./zod";
import { readFile } from "./read-file";

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
    problem: z.nullish(z.string()),
    message: z.nullish(z.string()),
    status: z.nullish(z.number()),
    exit_status: z.nullish(z.number()),
    exit_signal: z.nullish(z.string()),
});
type Rejection = z.infer<typeof rejection>;

function asRejection(error: unknown): Rejection {
    return rejection.safeParse(error).data ?? { message: String(error) };
}

function machineError({ problem, message }: Rejection): MachineError {
    // The bridge's code for a socket that can't be connected to is one for all reasons: the system's words tell them apart.
    const code = /refused/i.test(message ?? "") ? "refused"
        : /no such file|not a directory/i.test(message ?? "") ? "not-found"
            : /permission denied/i.test(message ?? "") ? "access-denied" : problems[problem ?? ""];
    return new MachineError(code ?? "failed", message || problem || "failed");
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

function concat(chunks: Uint8Array[]): Uint8Array {
    const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
        whole.set(chunk, at);
        at += chunk.length;
    }
    return whole;
}

const superuser = "require";

/** A message of a channel that watches a path. */
const watchEvent = z.object({ path: z.string(), tag: z.nullish(z.string()) });

async function runProgram(argv: readonly string[], options: RunOptions) {
    const { input, onOutput, signal } = options;
    const seconds = options.seconds ?? (onOutput ? undefined : patience.run);
    if (signal?.aborted)
        throw new MachineError("cancelled");
    // Binary: on a text channel one bad byte ends the call and its output is lost.
    const process = cockpit.spawn([...argv], { superuser, err: "message", binary: true, environ: ["LC_ALL=C.UTF-8"] });
    const decoder = new TextDecoder();
    const chunks: Uint8Array[] = [];
    process.stream(chunk => {
        if (onOutput)
            onOutput(decoder.decode(chunk, { stream: true }));
        else
            chunks.push(chunk);
    });
    process.input(typeof input === "string" ? new TextEncoder().encode(input) : input ?? new Uint8Array());
    let late: MachineError | undefined;
    const cancel = () => { process.close("cancelled"); };
    const timer = seconds === undefined ? undefined : setTimeout(() => {
        late = timeoutError(argv[0] ?? "", seconds);
        cancel();
    }, seconds * 1000);
    signal?.addEventListener("abort", cancel);
    try {
        await process;
        return finished(0, concat(chunks), "");
    } catch (error) {
        const rejected = asRejection(error);
        const status = rejected.problem ? null : exitStatus(rejected);
        if (status === null)
            throw late ?? machineError(rejected);
        return finished(status, concat(chunks), rejected.message ?? "");
    } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", cancel);
    }
}

interface Exchange {
    reader: ResponseReader;
    signal: AbortSignal | undefined;
    seconds: number;
    /** The limit is one for the head of the answer. */
    isFollowed: boolean;
}

/**
 * One request on a connection of its own; resolves when the answer is complete. Not by cockpit.http: each request there
 * holds one of the Python bridge's few threads until the socket speaks, even when its channel is closed.
 */
function exchange(
    socket: string, request: Uint8Array, { reader, signal, seconds, isFollowed }: Exchange,
): Promise<void> {
    return new Promise((resolve, reject) => {
        // An abort of before is never told again.
        if (signal?.aborted) {
            reject(new MachineError("cancelled"));
            return;
        }
        const channel = cockpit.channel({ payload: "stream", unix: socket, superuser, binary: true });
        let isSettled = false;
        const settle = (error?: MachineError) => {
            if (isSettled)
                return;
            isSettled = true;
            clearTimeout(timer);
            signal?.removeEventListener("abort", cancel);
            channel.close();
            if (error)
                reject(error);
            else
                resolve();
        };
        const cancel = () => { settle(new MachineError("cancelled")); };
        const timer = setTimeout(() => { settle(timeoutError(socket, seconds)); }, seconds * 1000);
        signal?.addEventListener("abort", cancel);
        channel.addEventListener("message", (_event, data) => {
            if (isSettled)
                return;
            reader.add(data);
            if (reader.status() === 0)
                settle(new MachineError("failed", `${socket}: not an HTTP answer`));
            else if (reader.isComplete())
                settle();
            else if (isFollowed && reader.status() === 200)
                clearTimeout(timer);
        });
        channel.addEventListener("close", (_event, { problem, message }) => {
            if (problem)
                settle(machineError({ problem, message }));
            else
                settle(reader.isWhole() ? undefined : incompleteError(socket));
        });
        channel.send(request);
    });
}

export function cockpitMachine(): Machine {
    const machine: Machine = {
        run: (argv, options = {}) => runProgram(argv, options),

        read: (path, options) => readFile(machine, path, options),

        // Not cockpit.file, whose watch also reads the file in the bridge itself, which stands still for a FIFO.
        watch: (path, changed) => {
            const channel = cockpit.channel({ payload: "fswatch1", path, superuser });
            let tag: unknown;
            channel.addEventListener("ready", () => { changed(); });
            channel.addEventListener("message", (_event, text) => {
                const event = watchEvent.safeParse(parseJson(text)).data;
                // Events of a folder's other files come along, and several for one change.
                if (event?.path !== path || event.tag === tag)
                    return;
                tag = event.tag;
                changed();
            });
            // What can't be watched is at least looked at once.
            channel.addEventListener("close", (_event, { problem }) => {
                if (problem)
                    changed();
            });
            return () => { channel.close(); };
        },

        request: async (socket, { method, path, body, signal, seconds = patience.request }) => {
            const chunks: Uint8Array[] = [];
            const reader = responseReader(chunk => { chunks.push(chunk); });
            await exchange(socket, requestBytes(method, path, body), { reader, signal, seconds, isFollowed: false });
            return { status: reader.status() ?? 0, body: new TextDecoder().decode(concat(chunks)) };
        },

        follow: async (socket, path, onData, signal, { onOpen, seconds = patience.open } = {}) => {
            const refusal: Uint8Array[] = [];
            const reader = responseReader((chunk, status) => {
                if (status !== 200)
                    refusal.push(chunk);
                else if (!signal.aborted)
                    onData(chunk);
            }, status => {
                if (status === 200)
                    onOpen?.();
            });
            try {
                await exchange(socket, requestBytes("GET", path), { reader, signal, seconds, isFollowed: true });
            } catch (error) {
                if (!signal.aborted)
                    throw error;
                return;
            }
            const status = reader.status() ?? 0;
            if (status !== 200)
                throw new StatusError(status, new TextDecoder().decode(concat(refusal).subarray(0, largestRefusal)));
        },
    };
    return machine;
}
