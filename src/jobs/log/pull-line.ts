// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * One line of a job's log, as far as it tells of a pull.
 *
 * Docker Compose says how far it is on stderr, and without a terminal in one of these dialects (2.26.1 and 2.40.3
 * observed, the others read in Compose's source):
 * - plain, to 5.0: ` a07df81cfb3d Downloading [=>   ]  180.2kB/1.064MB`, four digits, up to ten times a second a layer.
 *   A layer that two images share is told once for each. 5.0.0 leaves the word "Downloading" out, 5.1 and newer the
 *   total.
 * - `--progress json`, since 2.29 (2.26 ends with 'unsupported --progress value "json"'): `{"id", "text":
 *   "Downloading", "status": "[=> ] 1MB/2MB"}`; since 2.32 with `parent_id`, `current`, `total`; 5.0.0 has the sizes in
 *   `text` and "Working" or "Done" in `status`, 5.0.1 and newer the sizes in `details`. Errors may be plain text in
 *   between.
 * The service is named as in the compose file; 5.x says "Image nginx:1" instead.
 */
import { parseJson } from "../../machine/json";
import * as z from "../../machine/zod";
import { plainText } from "./log-text";

export type LayerStep = "listed" | "downloading" | "downloaded" | "extracting" | "there";

export interface LayerLine {
    is: "layer";
    id: string;
    step: LayerStep;
    /** Bytes, left out where not told. */
    current?: number;
    total?: number;
    /** The service it is pulled for, which only json tells. */
    image?: string;
}

export interface ServiceLine {
    is: "service";
    name: string;
    state: "pulling" | "pulled" | "failed";
}

export type PullLine =
    /** The job begins (again) here: what dockerd did not finish before may start over. */
    | { is: "run" }
    /** Seconds since 1970; docker itself prints no time. */
    | { is: "clock", time: number }
    | ServiceLine
    | LayerLine;

const steps = new Map<string, LayerStep>([
    ["Pulling fs layer", "listed"],
    ["Waiting", "listed"],
    ["Downloading", "downloading"],
    ["Verifying Checksum", "downloading"],
    ["Download complete", "downloaded"],
    ["Extracting", "extracting"],
    ["Pull complete", "there"],
    ["Already exists", "there"],
]);

// Docker shows the first 12 digits of a layer's digest.
const layerLine = new RegExp(
    `^\\W{0,4}([0-9a-f]{12}) (?:(${[...steps.keys()].join("|")}|Retrying in \\d+ seconds?)\\b)?(.*)$`);
const serviceLine = /^\W{0,4}(\S.{0,300}?) (Pulling|Pulled|Skipped\b.*|Error\b.*|Warning\b.*|Interrupted\b.*)$/;
const sizes = /(?:^|\s)([\d.]{1,12}(?:e\+\d\d)?)([kMGTP]?)B(?:\/([\d.]{1,12}(?:e\+\d\d)?)([kMGTP]?)B)?/;
const runLine = /^--- run\b/;
const clockLine = /^--- at (\d{9,11})$/;

/** More is no layer: what hostile text claims must not spoil the sums. */
const mostBytes = 1e13;

const powers = ["", "k", "M", "G", "T", "P"];

function bytesOf(digits: string | undefined, power: string | undefined): number | undefined {
    if (digits === undefined || power === undefined)
        return undefined;
    return saneBytes(Math.round(Number(digits) * 1000 ** powers.indexOf(power)));
}

function saneBytes(bytes: number | undefined): number | undefined {
    return bytes !== undefined && Number.isSafeInteger(bytes) && bytes >= 0 && bytes <= mostBytes ? bytes : undefined;
}

/** "[=> ]  1.2MB/30MB", "1.2MB", "2 s" (which is no size). */
function sizesOf(text: string): { current?: number, total?: number } {
    const match = sizes.exec(text);
    return withSizes(bytesOf(match?.[1], match?.[2]), bytesOf(match?.[3], match?.[4]));
}

function withSizes(current: number | undefined, total: number | undefined): { current?: number, total?: number } {
    return { ...(current === undefined ? {} : { current }), ...(total ? { total } : {}) };
}

// Null and wrong kinds count as absent: one odd field must not hide the rest of the line.
const words = z.catch(z.optional(z.string()), undefined);
const bytes = z.pipe(z.catch(z.optional(z.number()), undefined), z.transform(saneBytes));
const jsonLine = z.object({
    id: words, parent_id: words, text: words, status: words, details: words, current: bytes, total: bytes,
});

function readJson(line: string): PullLine | undefined {
    // Text that is cut off or only looks like JSON is ignored.
    const message = jsonLine.safeParse(parseJson(line)).data;
    if (!message?.id)
        return undefined;
    const { id, parent_id: image, text = "", status = "", details = "" } = message;
    if (!/^[0-9a-f]{12}$/.test(id) || (image === undefined && !steps.has(text)))
        return readPlain(` ${id} ${text}`);
    const shown = sizesOf(`${text} ${status} ${details}`);
    const step = steps.get(text) ??
        (status === "Done" ? "downloaded" : shown.current === undefined ? "listed" : "downloading");
    // Seconds, where the containerd store extracts.
    const current = step === "extracting" ? undefined : message.current ?? shown.current;
    return { is: "layer", id, step, ...withSizes(current, message.total ?? shown.total), ...(image ? { image } : {}) };
}

function serviceState(word: string): ServiceLine["state"] {
    if (word === "Pulling")
        return "pulling";
    return /^(?:Pulled|Skipped)/.test(word) ? "pulled" : "failed";
}

function readPlain(line: string): PullLine | undefined {
    const layer = layerLine.exec(line);
    if (layer) {
        const [, id = "", word, rest = ""] = layer;
        const shown = sizesOf(rest);
        const step = word === undefined ? (shown.total ? "downloading" : undefined) : steps.get(word) ?? "listed";
        if (step)
            return { is: "layer", id, step, ...(step === "extracting" ? withSizes(undefined, shown.total) : shown) };
    }
    const service = serviceLine.exec(line);
    if (service)
        return { is: "service", name: service[1] ?? "", state: serviceState(service[2] ?? "") };
    return undefined;
}

/** A whole line without its end; undefined if it tells nothing of a pull. */
export function readPullLine(line: string): PullLine | undefined {
    if (line.startsWith("--- ")) {
        const clock = clockLine.exec(line);
        if (clock)
            return { is: "clock", time: Number(clock[1]) };
        return runLine.test(line) ? { is: "run" } : undefined;
    }
    const text = plainText(line).trimEnd();
    return text.startsWith("{") ? readJson(text) : readPlain(text);
}
