// SPDX-License-Identifier: LGPL-2.1-or-later
/** A log's lines as an admin reads them: no control sequences, and of a pull what happened, not each kilobyte. */
import type { AppLogLine } from "../../apps/log";
import { plainText, readableLine } from "../../jobs/log/log-text";
import { readPullLine } from "../../jobs/log/pull-line";

/** A line of a service, as a terminal would leave it: what follows a carriage return stands over what was there. */
export function serviceLine(line: string): string {
    return plainText(line.slice(line.lastIndexOf("\r") + 1));
}

/** A line of the job behind an app; undefined for its own marks, and for a layer that is merely on its way. */
export function jobLine(line: string): string | undefined {
    const read = readPullLine(line);
    return read?.is === "layer" && read.step !== "there" ? undefined : readableLine(line);
}

/** Those worth a row, in readable words. A job's lines have no source. */
export function readableLines(lines: readonly AppLogLine[]): AppLogLine[] {
    return lines.flatMap(line => {
        const text = line.source === "" ? jobLine(line.text) : serviceLine(line.text);
        return text === undefined ? [] : [{ ...line, text }];
    });
}
