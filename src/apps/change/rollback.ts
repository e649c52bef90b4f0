// SPDX-License-Identifier: LGPL-2.1-or-later
/** Going back to before an app's last change, keeping the change for good, and finishing an undo that was interrupted. */
import composeEnv from "../../docker/compose-env.sh";
import { isOver, type Job } from "../../jobs/job";
import undo from "../../jobs/run/undo.sh";
import { MachineError, type Machine } from "../../machine/machine";
import { joined, runScript, scriptOutput } from "../../machine/script";
import { findListed, start } from "../app-job";
import { recordDone } from "../audit";
import type { Context } from "../context";
import type { Paths } from "../paths";
import { OperationError } from "../problem";
import { without } from "../records/change";
import type { AppRecord } from "../records/record";
import { settle } from "../records/settle";
import { updateRecords } from "../records/update-records";
import confirmScript from "./confirm.sh";
import jobPaths from "./job-paths.sh";
import undoStateScript from "./undo-state.sh";

/** `open`: an undo of a job of this kind is to be finished. `since`: when the change was made, ISO 8601 in UTC. */
export type Undo =
    { is: "none" } | { is: "open", kind: "update" | "rollback" } | { is: "kept", since: string, hasData: boolean };

export async function readUndo(machine: Machine, paths: Paths, id: string): Promise<Undo> {
    const text = await scriptOutput(machine, "undo-state", undoStateScript, { args: [paths.root, id] });
    const [word = "", what, since = ""] = text.trim().split(" ");
    switch (word) {
    case "open":
        return { is: "open", kind: what === "rollback" ? "rollback" : "update" };
    case "kept":
        return { is: "kept", since, hasData: what === "yes" };
    default:
        return { is: "none" };
    }
}

export function isUndoOpen({ is }: Undo): boolean {
    return is === "open";
}

/** What is lost: data written since then. null where a change of settings is undone, which touches no data. */
export interface RolledBack { lost_since: string | null }

/** Answers as soon as the job is queued. Throws `Update.NoRollback`. */
export async function rollbackApp(context: Context, id: string): Promise<RolledBack> {
    const { machine, paths } = context;
    const { record } = await findListed(context, id);
    const state = await readUndo(machine, paths, id);
    if (state.is === "none" || (state.is === "kept" && !record.former))
        throw new OperationError("Update.NoRollback");
    const kind = state.is === "open" ? state.kind : "rollback";
    await start(context, record, { kind, wish: record.wish, before: record.wish }, "start");
    return { lost_since: state.is === "kept" && state.hasData ? state.since : null };
}

/** Continues a change that was interrupted, and tries an undo that failed again. */
export async function goOn(context: Context, record: AppRecord, { kind, phase }: Job): Promise<void> {
    const wish = { kind, wish: record.wish, before: record.wish } as const;
    await start(context, record, wish, "start", { resume: !isOver(phase) });
}

/** Frees what the way back takes. Throws `Update.NoRollback`. */
export async function confirmApp(context: Context, id: string): Promise<void> {
    const { machine, paths } = context;
    await findListed(context, id);
    await settle(context, id);
    const { status, stderr } = await runScript(machine, "confirm", joined(jobPaths, composeEnv, undo, confirmScript), {
        args: [paths.root, id], seconds: 300, survives: true,
    });
    if (status === 75)
        throw new OperationError("APP.Busy");
    if (status !== 0 && status !== 66)
        throw new MachineError("failed", stderr.trim() || `confirm: exit status ${status}`);
    const records = await updateRecords(machine, paths, all => {
        const record = Object.hasOwn(all, id) ? all[id] : undefined;
        return record?.former ? { ...all, [id]: without(record, "former") } : all;
    });
    if (status === 66 || !Object.hasOwn(records, id))
        throw new OperationError("Update.NoRollback");
    await recordDone(context);
}
