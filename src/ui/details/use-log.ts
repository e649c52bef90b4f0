// SPDX-License-Identifier: LGPL-2.1-or-later
/** A log as it grows, of the job behind an app or of one of its services. */
import { useEffect, useState } from "react";
import { usePage } from "../page-context";
import { added, jobLine, noLines, serviceLine } from "./log-lines";

export interface Log {
    /** Whole lines, and the one that has not ended yet. */
    text: string;
    /** Nothing came in the first second. */
    isEmpty: boolean;
}

/** Milliseconds. */
const patience = 1000;

/** `service` undefined is the job. What comes in one frame is drawn once. */
export function useLog(appId: string, service: string | undefined): Log {
    const { manager } = usePage();
    const [log, setLog] = useState({ lines: noLines, waited: false });

    useEffect(() => {
        const readable = service === undefined ? jobLine : serviceLine;
        let pending = "";
        let frame = 0;
        const onText = (text: string): void => {
            pending += text;
            if (frame !== 0)
                return;
            frame = requestAnimationFrame(() => {
                const piece = pending;
                pending = "";
                frame = 0;
                setLog(last => ({ ...last, lines: added(last.lines, piece, readable) }));
            });
        };
        setLog({ lines: noLines, waited: false });
        const end = service === undefined
            ? manager.followJobLog(appId, onText)
            : manager.followServiceLog(appId, service, onText);
        const timer = setTimeout(() => setLog(last => ({ ...last, waited: true })), patience);
        return () => {
            end();
            cancelAnimationFrame(frame);
            clearTimeout(timer);
        };
    }, [manager, appId, service]);

    const text = log.lines.text + serviceLine(log.lines.rest);
    return { text, isEmpty: text === "" && log.waited };
}
