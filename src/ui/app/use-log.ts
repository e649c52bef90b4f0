// SPDX-License-Identifier: LGPL-2.1-or-later
/** The last lines of a log as it grows, of the job behind an app or of one of its services. */
import { useEffect, useState } from "react";
import { usePage } from "../page/page-context";
import { readableLines } from "./log-lines";
import { createLogRows } from "./log-rows";

export interface LogEnd {
    /** Whole lines. */
    text: string;
    /** It was read, and there is nothing. */
    isEmpty: boolean;
}

/** Of a job's log most lines are no rows. */
const asked = 300;

/** `service` undefined is the job. What comes in one frame is drawn once. */
export function useLogEnd(appId: string, service: string | undefined, count: number): LogEnd {
    const { manager } = usePage();
    const [end, setEnd] = useState<LogEnd>({ text: "", isEmpty: false });

    useEffect(() => {
        const rows = createLogRows(count, 100_000);
        let frame = 0;
        let isRead = false;
        const changed = (): void => {
            frame ||= requestAnimationFrame(() => {
                frame = 0;
                const numbers = Array.from({ length: rows.end() - rows.first() }, (_value, index) => rows.first() + index);
                const text = numbers.map(number => rows.at(number)?.text ?? "").join("\n");
                setEnd({ text, isEmpty: isRead && text === "" });
            });
        };
        const of = service === undefined ? { is: "job" as const } : { is: "services" as const, service };
        const stop = manager.followLog(appId, of, asked, {
            lines(lines) {
                rows.add(readableLines(lines.slice(-asked)));
                changed();
            },
            state(state) {
                isRead ||= state.isRead;
                changed();
            },
        });
        return () => {
            stop();
            cancelAnimationFrame(frame);
        };
    }, [manager, appId, service, count]);

    return end;
}
