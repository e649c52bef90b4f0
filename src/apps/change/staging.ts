// SPDX-License-Identifier: LGPL-2.1-or-later
/** The definition that an app is to have, put together in the job's folder before anything of the app changes. */
import confined from "../../docker/confined.sh";
import { overrideFile } from "../../docker/ports-override";
import { knowledgeOf, type JobRequest } from "../../jobs/jobs";
import type { Machine } from "../../machine/machine";
import { joined, scriptOutput } from "../../machine/script";
import { randomText } from "../install/secret";
import type { Paths } from "../paths";
import finishScript from "./finish-stage.sh";
import readFilesScript from "./read-files.sh";
import stageScript from "./stage.sh";
import type { Files } from "./three-way";

/** What is compared. `base` and `baseEnv` are what the library had when the app was made of it, undefined if unknown. */
export interface Compared {
    base: Files | undefined;
    baseEnv: string | undefined;
    mine: Files;
    theirs: Files;
    /** Bytes that are free where the way back is kept. */
    free: number;
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

const linesOf = (paths: readonly string[]) => paths.map(path => `${path}\n`).join("");

/** `library` is the library's folder of the app, "" for none. */
export async function readFiles(machine: Machine, paths: Paths, id: string, library: string): Promise<Compared> {
    const text = await scriptOutput(machine, "read-files", joined(confined, readFilesScript), {
        args: [paths.root, id, library], seconds: 60,
    });
    const [base = "", baseEnv = "", theirs = "", mine = "", free = ""] = text.split("\0");
    return {
        base: base.startsWith("+") ? filesIn(base.slice(1)) : undefined,
        baseEnv: baseEnv.startsWith("+") ? baseEnv.slice(1) : undefined,
        mine: filesIn(mine), theirs: filesIn(theirs), free: Number(free.trim()),
    };
}

/**
 * What sha256sum printed, or "-" in place of a digest for what is not a file; without .env and the override file, which are
 * made for the app.
 */
export function filesIn(text: string): Files {
    return new Map(text.split("\n").flatMap((line): [string, string][] => {
        const [, digest, path] = /^([0-9a-f]{64}|-) {2}\.\/(.+)$/.exec(line) ?? [];
        return digest === undefined || path === undefined || path === ".env" || path === overrideFile ? [] : [[path, digest]];
    }));
}

export interface Staged {
    name: string;
    /** Path of the folder that has the definition. */
    folder: string;
}

/**
 * `own` are paths in the app's folder that count in place of the library's, `gone` those that it does not have. `compose` is
 * the text of the compose file, undefined where it is one of these files as it is.
 */
export async function stage(
    machine: Machine, paths: Paths, id: string, library: string,
    { own, gone, env, compose }: { own: readonly string[], gone: readonly string[], env: string, compose?: string | undefined },
): Promise<Staged> {
    // Other callers may stage at the same time.
    const name = `staged-${randomText("abcdefghijklmnopqrstuvwxyz", 20)}`;
    const [first, second] = [linesOf(own), linesOf(gone)];
    await scriptOutput(machine, "stage", joined(confined, stageScript), {
        args: [
            paths.root, id, name, library, String(bytesOf(first)), String(bytesOf(second)),
            compose === undefined ? "" : String(bytesOf(compose)),
        ],
        input: first + second + (compose ?? "") + env, seconds: 120, survives: true,
    });
    return { name, folder: `${paths.job(id)}/${name}/files` };
}

export interface Finishing {
    env: string;
    override: string;
    put: readonly string[];
    drop: readonly string[];
    services: readonly string[];
    /** The data is saved before the change. */
    saves: boolean;
    /** The tags are pulled anew. */
    newImages: boolean;
    /** As the job's file `from` has it; "" for a change that brings no data. */
    from: string;
    /** Folder of the place that gets a backup of before; "" for none. */
    place: string;
    /** What the job has to know of the app as it will be. */
    request: JobRequest;
}

export async function finishStage(
    machine: Machine, paths: Paths, id: string, name: string,
    { env, override, put, drop, services, saves, newImages, from, place, request }: Finishing,
): Promise<void> {
    const files: [string, string][] = [
        ["services", services.join("\n")], ["save", saves ? "yes" : ""], ["new-images", newImages ? "yes" : ""],
        ["from", from], ["place", place],
        ...knowledgeOf(request).map(([file, text]): [string, string] => [`job/${file}`, text]),
    ];
    const [first, second] = [linesOf(put), linesOf(drop)];
    await scriptOutput(machine, "finish-stage", finishScript, {
        args: [paths.root, id, name, overrideFile, override, String(bytesOf(first)), String(bytesOf(second)), ...files.flat()],
        input: first + second + env, survives: true,
    });
}

/** Nothing came of it. */
export async function dropStage(machine: Machine, paths: Paths, id: string, name: string): Promise<void> {
    await scriptOutput(machine, "drop-stage", 'rm -rf -- "$1/jobs/$2/$3"', { args: [paths.root, id, name], survives: true });
}
