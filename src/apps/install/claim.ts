// SPDX-License-Identifier: LGPL-2.1-or-later
/** Taking an app's name on disk: its folder, made by `mkdir`, so that of two who want it one gets it. */
import { overrideFile } from "../../docker/ports-override";
import files from "../../jobs/run/files.sh";
import ticket from "../../jobs/ticket.sh";
import contentDigest from "../../library/content-digest.sh";
import type { LibraryApp } from "../../library/folder";
import { MachineError, type Machine } from "../../machine/machine";
import { joined, runScript, scriptOutput } from "../../machine/script";
import type { Paths } from "../paths";
import brokenClaimsScript from "./broken-claims.sh";
import claimScript from "./claim-name.sh";
import type { ReachFile } from "./reach-file";
import releaseScript from "./release-name.sh";

const [taken, changed] = [17, 18];

/** Of an app of a library: where it is, and what was in it when it was read. */
type ReadFolder = {
    definition: Pick<LibraryApp["definition"], "folder">;
    folder: Pick<LibraryApp["folder"], "digest">;
};

/** Another caller has the name. */
export class NameTaken extends Error {
    override readonly name = "NameTaken";
}

/** The library's folder is not what it was when it was read. */
export class LibraryChanged extends Error {
    override readonly name = "LibraryChanged";
}

/** Copies the library's folder to the app's own, with these files in it. Rejects with `NameTaken` and `LibraryChanged`. */
export async function claimName(
    machine: Machine, paths: Paths, id: string, { definition, folder }: ReadFolder, { env, override }: ReachFile,
): Promise<void> {
    const { status, stderr } = await runScript(machine, "claim-name", joined(files, ticket, contentDigest, claimScript), {
        args: [paths.root, id, definition.folder, folder.digest, overrideFile, override], input: env, survives: true,
    });
    if (status === taken)
        throw new NameTaken(id);
    if (status === changed)
        throw new LibraryChanged(definition.folder);
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
