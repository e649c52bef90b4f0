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
    /** Calls `done` if it succeeds. With `mayRun`, it is busy while that decides whether to ask at all. */
    run(name: string, body: object, done: () => void, mayRun?: () => Promise<boolean>): Promise<void>;
}

/** `takes` says of a failure that another dialog deals with it. */
export function useOperation(takes: (failure: Failure) => boolean = () => false): Operation {
    const { manager } = usePage();
    const [busy, setBusy] = useState(false);
    const [failure, setFailure] = useState<Failure>();

    const run: Operation["run"] = async (name, body, done, mayRun) => {
        setBusy(true);
        setFailure(undefined);
        const error = mayRun === undefined || await mayRun() ? (await ask(manager, name, body)).body.Error : null;
        setBusy(false);
        if (error === undefined)
            done();
        else if (error === null || !takes(error))
            setFailure(error ?? undefined);
    };
    return { busy, failure, forgetFailure: () => setFailure(undefined), run };
}
