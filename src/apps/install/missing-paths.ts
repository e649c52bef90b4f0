// SPDX-License-Identifier: LGPL-2.1-or-later
/** Which paths of the host don't exist. */
import type { Machine } from "../../machine/machine";
import { scriptOutput } from "../../machine/script";
import missingPathsScript from "./missing-paths.sh";

/** Those of `paths` that don't exist, in their order. */
export async function missingPaths(machine: Machine, paths: readonly string[]): Promise<string[]> {
    if (paths.length === 0)
        return [];
    return (await scriptOutput(machine, "missing-paths", missingPathsScript, { args: paths })).split("\0").slice(0, -1);
}
