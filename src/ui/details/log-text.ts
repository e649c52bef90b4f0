// SPDX-License-Identifier: LGPL-2.1-or-later
/** A log as it grows, of the job behind an app or of one of its services. */
import { useEffect, useState } from "react";
import { usePage } from "../page-context";

/** Characters that are kept: the end of a log is what is asked for. */
const longest = 500_000;

/** What terminals take for colours and cursor movements. */
const controls = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[ -/]*[@-~]`, "g");

/** Without colours, and with what a carriage return leaves of a line. */
export function plain(text: string): string {
    return text
            .replaceAll(controls, "")
            .replaceAll("\r\n", "\n")
            .replaceAll(/[^\n]*\r(?=[^\n])/g, "");
}

export function appended(log: string, text: string): string {
    const whole = log + text;
    return whole.length <= longest ? whole : whole.slice(whole.indexOf("\n", whole.length - longest) + 1);
}

export interface Log {
    text: string;
    /** Nothing came in the first second. */
    isEmpty: boolean;
}

/** `service` undefined is the job. What comes in one frame is drawn once. */
export function useLog(appId: string, service: string | undefined): Log {
    const { manager } = usePage();
    const [log, setLog] = useState({ of: "", text: "", waited: false });
    const of = `${appId} ${service ?? ""}`;

    useEffect(() => {
        let pending = "";
        let frame = 0;
        setLog({ of, text: "", waited: false });
        const onText = (text: string): void => {
            pending += text;
            if (frame === 0) {
                frame = requestAnimationFrame(() => {
                    const news = pending;
                    pending = "";
                    frame = 0;
                    setLog(last => ({ ...last, text: appended(last.text, news) }));
                });
            }
        };
        const end = service === undefined
            ? manager.followJobLog(appId, onText)
            : manager.followServiceLog(appId, service, onText);
        const timer = setTimeout(() => setLog(last => ({ ...last, waited: true })), 1000);
        return () => {
            end();
            cancelAnimationFrame(frame);
            clearTimeout(timer);
        };
    }, [manager, appId, service, of]);

    const text = log.of === of ? plain(log.text) : "";
    return { text, isEmpty: text === "" && log.waited };
}
