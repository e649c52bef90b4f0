// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * What a backup's app may do beyond its own containers. Whoever can write to the repository, or an app that changed its own
 * files before it was backed up, may have put there what no admin has allowed: it has to be allowed.
 */
import { resolveCompose } from "../../docker/compose";
import { composeModelFrom } from "../../docker/compose-config";
import type { LibraryApp } from "../../library/folder";
import type { Context } from "../context";
import { rightsIn } from "../definition/rights";
import { folderChecks } from "../install/checks/folder";
import { refuseStopped } from "../install/refusal";
import { dataFolder, pathsBelow } from "../paths";
import { OperationError } from "../problem";

/**
 * Throws `APP.DefinitionChanged` with the rights that the app `id` does not have already, unless `allow` is the digest of
 * this backup's files.
 */
export async function refuseRights(
    { machine, paths }: Context, id: string, { folder, definition }: LibraryApp, env: string, allow: string,
): Promise<void> {
    // Compose must not read what leads outside.
    refuseStopped(folderChecks(folder));
    const [{ model }, allowed] = await Promise.all([
        resolveCompose(machine, definition.folder, id, env, []), machine.read(`${paths.job(id)}/allowed/model.json`),
    ]);
    const home = pathsBelow(dataFolder).app(id);
    const own = allowed === null ? [] : rightsIn(composeModelFrom(allowed), { folder: paths.app(id), home, reads: [] });
    const rights = rightsIn(model, { folder: definition.folder, home, reads: folder.reads }).filter(right => !own.includes(right));
    if (rights.length > 0 && allow !== folder.digest) {
        throw new OperationError(
            "APP.DefinitionChanged", ["--- allowed", `+++ ${folder.digest}`, ...rights.map(right => `+ ${right}`)].join("\n"));
    }
}
