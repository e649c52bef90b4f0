// SPDX-License-Identifier: LGPL-2.1-or-later
/** The host as Node sees it: for tests and benchmarks, and for a core without Cockpit. */
import { spawn } from "node:child_process";
import { existsSync, watch as watchFolder, type FSWatcher } from "node:fs";
import { request as httpRequest } from "node:http";
import { dirname, relative } from "node:path";
import { constants } from "node:os";
import { setImmediate } from "node:timers/promises";
import {
    MachineError, StatusError, finished, incompleteError, largestRefusal, patience, timeoutError,
    type Finished, type Machine, type MachineProblem, type RunOptions,
} from "./machine";
import { readFile } from "./read-file";

const problems: Record<string, MachineProblem> = {
    ENOENT: "not-found",
    EACCES: "access-denied",
    EPERM: "access-denied",
    ECONNREFUSED: "refused",
    ECONNRESET: "disconnected",
    ABORT_ERR: "cancelled",
};

/** Not by `instanceof`: the errors of Node's own modules belong to another realm than a test's. */
function machineError(error: unknown): MachineError {
    if (error instanceof MachineError)
        return error;
    const has = typeof error === "object" && error !== null ? error : {};
    const code = "code" in has ? String(has.code) : "";
    return new MachineError(problems[code] ?? "failed", "message" in has ? String(has.message) : String(error));
}

function runProgram([program, ...args]: readonly [string, ...string[]], options: RunOptions): Promise<Finished> {
    const seconds = options.seconds ?? (options.onOutput ? undefined : patience.run);
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, {
            env: { ...process.env, LC_ALL: "C.UTF-8" },
            stdio: ["pipe", "pipe", "pipe"],
            ...options.signal && { signal: options.signal },
        });
        const timer = seconds === undefined ? undefined : setTimeout(() => {
            child.kill();
            reject(timeoutError(program, seconds));
        }, seconds * 1000);
        const stdout: Buffer[] = [];
        const stderr: Buffer[] = [];
        const decoder = new TextDecoder();
        child.stdout.on("data", (chunk: Buffer) => {
            if (options.onOutput)
                options.onOutput(decoder.decode(chunk, { stream: true }));
            else
                stdout.push(chunk);
        });
        child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
        // EPIPE: a program need not read its input; its exit status tells the result.
        child.stdin.on("error", () => undefined);
        child.stdin.end(options.input ?? "");
        child.on("error", error => {
            clearTimeout(timer);
            reject(machineError(error));
        });
        child.on("close", (code, signal) => {
            clearTimeout(timer);
            const status = code ?? 128 + (signal ? constants.signals[signal] : 0);
            resolve(finished(status, Buffer.concat(stdout), Buffer.concat(stderr).toString("utf8")));
        });
    });
}

/** The nearest folder above that exists: what lies below it can only appear there. */
function folderAbove(path: string): string {
    const folder = dirname(path);
    return existsSync(folder) ? folder : folderAbove(folder);
}

function watchPath(path: string, changed: () => void): () => void {
    let watcher: FSWatcher | undefined;
    // The folder, not the file: a file that is replaced by rename takes its watch along.
    const begin = () => {
        const folder = folderAbove(path);
        const next = relative(folder, path).split("/")[0];
        watcher?.close();
        watcher = watchFolder(folder, (_event, name) => {
            if (name !== next && name !== null)
                return;
            if (folder !== folderAbove(path))
                begin();
            changed();
        });
    };
    begin();
    let isWatched = true;
    queueMicrotask(() => {
        if (isWatched)
            changed();
    });
    return () => {
        isWatched = false;
        watcher?.close();
    };
}

export function nodeMachine(): Machine {
    const machine: Machine = {
        run: async (argv, options = {}) => {
            // What is asked of a socket in the same moment goes out first: a fork holds Node up for milliseconds.
            await setImmediate();
            // Node would start it anyway, then kill it.
            if (options.signal?.aborted)
                throw new MachineError("cancelled");
            return runProgram(argv, options);
        },

        read: (path, options) => readFile(machine, path, options),

        watch: watchPath,

        request: (socket, { method, path, body, signal, seconds = patience.request }) => new Promise((resolve, reject) => {
            const headers = body === undefined ? {} : { "Content-Type": "application/json" };
            let late: MachineError | undefined;
            const fail = (error: unknown) => {
                clearTimeout(timer);
                reject(late ?? machineError(error));
            };
            // One connection each: the server may close a kept one just as it is used again.
            const options = { socketPath: socket, agent: false, method, path, headers, ...signal && { signal } };
            const request = httpRequest(options, response => {
                const chunks: Buffer[] = [];
                response.on("data", (chunk: Buffer) => chunks.push(chunk));
                response.on("error", () => { fail(signal?.aborted ? new MachineError("cancelled") : incompleteError(socket)); });
                response.on("end", () => {
                    clearTimeout(timer);
                    resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") });
                });
            });
            const timer = setTimeout(() => {
                late = timeoutError(socket, seconds);
                request.destroy(late);
            }, seconds * 1000);
            request.on("error", fail);
            request.end(body);
        }),

        follow: (socket, path, onData, signal, { onOpen, seconds = patience.open } = {}) => new Promise((resolve, reject) => {
            const fail = (error: MachineError) => {
                clearTimeout(timer);
                if (signal.aborted)
                    resolve();
                else
                    reject(error);
            };
            const request = httpRequest({ socketPath: socket, agent: false, path, signal }, response => {
                const status = response.statusCode ?? 0;
                const refusal: Buffer[] = [];
                if (status === 200) {
                    clearTimeout(timer);
                    onOpen?.();
                }
                response.on("data", (chunk: Buffer) => {
                    if (status === 200)
                        onData(chunk);
                    else
                        refusal.push(chunk);
                });
                response.on("error", () => { fail(incompleteError(socket)); });
                response.on("end", () => {
                    const body = Buffer.concat(refusal).subarray(0, largestRefusal).toString("utf8");
                    if (status !== 200)
                        fail(new StatusError(status, body));
                    else
                        resolve();
                });
            });
            const timer = setTimeout(() => {
                fail(timeoutError(socket, seconds));
                request.destroy();
            }, seconds * 1000);
            request.on("error", error => { fail(machineError(error)); });
            request.end();
        }),
    };
    return machine;
}
