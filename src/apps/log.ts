// SPDX-License-Identifier: LGPL-2.1-or-later
/** Logs as they grow: of the job behind an app, and of its services. */
import { longestLine } from "../docker/log-stream";
import { readPullLine } from "../jobs/log/pull-line";
import { MachineError } from "../machine/machine";
import type { Context } from "./context";
import type { AppLogLine, LogSink } from "./log-line";
import { followServices } from "./service-log";
import { alwaysShown } from "./visibility";

export type { AppLogLine, LogSink, LogState } from "./log-line";

/** Whose log: the job's, that of one service, or of all (`service` undefined). */
export type LogOf = { is: "job" } | { is: "services", service: string | undefined };

/** The last `tail` lines, then what comes; what has broken off continues when the page is shown. Returns what ends it. */
export function followLog(
    context: Context, id: string, of: LogOf, tail: number, sink: LogSink, visibility = alwaysShown,
): () => void {
    const ended = new AbortController();
    void (of.is === "job"
        ? followJob(context, id, tail, sink, ended.signal)
        : followServices(context, id, of.service, tail, sink, ended.signal, visibility));
    return () => { ended.abort(); };
}

/** What a line of a job takes on the average; most are steps of a pull, which are no lines to look at. */
const bytesPerLine = 300;

async function followJob(
    { machine, paths }: Context, id: string, tail: number, sink: LogSink, signal: AbortSignal,
): Promise<void> {
    const bytes = tail * bytesPerLine;
    const read = jobReader();
    let length = 0;
    try {
        await machine.run(["tail", "-c", String(bytes), "-F", `${paths.job(id)}/log`], {
            signal,
            onOutput: text => {
                length += text.length;
                sink.lines(read(text));
                sink.state({ isRead: true, hasEarlier: length >= bytes, unkept: [], isAllUnkept: false });
            },
        });
    } catch (error) {
        if (!(error instanceof MachineError))
            throw error;
    }
}

/** Lines of a job's log from its text, cut anywhere. Their time is that of the job's last mark. */
export function jobReader(): (piece: string) => AppLogLine[] {
    let open = "";
    let isCut = false;
    let time = "";

    const line = (): AppLogLine => ({ source: "", time, text: open, isCut });

    return piece => {
        const lines: AppLogLine[] = [];
        let at = 0;
        while (at < piece.length) {
            const end = piece.indexOf("\n", at);
            const next = end < 0 ? piece.length : end;
            if (!isCut) {
                open += piece.slice(at, Math.min(next, at + longestLine + 1));
                if (open.length > longestLine) {
                    open = open.slice(0, longestLine);
                    isCut = true;
                    lines.push(line());
                }
            }
            at = next + 1;
            if (end < 0)
                break;
            const mark = open.startsWith("--- ") ? readPullLine(open) : undefined;
            if (mark?.is === "clock")
                time = new Date(mark.time * 1000).toISOString();
            if (!isCut)
                lines.push({ ...line(), text: open.replace(/\r$/, "") });
            open = "";
            isCut = false;
        }
        return lines;
    };
}
