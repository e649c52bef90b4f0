// SPDX-License-Identifier: LGPL-2.1-or-later
/** An operation of the contract that a dialog waits for. */
import { useState } from "react";
import { ask, type Failure } from "./ask";
import { usePage } from "./page-context";

export interface Operation {
    busy: boolean;
    /** Why the last attempt failed. */
    failure: Failure | undefined;
    forgetFailure(): void;
    /** Calls `done` with what was answered if it succeeds. With `mayRun`, it is busy while that decides whether to ask at all. */
    run(name: string, body: object, done: (data: unknown) => void, mayRun?: () => Promise<boolean>): Promise<void>;
}

/** `takes` says of a failure that another dialog deals with it. */
export function useOperation(takes: (failure: Failure) => boolean = () => false): Operation {
    const { manager } = usePage();
    const [busy, setBusy] = useState(false);
    const [failure, setFailure] = useState<Failure>();

    const run: Operation["run"] = async (name, body, done, mayRun) => {
        setBusy(true);
        setFailure(undefined);
        const answer = mayRun === undefined || await mayRun() ? (await ask(manager, name, body)).body : undefined;
        setBusy(false);
        if (answer === undefined)
            return;
        if (answer.Error === undefined)
            done(answer.ResponseData);
        else if (!takes(answer.Error))
            setFailure(answer.Error);
    };
    return { busy, failure, forgetFailure: () => setFailure(undefined), run };
}
