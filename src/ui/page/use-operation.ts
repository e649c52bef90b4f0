// SPDX-License-Identifier: LGPL-2.1-or-later
/** An operation of the contract that a dialog waits for. */
import { useState } from "react";
import { ask, type Failure } from "../ask";
import { usePage } from "./page-context";

export interface Operation {
    busy: boolean;
    /** Why the last attempt failed. */
    failure: Failure | undefined;
    forgetFailure(): void;
    /** Calls `done` with what was answered if it succeeds. It is busy while it waits for the body; without one it asks nothing. */
    run(name: string, body: object | Promise<object | undefined>, done: (data: unknown) => void): Promise<void>;
}

/** `takes` says of a failure that another dialog deals with it. */
export function useOperation(takes: (failure: Failure) => boolean = () => false): Operation {
    const { manager } = usePage();
    const [busy, setBusy] = useState(false);
    const [failure, setFailure] = useState<Failure>();

    const run: Operation["run"] = async (name, body, done) => {
        setBusy(true);
        setFailure(undefined);
        const given = await body;
        const answer = given && (await ask(manager, name, given)).body;
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
