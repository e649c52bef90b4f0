// SPDX-License-Identifier: LGPL-2.1-or-later
/** Taking an app's name on disk: its folder, made by `mkdir`, so that of two who want it one gets it. */
import { overrideFile } from "../../docker/ports-override";
import files from "../../jobs/run/files.sh";
import ticket from "../../jobs/ticket.sh";
import { MachineError, type Machine } from "../../machine/machine";
import { joined, runScript, scriptOutput } from "../../machine/script";
import type { Paths } from "../paths";
import brokenClaimsScript from "./broken-claims.sh";
import claimScript from "./claim-name.sh";
import releaseScript from "./release-name.sh";

const taken = 17;

/** Another caller has the name. */
export class NameTaken extends Error {
    override readonly name = "NameTaken";
}

/**
 * Copies the library's folder to the app's own, with `env` as its `.env` and `override` as its override file, "" for none.
 * Rejects with `NameTaken`.
 */
export async function claimName(
    machine: Machine, paths: Paths, id: string, folder: string, env: string, override = "",
): Promise<void> {
    const { status, stderr } = await runScript(machine, "claim-name", joined(files, ticket, claimScript), {
        args: [paths.root, id, folder, overrideFile, override], input: env, survives: true,
    });
    if (status === taken)
        throw new NameTaken(id);
    if (status !== 0)
        throw new MachineError("failed", stderr.trim() || `claim ${id}: exit status ${status}`);
}

/**
 * Gives a name back that was taken for an installation which did not begin, with the folders made for it. With "unbegun",
 * one that has begun meanwhile keeps its name.
 */
export async function releaseName(machine: Machine, paths: Paths, id: string, spared: "unbegun" | "" = ""): Promise<void> {
    await scriptOutput(machine, "release-name", releaseScript, { args: [paths.root, id, spared], survives: true });
}

/** Names that were taken for installations that never began, because the caller was gone. */
export async function brokenClaims(machine: Machine, paths: Paths): Promise<string[]> {
    const names = await scriptOutput(machine, "broken-claims", joined(files, brokenClaimsScript), { args: [paths.root] });
    return names.split("\n").filter(name => /^[a-z0-9]+$/.test(name));
}
