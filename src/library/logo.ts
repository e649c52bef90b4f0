// SPDX-License-Identifier: LGPL-2.1-or-later
/** The logos of apps, as `data:` URLs. */
import type { Machine } from "../machine/machine";
import { runScript } from "../machine/script";
import readLogosScript from "./read-logos.sh";
import { largestFile } from "./scan";

/** Folders of one process: their paths are its arguments. */
const atOnce = 500;
/** A library may be upgraded while it is read. */
const tries = 3;

/** By the app's folder; apps without a logo are left out. Only the folders that are asked for are read. */
export async function readLogos(machine: Machine, folders: readonly string[]): Promise<Map<string, string>> {
    const logos = new Map<string, string>();
    for (let at = 0; at < folders.length; at += atOnce) {
        for (const [folder, bytes] of await readSome(machine, folders.slice(at, at + atOnce)))
            logos.set(folder, svgUrl(bytes));
    }
    return logos;
}

/** The logo of one app. */
export async function readLogo(machine: Machine, folder: string): Promise<string | undefined> {
    return (await readLogos(machine, [folder])).get(folder);
}

async function readSome(machine: Machine, folders: readonly string[]): Promise<Map<string, Uint8Array>> {
    for (let attempt = 0; attempt < tries; attempt++) {
        const args = [String(largestFile), ...folders];
        const found = parseLogos((await runScript(machine, "read-logos", readLogosScript, { args })).bytes);
        if (found)
            return found;
    }
    return new Map();
}

/** Cuts what the script printed; undefined for what does not fit together. */
export function parseLogos(bytes: Uint8Array): Map<string, Uint8Array> | undefined {
    const decoder = new TextDecoder();
    const found: { folder: string, size: number }[] = [];
    let at = 0;
    for (let end = bytes.indexOf(0, at); end > at; end = bytes.indexOf(0, at)) {
        const [, size, folder] = /^(\d+) ([^]*)\/logo\.svg$/.exec(decoder.decode(bytes.subarray(at, end))) ?? [];
        if (size === undefined || folder === undefined)
            return undefined;
        found.push({ folder, size: Number(size) });
        at = end + 1;
    }
    at += 1;
    if (at + found.reduce((sum, { size }) => sum + size, 0) !== bytes.length)
        return undefined;
    return new Map(found.map(({ folder, size }) => {
        at += size;
        return [folder, bytes.subarray(at - size, at)];
    }));
}

/** An image, not a document: in an `<img>` an SVG runs no scripts and loads nothing. */
function svgUrl(bytes: Uint8Array): string {
    let binary = "";
    for (const byte of bytes)
        binary += String.fromCharCode(byte);
    return `data:image/svg+xml;base64,${btoa(binary)}`;
}
