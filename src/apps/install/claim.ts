// SPDX-License-Identifier: LGPL-2.1-or-later
/** Taking an app's name on disk: its folder, made by `mkdir`, so that of two who want it one gets it. */
import { overrideFile } from "../../docker/ports-override";
import { MachineError, type Machine } from "../../machine/machine";
import type { Paths } from "../paths";
import { recordCopy } from "../records/record-copy";

/** Another caller has the name. */
export class NameTaken extends Error {
    override readonly name = "NameTaken";
}

/*
 * Arguments: data folder, id, the library's folder of the app, the text of its override file, which may be empty. Input: the
 * new text of .env. Status 17 is "exists": so
 * does a compose project of that name as long as it has volumes, which compose would take for the app's. The copy keeps
 * the modes of the library's files, which containers read as users of their own; only .env is root's alone. The job's
 * folder comes with it, queued: there is no moment at which the app has no job.
 */
const claimScript = `
set -eu
umask 077
volumes=$(docker volume ls -q --filter "label=com.docker.compose.project=$2")
[ -z "$volumes" ] || exit 17
mkdir -p -- "$1/apps" "$1/jobs"
mkdir -- "$1/apps/$2" || { [ -e "$1/apps/$2" ] && exit 17; exit 1; }
trap 'rm -rf -- "$1/apps/$2" "$1/jobs/$2"' EXIT
cd -- "$1/apps/$2"
cp -R -P --preserve=mode,timestamps -- "$3/." .
chmod 0700 .
rm -f .env
cat >.env
rm -f ${overrideFile}
[ -z "$4" ] || printf '%s' "$4" >${overrideFile}
mkdir -p -- "$1/jobs/$2"
date +%s%3N >"$1/jobs/$2/ticket"
printf 'queued\\n' >"$1/jobs/$2/phase"
sync .env "$1/jobs/$2/phase" . ..
trap - EXIT
`;

/**
 * Copies the library's folder to the app's own, with `env` as its `.env` and `override` as its override file, if any.
 * Rejects with `NameTaken`.
 */
export async function claimName(
    machine: Machine, paths: Paths, id: string, folder: string, env: string, override = "",
): Promise<void> {
    const result = await machine.run(["sh", "-c", claimScript, "claim-name", paths.root, id, folder, override], { input: env });
    if (result.status === 17)
        throw new NameTaken(id);
    if (result.status !== 0)
        throw new MachineError("failed", result.stderr.trim() || `claim ${id}: ${result.status}`);
}

/* Arguments: data folder, id. */
const releaseScript = `rm -rf -- "$1/apps/$2" "$1/jobs/$2"`;

/** Gives a name back, with the folder and the job's folder. */
export async function releaseName(machine: Machine, paths: Paths, id: string): Promise<void> {
    const result = await machine.run(["sh", "-c", releaseScript, "release-name", paths.root, id]);
    if (result.status !== 0)
        throw new MachineError("failed", result.stderr.trim());
}

/*
 * Argument: data folder. A claim is broken off if its folder has neither a record nor a job's script, and is older than
 * any claim takes. Prints the names.
 */
const brokenOffScript = `
cd -- "$1/apps" 2>/dev/null || exit 0
for folder in *; do
    [ -d "$folder" ] && [ ! -e "$folder/${recordCopy}" ] && [ ! -e "../jobs/$folder/run" ] || continue
    [ -z "$(find "$folder" -maxdepth 0 -mmin +2)" ] || printf '%s\\n' "$folder"
done
`;

/** Names that were taken for installations that never came to be, because who asked for them was gone. */
export async function brokenClaims(machine: Machine, paths: Paths): Promise<string[]> {
    const result = await machine.run(["sh", "-c", brokenOffScript, "broken-claims", paths.root]);
    if (result.status !== 0)
        throw new MachineError("failed", result.stderr.trim());
    return result.stdout.split("\n").filter(name => /^[a-z0-9]+$/.test(name));
}
