// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether an app's files still say what the admin allowed. The job compares; this tells what it found, as a diff. */
import { complaint } from "../../docker/compose";
import composeEnv from "../../docker/compose-env.sh";
import composeFiles from "../../docker/compose-files.sh";
import confined from "../../docker/confined.sh";
import { masked } from "../../jobs/log/log-text";
import type { JobRequest } from "../../jobs/jobs";
import allowed from "../../jobs/run/allowed.sh";
import engine from "../../jobs/run/engine.sh";
import places from "../../jobs/run/places.sh";
import { MachineError, type Machine } from "../../machine/machine";
import { joined, runScript } from "../../machine/script";
import type { Paths } from "../paths";
import { OperationError } from "../problem";
import changesScript from "./changes.sh";
import { diffOf } from "./diff";

export interface DefinitionChanges {
    /** Of the definition as it is now: what allows it, and nothing else. */
    digest: string;
    /** For people: a diff without values of variables, headed by the digest. */
    text: string;
}

/** Characters. A longer diff would not be read, so it cannot be allowed: the text ends before the digest. */
const longest = 200_000;

const unreadable = 65;

/**
 * Undefined where nothing differs. Throws an `OperationError` where the files can't be read. `before` as in `JobRequest`: of
 * the job that is to work with the definition.
 */
export async function readChanges(
    machine: Machine, paths: Paths, id: string, before: JobRequest["before"],
): Promise<DefinitionChanges | undefined> {
    const head = "umask 077\ndata=$1 id=$2 before=$3\njobs=$data/jobs app=$data/apps/$id job=$data/jobs/$id";
    const text = joined(head, confined, composeEnv, composeFiles, engine, places, allowed, changesScript);
    const { status, stdout, stderr } = await runScript(
        machine, "definition-changes", text, { args: [paths.root, id, before], seconds: 60 });
    if (status === unreadable)
        throw new OperationError("Container.CommandError", masked(complaint(stderr)));
    if (status !== 0)
        throw new MachineError("failed", stderr.trim() || `definition-changes: exit status ${status}`);
    if (stdout === "")
        return undefined;
    const [digest = "", formerModel = "", model = "", formerEnv = "", env = "", ...files] = stdout.split("\0");
    const lines = diffOf({ model: formerModel, env: formerEnv, places: files[0] }, { model, env, places: files[1] });
    const whole = ["--- allowed", `+++ ${digest}`, ...lines].join("\n");
    return { digest, text: whole.length > longest ? tooLong : whole };
}

const tooLong = "--- allowed\n+++ too long to be shown";
