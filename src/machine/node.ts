// SPDX-License-Identifier: LGPL-2.1-or-later
/** The host as Node sees it: for integration tests and benchmarks, and for whoever wants the core without Cockpit. */
import { spawn } from "node:child_process";
import { watch as watchFile } from "node:fs";
import { readFile } from "node:fs/promises";
import { Agent, request as httpRequest } from "node:http";
import { basename, dirname } from "node:path";
import { constants } from "node:os";
import { setImmediate } from "node:timers/promises";
import { MachineError, finished, type Finished, type Machine, type MachineProblem, type RunOptions } from "./machine";

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
    const has = typeof error === "object" && error !== null ? error : {};
    const code = "code" in has ? String(has.code) : "";
    return new MachineError(problems[code] ?? "failed", "message" in has ? String(has.message) : String(error));
}

function runProgram([program, ...args]: readonly [string, ...string[]], options: RunOptions): Promise<Finished> {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, {
            env: { ...process.env, LC_ALL: "C.UTF-8" },
            stdio: ["pipe", "pipe", "pipe"],
            ...options.signal && { signal: options.signal },
        });
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
        // EPIPE: a program need not read its input; its exit status says what came of it.
        child.stdin.on("error", () => undefined);
        child.stdin.end(options.input ?? "");
        child.on("error", error => { reject(machineError(error)); });
        child.on("close", (code, signal) => {
            const status = code ?? 128 + (signal ? constants.signals[signal] : 0);
            resolve(finished(status, Buffer.concat(stdout), Buffer.concat(stderr).toString("utf8")));
        });
    });
}

export function nodeMachine(): Machine {
    const agent = new Agent({ keepAlive: true });

    return {
        run: async (argv, options = {}) => {
            // What is asked of a socket in the same moment goes out first: a fork holds Node up for milliseconds.
            await setImmediate();
            return runProgram(argv, options);
        },

        read: async path => {
            try {
                return await readFile(path, "utf8");
            } catch (error) {
                const problem = machineError(error);
                if (problem.problem === "not-found")
                    return null;
                throw problem;
            }
        },

        watch: (path, changed) => {
            // The folder, not the file: a file that is replaced by rename takes its watch along.
            const watcher = watchFile(dirname(path), (_event, name) => {
                if (name === basename(path))
                    changed();
            });
            queueMicrotask(changed);
            return () => { watcher.close(); };
        },

        request: (socket, { method, path, body }) => new Promise((resolve, reject) => {
            const headers = body === undefined ? {} : { "Content-Type": "application/json" };
            const request = httpRequest({ socketPath: socket, agent, method, path, headers }, response => {
                const chunks: Buffer[] = [];
                response.on("data", (chunk: Buffer) => chunks.push(chunk));
                response.on("error", error => { reject(machineError(error)); });
                response.on("end", () => {
                    resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") });
                });
            });
            request.on("error", error => { reject(machineError(error)); });
            request.end(body);
        }),

        follow: (socket, path, onData, signal) => new Promise((resolve, reject) => {
            const ended = (error: unknown) => {
                if (signal.aborted)
                    resolve();
                else
                    reject(machineError(error));
            };
            const request = httpRequest({ socketPath: socket, path, signal }, response => {
                if (response.statusCode !== 200) {
                    request.destroy();
                    reject(new MachineError("failed", `HTTP ${response.statusCode ?? 0}`));
                    return;
                }
                response.on("data", onData);
                response.on("error", ended);
                response.on("end", resolve);
            });
            request.on("error", ended);
            request.end();
        }),
    };
}
