// SPDX-License-Identifier: LGPL-2.1-or-later
/** How far an upload to a place for backups is, read from what `restic backup --json` prints once a second. */
import { parseJson } from "../../machine/json";
import * as z from "../../machine/zod";
import { paceOf, type PaceSample } from "./pace";
import type { ProgressReader } from "./progress";

const status = z.object({
    message_type: z.literal("status"),
    bytes_done: z._default(z.number().check(z.minimum(0)), 0),
    total_bytes: z._default(z.number().check(z.minimum(0)), 0),
    seconds_elapsed: z._default(z.number().check(z.minimum(0)), 0),
});

const longestLine = 16384;

export function uploadReader(): ProgressReader {
    let rest = "";
    let done = 0;
    let total = 0;
    let samples: PaceSample[] = [];

    function onLine(line: string) {
        // Another run begins anew, but finds what is uploaded already.
        if (line.startsWith("--- run"))
            samples = [];
        const read = line.startsWith("{") ? status.safeParse(parseJson(line)).data : undefined;
        if (!read)
            return;
        total = Math.max(total, read.total_bytes);
        done = Math.min(total, Math.max(done, read.bytes_done));
        samples = [...samples.slice(-59), { time: read.seconds_elapsed, bytes: read.bytes_done }];
    }

    return {
        add(text) {
            const lines = (rest + text).split(/[\r\n]/);
            rest = (lines.pop() ?? "").slice(-longestLine);
            lines.filter(line => line.length <= longestLine).forEach(onLine);
        },
        progress: () => ({ done, total, complete: total > 0, layersDone: 0, layers: 0 }),
        pace: () => paceOf(samples, total > 0 ? total - done : undefined),
    };
}
