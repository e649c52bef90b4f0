// SPDX-License-Identifier: LGPL-2.1-or-later
/** Why an installation failed, read from the job's log when there is something to say about it. */
import { useEffect, useState } from "react";
import { causeOf, type Cause } from "../jobs/failure";
import { usePage } from "./page-context";

/** Milliseconds without a word: the log of a job that is over is whole then. */
const silence = 500;

/** `detail` is the step that failed and its exit status, "pull 18"; undefined asks for nothing. */
export function useCause(appId: string, detail: string | undefined): Cause | undefined {
    const { manager } = usePage();
    const [cause, setCause] = useState<Cause>();

    useEffect(() => {
        if (detail === undefined)
            return undefined;
        const [step = "", exit = ""] = detail.split(" ");
        let log = "";
        let timer: ReturnType<typeof setTimeout> | undefined;
        const end = manager.followJobLog(appId, text => {
            log += text;
            clearTimeout(timer);
            timer = setTimeout(() => {
                end();
                setCause(causeOf(log, step, Number(exit)));
            }, silence);
        });
        return () => {
            end();
            clearTimeout(timer);
        };
    }, [manager, appId, detail]);

    return detail === undefined ? undefined : cause;
}
