// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the browser has to fetch. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "./bench-host";
import type { Figure } from "./figure";

/** Bytes of index.js.gz and index.css.gz in Debian's cockpit-podman 108-1. */
const podman = { script: 305_136, style: 146_460 };

export function sizeFigures({ root }: Bench): Promise<Figure[]> {
    const kilobytes = (file: string) => statSync(join(root, "dist", file)).size / 1024;
    const figure = (what: string, file: string, other: number, atMost: number): Figure => ({
        what, reference: `cockpit-podman 108's: ${Math.floor(other / 1024)} KB`, measured: "", measuredReference: "",
        value: kilobytes(file), unit: "KB", bar: { atMost }, samples: 1,
    });
    return Promise.resolve([
        figure("script of the page, gzipped", "index.js.gz", podman.script, 220),
        figure("style of the page, gzipped", "index.css.gz", podman.style, 60),
    ]);
}
