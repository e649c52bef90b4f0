// SPDX-License-Identifier: LGPL-2.1-or-later
/** What is told of a log as it grows. */

export interface AppLogLine {
    /** The container within the app, "web-1"; "" for the job. */
    source: string;
    /** RFC 3339, "" where it is not known. */
    time: string;
    /** Without its end. */
    text: string;
    /** The line is longer. */
    isCut: boolean;
}

export interface LogState {
    /** What was printed before is told, as far as it was asked for. */
    isRead: boolean;
    /** More lines were printed before those. */
    hasEarlier: boolean;
    /** Containers whose output docker doesn't keep. */
    unkept: string[];
    isAllUnkept: boolean;
}

export interface LogSink {
    lines(lines: readonly AppLogLine[]): void;
    state(state: LogState): void;
}
