// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the browser has to fetch. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Bench } from "./bench-host";
import type { Figure } from "./figure";

/** Bytes of index.js.gz and index.css.gz in Debian's cockpit-podman 108-1. */
const podman = { script: 305_136, style: 146_460 };

export function sizeFigures({ root }: Bench): Promise<Figure[]> {
    const kilobytes = (file: string) => statSync(join(root, "dist", `${file}.gz`)).size / 1024;
    const figure = (what: string, files: Iterable<string>, other: number, atMost: number): Figure => ({
        what, reference: `cockpit-podman 108's: ${Math.floor(other / 1024)} KB`, measured: "", measuredReference: "",
        value: [...files].reduce((sum, file) => sum + kilobytes(file), 0), unit: "KB", bar: { atMost }, samples: 1,
    });
    return Promise.resolve([
        figure("script of the page when it opens, gzipped", firstScripts(join(root, "dist")), podman.script, 220),
        figure("style of the page, gzipped", ["index.css"], podman.style, 60),
    ]);
}

/** The page's own script, and those that it imports before it does anything. */
function firstScripts(dist: string): Set<string> {
    const found = new Set(["index.js"]);
    // A set also goes through what is added on the way.
    for (const file of found) {
        const script = gunzipSync(readFileSync(join(dist, `${file}.gz`))).toString();
        for (const [, imported = ""] of script.matchAll(/(?:from|import)\s*"\.\/(part-[^"]+)"/g))
            found.add(imported);
    }
    return found;
}
